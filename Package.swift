// swift-tools-version: 6.2
// SPDX-License-Identifier: EUPL-1.2
import PackageDescription

/// A feature is one folder of Sources/Features: Domain/ (pure), App/ (storage, routes, pages, commands), Tests/.
/// Three targets share that tree, so that a reader finds one place and the compiler still refuses SQL in a rule.
let features = [
  "Accounts", "Agreements", "Correspondents", "Dashboards", "Demonstration", "Documents", "EmploymentContracts",
  "Engagements", "Exits", "Exports", "FollowUp", "HiringRequests", "HoursFiles", "Indicators", "Installation", "Jobs",
  "Journal", "Messages",
  "Notices", "Organisations", "Participants", "Proofs", "PublicContracts", "References", "Shared", "Site", "Sizing",
  "Statements", "Takeovers", "Territories", "Today", "Verification",
]
func part(_ kept: String) -> (sources: [String], exclude: [String]) {
  let others = ["Domain", "App", "Tests"].filter { $0 != kept }
  return (features.map { "\($0)/\(kept)" }, features.flatMap { f in others.map { "\(f)/\($0)" } })
}

let package = Package(
  name: "clausier",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "clausier", targets: ["clausier"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CMiniZip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "HTML"),
    .target(name: "Mail", dependencies: ["CCurl"]),
    .target(
      name: "Database",
      dependencies: [
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"), "CLibPQ",
      ]),
    .target(name: "JSONStream", dependencies: ["CSimdJSON"]),
    .target(name: "Spreadsheet", dependencies: ["CExpat", "CMiniZip", "CXlsxWriter"]),
    .target(name: "Word", dependencies: ["CMiniZip"]),
    .target(
      name: "Platform",
      dependencies: [
        "HTML", "Database", "CSodium",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .target(
      name: "Domain", path: "Sources/Features", exclude: part("Domain").exclude, sources: part("Domain").sources),
    .target(
      name: "App",
      dependencies: [
        "Domain", "HTML", "Database", "JSONStream", "Mail", "Spreadsheet", "Word", "Platform",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Features", exclude: part("App").exclude, sources: part("App").sources),
    .executableTarget(
      name: "clausier",
      dependencies: ["App", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .target(
      name: "TestSupport",
      dependencies: [
        "App", "Domain", "Database", "HTML", "Platform",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(name: "HTMLTests", dependencies: ["HTML"]),
    .testTarget(name: "DatabaseTests", dependencies: ["Database", "TestSupport"]),
    .testTarget(name: "JSONStreamTests", dependencies: ["JSONStream"]),
    .testTarget(name: "MailTests", dependencies: ["Mail"]),
    .testTarget(name: "SpreadsheetTests", dependencies: ["Spreadsheet"]),
    .testTarget(name: "WordTests", dependencies: ["Word"]),
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"]),
    .testTarget(name: "AccessTests", dependencies: ["App", "Domain", "Database", "Platform", "TestSupport"]),
    .testTarget(name: "ArchitectureTests", dependencies: ["App", "Domain", "Database", "Platform", "TestSupport"]),
    .testTarget(
      name: "FeatureTests",
      dependencies: [
        "App", "Domain", "Database", "HTML", "JSONStream", "Mail", "Spreadsheet", "Word", "Platform", "TestSupport",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Sources/Features", exclude: part("Tests").exclude, sources: part("Tests").sources),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

for target in package.targets where ![.system].contains(target.type) && !["CSimdJSON", "CCurl"].contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
  ]
}
