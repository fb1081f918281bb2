// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Domain
import Foundation

/// `clausier decp check`: what a producer wants to know before it publishes. It opens no database.
struct DecpCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Lit et contrôle des fichiers de données essentielles, sans rien enregistrer.",
    discussion: "Dit les rejets et les avertissements par règle, et à quelle allure le fichier a été lu.")

  @Argument(help: ArgumentHelp("Fichiers à contrôler.", valueName: "fichier"))
  var files: [String]

  @Flag(name: .long, help: "Résultat en JSON.")
  var json = false

  @Option(
    name: .long, help: ArgumentHelp("Écrit chaque rejet et avertissement dans un fichier CSV.", valueName: "fichier"))
  var report: String?

  func run() throws {
    let report = try report.map { try NoticeReport(path: $0) }
    let paris = TimeZone(identifier: "Europe/Paris") ?? .current
    let today = Instant(Date()).day(in: paris)
    let results = try files.map { path in
      let result = try NoticeCheck.run(path: path, today: today, report: report)
      if json || result.failure != nil { Terminal.say(result.talk) } else { Terminal.print(result.talk) }
      return result
    }
    try report?.close()
    if json { Terminal.print(JSONText.object([("files", .array(results.map(\.json)))])) }
    let broken = results.count { $0.failure != nil }
    guard broken == 0 else {
      let what = FrenchText.count(broken, "fichier n’a pas été lu", "fichiers n’ont pas été lus")
      throw CommandFailure("\(what) jusqu’au bout.")
    }
  }
}

/// What reading a file gives when nothing is to be kept.
struct NoticeCheck {
  let file: String
  var shape: NoticeShape?
  var read = 0
  var rejected = 0
  var warnings = 0
  var remarks: [String] = []
  var failure: String?
  var tally = NoticeTally()
  var bytes: Int64 = 0
  var milliseconds: Int64 = 0

  static func run(path: String, today: Day, report: NoticeReport? = nil) throws -> NoticeCheck {
    var check = NoticeCheck(file: URL(filePath: path).lastPathComponent)
    let clock = ContinuousClock()
    let start = clock.now
    let file = NoticeFileAhead(path: path, today: today, isToKeep: false)
    defer { file.stop() }
    while let part = try file.next() {
      (check.shape, check.remarks, check.bytes) = (part.shape, part.remarks, part.offset)
      for entry in part.entries { try check.take(entry, report) }
      check.failure = part.failure?.sentence
    }
    check.milliseconds = Int64((clock.now - start) / .milliseconds(1))
    return check
  }

  private mutating func take(_ entry: NoticeFileEntry, _ report: NoticeReport?) throws {
    read += 1
    if entry.reading.record == nil { rejected += 1 }
    for finding in entry.reading.findings {
      if finding.level == .warning { warnings += 1 }
      tally.add(finding)
      try report?.add(finding, file: file)
    }
  }

  /// Tenths of megabytes a second, 0 when it was too short to tell.
  private var tenthsPerSecond: Int64 { milliseconds < 1 ? 0 : bytes / 100 / milliseconds }

  var talk: String {
    var lines: [String] = []
    if failure == nil || read > 0 {
      let shape = shape.map { " (\($0.french))" } ?? ""
      lines.append(
        "\(file)\(shape)\u{202F}: \(FrenchText.count(read, "lu", "lus")), \(FrenchText.count(rejected, "rejeté", "rejetés")), "
          + "\(FrenchText.count(warnings, "avertissement", "avertissements"))\u{202F}; \(pace).")
    }
    lines += remarks.map { "  " + $0 } + tally.lines
    if let failure { lines.append("\(file)\u{202F}: \(failure)") }
    return lines.joined(separator: "\n")
  }

  private var pace: String {
    let size = "\(FrenchNumber.decimal(bytes / 100_000, decimals: 1))\u{202F}Mo"
    guard tenthsPerSecond > 0 else { return size }
    return "\(size) en \(FrenchNumber.decimal(milliseconds, decimals: 3))\u{202F}s, "
      + "\(FrenchNumber.decimal(tenthsPerSecond, decimals: 1))\u{202F}Mo/s"
  }

  /// `{"file","shape","read","rejected","warnings","bytes","milliseconds","failure"}`
  var json: JSONText {
    .members([
      ("file", .string(file)), ("shape", shape.map { .string($0.rawValue) } ?? .null), ("read", .integer(Int64(read))),
      ("rejected", .integer(Int64(rejected))), ("warnings", .integer(Int64(warnings))), ("bytes", .integer(bytes)),
      ("milliseconds", .integer(milliseconds)), ("failure", failure.map { .string($0) } ?? .null),
    ])
  }
}
