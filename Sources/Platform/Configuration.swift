// SPDX-License-Identifier: EUPL-1.2
public import Foundation

/// What an operator may set. Read once at start; each key has a default that runs on a laptop and a line in
/// `docs/environnement.md`. A command-line option goes before the environment.
public struct Configuration: Sendable, Equatable {
  /// Address to listen on.
  public var host: String
  /// Port to listen on; 0 takes a free one.
  public var port: Int
  /// Folder of the database and the files.
  public var dataFolder: String
  /// `postgres://…`, or nil for SQLite in the data folder.
  public var databaseURL: String?
  /// Folder of the stylesheets and scripts.
  public var publicFolder: String
  /// Folder of the Inter fonts.
  public var fontFolder: String
  /// Whether cookies are marked `Secure`: always, but on loopback without TLS.
  public var secureCookies: Bool
  /// Size of the largest upload, in megabytes.
  public var uploadMegabytes: Int
  /// Least severe messages to write: trace, debug, info, notice, warning, error. Requests are told at `info`.
  public var logLevel: String
  /// What a reader of `/metrics` must show; without one only this machine may read them.
  public var metricsToken: String?

  /// Connections that are served at once; the next one gets a page that says so.
  public var maximumConnections: Int

  /// Addresses of proxies on other machines, whose `X-Forwarded-For` is believed.
  public var trustedProxies: Set<String>

  /// Where mails are handed over, `smtp://user:password@host:587`; without one they wait in the database.
  public var mailServer: String?
  /// The address from which mails leave, when the mail server takes no other; else each facilitator's own.
  public var mailFrom: String?
  /// The address that files answers in the log, `classement@clause.exemple.fr`; none without it.
  public var mailFiling: String?
  /// The address of the site as the world sees it, without a slash at its end: what stands in mails.
  public var siteAddress: String?

  /// The socket of a clamd that looks at files that are kept; nil where there is none.
  public var virusScanner: String?

  /// Reads the `CLAUSIER_*` variables of an environment.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    host = environment["CLAUSIER_HOST"] ?? "127.0.0.1"
    port = environment["CLAUSIER_PORT"].flatMap { Int($0) } ?? 8080
    dataFolder = environment["CLAUSIER_DATA"] ?? "data"
    databaseURL = environment["CLAUSIER_DATABASE"]
    publicFolder = environment["CLAUSIER_PUBLIC"] ?? Self.publicFolder(nextTo: CommandLine.arguments.first ?? "")
    fontFolder = environment["CLAUSIER_FONTS"] ?? "/usr/share/fonts/opentype/inter"
    secureCookies = environment["CLAUSIER_SECURE_COOKIES"].map { $0 != "0" } ?? false
    uploadMegabytes = min(max(environment["CLAUSIER_UPLOAD_MB"].flatMap { Int($0) } ?? 1024, 1), 1 << 20)
    logLevel = environment["CLAUSIER_LOG"] ?? "info"
    metricsToken = environment["CLAUSIER_METRICS_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    maximumConnections = environment["CLAUSIER_CONNECTIONS"].flatMap { Int($0) }.map { max(1, $0) } ?? 800
    trustedProxies = Set(
      (environment["CLAUSIER_PROXIES"] ?? "").split(whereSeparator: { ", ".contains($0) }).map(String.init))
    func said(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    mailServer = said("CLAUSIER_MAIL")
    virusScanner = said("CLAUSIER_CLAMD") ?? Self.usualScanner
    mailFrom = said("CLAUSIER_MAIL_FROM")
    mailFiling = said("CLAUSIER_MAIL_FILING")
    siteAddress = said("CLAUSIER_ADDRESS").map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    if environment["CLAUSIER_SECURE_COOKIES"] == nil { secureCookies = !isLoopback }
  }

  /// The address to write in mails: the one that was set, else the one that is listened to.
  public var publicAddress: String { siteAddress ?? "http://\(host):\(port)" }

  /// Where files wait that people sent: in the data folder, which nobody serves.
  public var uploadFolder: String { dataFolder + "/fichiers/envois" }

  /// Whether only this machine can reach the server.
  public var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

  /// Deadlines and places of the connections, within what the system allows this process to open.
  public var limits: ConnectionLimits {
    var limits = ConnectionLimits()
    limits.connections = min(maximumConnections, max(16, OpenFiles.most - 128))
    return limits
  }

  /// `Public` of the folder from which the program is run, else the first found above the program itself.
  private static func publicFolder(nextTo program: String) -> String {
    let files = FileManager.default
    if files.fileExists(atPath: "Public/css") { return "Public" }
    var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<6 {
      let candidate = folder.appendingPathComponent("Public").path
      if files.fileExists(atPath: candidate + "/css") { return candidate }
      folder.deleteLastPathComponent()
    }
    return "/usr/share/clausier/Public"
  }

  /// Where Debian's clamav-daemon listens, when it is installed.
  private static var usualScanner: String? {
    let socket = "/run/clamav/clamd.ctl"
    return FileManager.default.fileExists(atPath: socket) ? socket : nil
  }
}
