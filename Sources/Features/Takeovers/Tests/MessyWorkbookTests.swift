// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Testing

@testable import App
@testable import Domain
@testable import TestSupport

@Suite("A workbook as people keep them")
struct MessyWorkbookTests {
  private static let lots = """
    Suivi des clauses sociales;;;;;;;;
    Édité le 03/11/2026;;;;;;;;
    ;;;;;;;;
    Maître d’ouvrage;N° marché;Objet;Lot n°;Intitulé du lot;Entreprise titulaire;SIRET du titulaire;Heures prévues;Total 2024
    ;;;;;;;;
    Ville de Belval;24-01;Médiathèque;1;Gros œuvre;SARL Roche;732 829 320 00075;1 200,00;303,34

    Ville de Belval;24-01;Médiathèque;2;Peinture;Pinceaux réunis;;400;35:00
    Sous-total Belval;;;;;;;1600;338,34
    Ville de Belval;24-02;Nettoyage des écoles;1;Nettoyage;Net Plus;;huit cents;
    TOTAL GÉNÉRAL;;;;;;;1600;338,34
    """
  private static let hours = """
    HEURES DE MÉDIATHÈQUE;;;;;;;
    Nom;Prénom;Né(e) le;Employeur;N° marché;Lot;Mois;Nb heures
    LEFÈVRE;Élodie;12 mars 1990;SARL Roche;24-01;Lot n° 01;octobre 2024;151:40
    Lefevre;Elodie;12/03/1990;SARL ROCHE;24-01;1;11/2024;151,67
    ;;;;;;;
    Total LEFÈVRE;;;;;;;303,34
    MOREL;Luc;01/02/85;Pinceaux Réunis;24-01;2;2024-03;35 h
    MOREL;Luc;31/02/1985;Pinceaux réunis;24-01;2;avril 2024;7
    MOREL;Luc;01/02/1985;Pinceaux réunis;24-01;9;avril 2024;7
    MOREL;Luc;01/02/1985;Pinceaux réunis;24-01;2;avril 2024;beaucoup
    TOTAL;;;;;;;338,34
    """

  @Test(
    "titles above, blank rows, totals, dates and hours as texts, accents or none: read; what is wrong is said in a sentence",
    arguments: Engine.available)
  func messy(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    let found = try cast.rehearse(try cast.files([("lots.csv", Self.lots), ("heures.csv", Self.hours)]))
    #expect(found.sheets.map(\.kind) == ["hours", "lots"])
    #expect(found.newLines == 3)
    let refused = found.faults.filter(\.isRejection).map { "\($0.sheet):\($0.line) \($0.value)" }
    #expect(refused == ["0:8 31/02/1985", "0:9 24-01, lot 9", "0:10 beaucoup", "1:10 huit cents"])
    let siret = try #require(found.faults.first { $0.value.hasPrefix("732") })
    #expect(siret.sentence.hasSuffix("La ligne est reprise sans ce numéro\u{202F}: complétez la page de l’organisme."))
    // A line that is left out leaves nothing behind; accents, capitals and ways of writing a date make nobody twice.
    let made = Dictionary(found.made.map { ($0.table, $0.created) }, uniquingKeysWith: { $1 })
    #expect(made["lot"] == 2 && made["public_contract"] == 1 && made["participant"] == 2, "\(made)")
    let areSentences = found.faults.allSatisfy { $0.sentence.hasSuffix(".") }
    #expect(areSentences)
  }

  @Test(
    "a birth of two digits is of the last century, a date in words is a date",
    arguments: [("01/02/85", "1985-02-01"), ("1er avril 1990", "1990-04-01"), ("20/03/04", "2004-03-20")])
  func births(text: String, day: String) throws {
    let layout = TakeoverLayout(
      tab: "", sheet: .people, lastHeading: 1, headings: ["Né(e) le"], columns: [.field(.bornOn)])
    let row = TakeoverRow(
      layout: TakeoverColumns(layout), row: FileRow(number: 2, cells: [text]), place: TakeoverPlace(sheet: 0, line: 2))
    #expect(try row.day(.bornOn)?.iso == day)
  }
}
