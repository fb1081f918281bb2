// swift-tools-version: 6.2
// SPDX-License-Identifier: EUPL-1.2
import PackageDescription

/// Parsers under libFuzzer, apart from the product: `make fuzz`. The sources are those of the product, by links.
let fuzzers = ["FuzzCSV", "FuzzJSON", "FuzzMultipart", "FuzzForm", "FuzzValues", "FuzzWorkbook", "FuzzReference"]

let package = Package(
  name: "fuzz",
  targets: [
    .systemLibrary(name: "CExpat", pkgConfig: "expat"),
    .systemLibrary(name: "CMiniZip", pkgConfig: "minizip"),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter"),
    .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "JSONStream", dependencies: ["CSimdJSON"]),
    .target(name: "Spreadsheet", dependencies: ["CExpat", "CMiniZip", "CXlsxWriter"]),
    .target(name: "Domain"),
    .target(name: "Web"),
  ]
    + fuzzers.map {
      .executableTarget(
        name: $0, dependencies: ["Domain", "JSONStream", "Spreadsheet", "Web"],
        swiftSettings: [.unsafeFlags(["-parse-as-library"])])
    },
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

for target in package.targets where ![.system].contains(target.type) && target.name != "CSimdJSON" {
  let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
