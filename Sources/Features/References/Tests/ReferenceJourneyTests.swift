// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Testing

@testable import App
@testable import TestSupport

@Suite("Lists of reference on their pages") struct ReferenceJourneyTests {
  private func finish(_ site: TestSite) async throws {
    let runner = JobRunner(services: site.services, works: Works.all)
    while try await runner.runNext() {}
  }

  @Test("an administrator sends lists, reads what changed and takes one back", arguments: Engine.available)
  func journey(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let files = [
        ("fichier", "communes_2025.csv", Array(ReferenceSample.communes2025.utf8)),
        ("fichier", "<b>qpv.csv", Array(ReferenceSample.districts2024.utf8)),
      ]
      #expect(try await browser.upload(ReferenceURLs.lists, files).status == 303)
      try await finish(site)
      // The page of notices takes a list too.
      let second = [("fichier", "communes_2026.csv", Array(ReferenceSample.communes2026.utf8))]
      #expect(try await browser.upload(NoticeURLs.imports, second).status == 303)
      try await finish(site)
      for person in [sample.administrator, sample.facilitator, sample.neighbour] {
        try browser.enter(person)
        for path in [
          ReferenceURLs.lists, ReferenceURLs.report(1), ReferenceURLs.report(3), ReferenceURLs.report(3, .renamed),
          ReferenceURLs.list(.communes), ReferenceURLs.list(.communes) + "?q=%25%27&jour=30/06/2025",
          ReferenceURLs.list(.districts) + "?q=tilleuls", ReferenceURLs.list(.cpv) + "?jour=jamais",
        ] {
          let reply = try await browser.get(path)
          #expect(reply.status == 200 && htmlFaults(reply.body) == [] && !reply.body.contains("<b>"), "\(path)")
        }
      }
      let report = try await browser.get(ReferenceURLs.report(3, .renamed)).body
      #expect(report.contains("Saint-Aubert-sur-Vern") && !report.contains("Clairbois"))
      let old = try await browser.get(ReferenceURLs.list(.communes) + "?q=rives&jour=30/06/2025").body
      #expect(old.contains("Les Rives") && old.contains("31/12/2025"))
      #expect(try await !browser.get(ReferenceURLs.list(.communes) + "?q=rives").body.contains("<td>49903"))
      try browser.enter(sample.facilitator)
      #expect(try await browser.post(ReferenceURLs.undo(3), []).status == 404)
      try browser.enter(sample.administrator)
      #expect(try await browser.post(ReferenceURLs.undo(1), []).status == 409)
      #expect(try await browser.post(ReferenceURLs.undo(3), []).status == 303)
      #expect(try await browser.post(ReferenceURLs.undo(3), []).status == 409)
      #expect(try await browser.post(ReferenceURLs.undo(99), []).status == 404)
      #expect(try await browser.get(ReferenceURLs.report(3)).body.contains("a été annulé"))
      #expect(try await browser.get("/referentiels/inconnue").status == 404)
    }
  }

  @Test("what is no list gets a sentence, what was typed stays, and no file is left", arguments: Engine.available)
  func refused(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let list = Array(ReferenceSample.communes2025.utf8)
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let wrong = [("fichier", "x<i>.csv", Array("a,b\n=1,<b>\u{202E}\n".utf8))]
      let other = try await browser.upload(ReferenceURLs.lists, wrong)
      #expect(other.status == 422 && other.body.contains("Aucune liste connue") && htmlFaults(other.body) == [])
      #expect(!other.body.contains("<i>"))
      let image = [("fichier", "image.csv", [0x89, 0x50, 0x4E, 0x47, 0, 1, 2] as [UInt8])]
      #expect(try await browser.upload(ReferenceURLs.lists, image).status == 422)
      let none = try await browser.upload(ReferenceURLs.lists, [])
      #expect(none.status == 422 && none.body.contains("choisissez-en un"))
      // Nothing says the day of this one: the job refuses, and says where to give it.
      #expect(try await browser.upload(ReferenceURLs.lists, [("fichier", "liste.csv", list)]).status == 303)
      try await finish(site)
      let report = try await browser.get(ReferenceURLs.report(1))
      #expect(report.body.contains("de quel jour est cette version") && htmlFaults(report.body) == [])
      try browser.enter(sample.facilitator)
      #expect(try await browser.upload(ReferenceURLs.lists, [("fichier", "a.csv", list)]).status == 404)
      let told = try await browser.upload(NoticeURLs.imports, [("fichier", "communes_2025.csv", list)])
      #expect(told.status == 422 && told.body.contains("demandez à l’administrateur"))
    }
    let folder = site.services.configuration.uploadFolder
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
  }

  @Test("a district is chosen in the list of the commune; codes show their names", arguments: Engine.available)
  func uses(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      try db.execute("UPDATE participant SET commune = 'VERNELLE', district = '' WHERE id = \(sample.marie)")
      try db.execute("UPDATE public_contract SET cpv = '45210000' WHERE id = \(sample.school)")
      try db.execute("UPDATE organisation SET naf = '4399C' WHERE id = \(sample.mason)")
    }
    try await site.run { browser in
      try browser.enter(sample.administrator)
      let files = [
        ("qpv.csv", ReferenceSample.districts2024), ("cpv.csv", ReferenceSample.cpv), ("naf.csv", ReferenceSample.naf),
        ("communes_2026.csv", ReferenceSample.communes2026),
      ].map { ("fichier", $0.0, Array($0.1.utf8)) }
      #expect(try await browser.upload(ReferenceURLs.lists, files).status == 303)
      try await finish(site)
      try browser.enter(sample.facilitator)
      let form = try await browser.get(ParticipantURLs.edit(sample.marie))
      #expect(form.body.contains("Le Port (carte de 2024), QN04902N") && htmlFaults(form.body) == [])
      let answers = [
        ("last_name", "Moreau"), ("first_name", "Marie"), ("commune", "Vernelle"),
        ("district", "Le Port (carte de 2024)"), ("district_method", "map"), ("district_on", "01/10/2026"),
      ]
      #expect(try await browser.post(ParticipantURLs.edit(sample.marie), answers).status == 303)
      let kept: String? = try await site.database.read { db in
        try db.value("SELECT district || ' ' || district_generation FROM participant WHERE id = \(sample.marie)")
      }
      #expect(kept == "Le Port 2024")
      let again = try await browser.get(ParticipantURLs.edit(sample.marie)).body
      #expect(again.contains("<option value=\"Le Port (carte de 2024)\" selected>"))
      // A commune that the list does not know leaves the field free.
      let free = try await browser.post(
        ParticipantURLs.edit(sample.marie), [("last_name", ""), ("commune", "Ailleurs"), ("district", "X")])
      #expect(free.status == 422 && free.body.contains("name=\"district_generation\"") && htmlFaults(free.body) == [])
      let contract = try await browser.get(ContractURLs.contract(sample.school)).body
      #expect(contract.contains("45210000 Travaux de construction de bâtiments"))
      #expect(
        try await browser.get(OrganisationURLs.page(sample.mason)).body.contains("Travaux de maçonnerie générale"))
      try await site.database.write { db in
        try db.execute("UPDATE public_contract SET cpv = '45219999' WHERE id = \(sample.school)")
      }
      let odd = try await browser.get(ContractURLs.contract(sample.school))
      #expect(odd.body.contains("n’est pas dans la liste") && htmlFaults(odd.body) == [])
    }
  }
}
