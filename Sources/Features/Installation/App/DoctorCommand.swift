// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform

/// `clausier doctor`: whether an installation is sound. 0 when nothing is at fault, 1 otherwise.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Examine l’installation et dit quoi faire de ce qui ne va pas.")

  @OptionGroup var options: DatabaseOptions

  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    let findings = try Doctor.examine(options, at: Instant(Date()))
    if json {
      Terminal.print(Self.json(findings))
    } else {
      for finding in findings {
        Terminal.print("\(finding.state.french)  \(finding.sentence)")
        if !finding.advice.isEmpty { Terminal.print("      → \(finding.advice)") }
      }
    }
    let faults = findings.filter { $0.state == .fault }.count
    if faults > 0 { throw CommandFailure("Examen\u{202F}: \(FrenchText.count(faults, "faute", "fautes")).") }
  }

  private static func json(_ findings: [Finding]) -> String {
    let parts = findings.map { finding -> JSONText in
      .members([
        ("name", .string(finding.name)), ("state", .string(finding.state.rawValue)),
        ("sentence", .string(finding.sentence)), ("advice", .string(finding.advice)),
      ])
    }
    return JSONText.object([("ok", .bool(!findings.contains { $0.state == .fault })), ("findings", .array(parts))])
  }
}
