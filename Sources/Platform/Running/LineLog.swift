// SPDX-License-Identifier: EUPL-1.2
import Foundation
public import Logging

/// Writes one line for each message, `time level message key=value…`, which a person reads and `grep`, journald or Loki parse.
/// A value with a space, a quote or an equals sign is quoted; a line break never makes a second line.
public struct LineLog: LogHandler {
  public var metadata: Logger.Metadata = [:]
  public var logLevel: Logger.Level
  private let write: @Sendable (String) -> Void

  /// `write` receives each line without its end.
  public init(level: Logger.Level, write: @escaping @Sendable (String) -> Void = Self.standardError) {
    (logLevel, self.write) = (level, write)
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public func log(event: LogEvent) {
    let pairs = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
      .map { "\(Self.shortened($0.key))=\(Self.quoted("\($0.value)"))" }
    let moment = Date().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
    write((["\(moment)Z", "\(event.level)", Self.quoted("\(event.message)")] + pairs).joined(separator: " "))
  }

  /// The server's own word for the identifier of a request.
  private static func shortened(_ key: String) -> String { key == "hb.request.id" ? "request" : key }

  static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && $0 != "=" }
    guard !isPlain else { return text }
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: " "
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  /// journald and containers read the standard error.
  public static let standardError: @Sendable (String) -> Void = { line in
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }
}
