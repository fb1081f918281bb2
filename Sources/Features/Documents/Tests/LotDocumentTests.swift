// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

@Suite("What the documents of a lot conclude")
struct LotDocumentTests {
  private static func lot(
    _ state: LotState, due: Int, done: Int, lines: Int = 0, awaits: Bool = false
  ) throws -> LotAccount {
    var lot = LotAccount(madeOn: try #require(Day(2026, 11, 24)), state: state)
    (lot.territory, lot.buyer, lot.contract) = ("Val d’Orme", "Ville de Saint-Orme", "École")
    (lot.lotNumber, lot.lotName, lot.holders) = ("2", "Gros œuvre", ["Maçonnerie Leduc"])
    lot.completion = Completion([DueAndDone(due: Hours(wholeHours: due), done: Hours(wholeHours: done))])
    (lot.kept, lot.linesToValidate, lot.awaitsDecision) = (Hours(wholeHours: done), lines, awaits)
    return lot
  }

  @Test("a lot is clear when all is done and decided, whatever is asked of the rest")
  func verdicts() throws {
    #expect(try Self.lot(.accepted, due: 100, done: 100).verdict == .clear)
    #expect(try Self.lot(.running, due: 100, done: 120).verdict == .clear)
    #expect(try Self.lot(.accepted, due: 100, done: 60).verdict == .missing(Hours(wholeHours: 40)))
    #expect(try Self.lot(.running, due: 100, done: 60).verdict == .underWay(missing: Hours(wholeHours: 40)))
    #expect(try Self.lot(.accepted, due: 100, done: 100, lines: 1).verdict == .undecided(missing: .zero))
    #expect(try Self.lot(.running, due: 100, done: 60, lines: 1).verdict == .undecided(missing: Hours(wholeHours: 40)))
    #expect(try Self.lot(.terminated, due: 100, done: 100, awaits: true).verdict == .undecided(missing: .zero))
    #expect(try Self.lot(.running, due: 0, done: 0).verdict == .nothingDue)
    #expect(try Self.lot(.cancelled, due: 100, done: 0).verdict == .cancelled)
  }

  @Test("a surplus of one member does not fill what another owes")
  func surplus() throws {
    var lot = try Self.lot(.accepted, due: 0, done: 0)
    lot.completion = Completion([
      DueAndDone(due: Hours(wholeHours: 50), done: Hours(wholeHours: 80)),
      DueAndDone(due: Hours(wholeHours: 50), done: Hours(wholeHours: 20)),
    ])
    #expect(lot.verdict == .missing(Hours(wholeHours: 30)))
  }

  @Test("each document says that it is not signed, and which lines it leaves out", arguments: LotDocumentKind.allCases)
  func reservations(kind: LotDocumentKind) throws {
    let document = LotDocument(kind, of: try Self.lot(.running, due: 100, done: 60, lines: 2)).document
    #expect(document.blocks.contains(.note(PrintedDocument.unsigned)))
    guard case .warning(let sentence) = document.blocks.first else {
      Issue.record("no warning first")
      return
    }
    #expect(sentence.hasPrefix("2 lignes restent à valider"))
    #expect(document.subject == "Lot 2 Gros œuvre du marché «\u{202F}École\u{202F}»")
  }

  @Test("a final bilan of a lot under way, and an attestation overtaken by decisions, say so")
  func early() throws {
    var lot = try Self.lot(.running, due: 100, done: 60)
    let early = LotDocument(.final, of: lot).document.blocks.first
    #expect(
      early
        == .warning(
          "Le lot est en cours au 24 novembre 2026\u{202F}: ce bilan ne sera final qu’une fois le lot terminé."))
    lot.issued = .init(on: try #require(Day(2026, 10, 2)), kept: Hours(wholeHours: 50), needsCorrection: true)
    let texts = LotDocument(.attestation, of: lot).document.blocks.map { "\($0)" }.joined()
    #expect(texts.contains("Une attestation a été émise le 2 octobre 2026 pour 50,00"))
  }
}
