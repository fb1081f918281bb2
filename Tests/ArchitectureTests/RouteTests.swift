// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@testable import App
@testable import TestSupport

/// What answers someone who is not signed in. A new line here is a decision.
private let publicAddresses: Set = [
  "GET /", "GET /health", "GET /metrics", "GET /theme/:file", "GET /accessibilite", "GET /mentions-legales",
  "GET /connexion", "POST /connexion", "POST /connexion/demonstration",
  // The standing link of an employer's correspondent: its token opens, in the place of a session.
  "GET /declarer", "POST /declarer", "GET /declarer/:jeton", "GET /declarer/:jeton/releve",
  "GET /declarer/:jeton/mois", "GET /declarer/:jeton/demandes", "GET /declarer/:jeton/demandes/nouvelle",
  "POST /declarer/:jeton/demandes/nouvelle", "GET /declarer/:jeton/demandes/:id",
  "POST /declarer/:jeton/demandes/:id/papiers", "POST /declarer/:jeton/demandes/:id/retrait",
  "POST /declarer/:jeton/releve", "GET /declarer/:jeton/verification", "POST /declarer/:jeton/brouillon",
  "GET /declarer/:jeton/releves/:id", "GET /declarer/:jeton/lots/:id", "GET /declarer/:jeton/ecarts/:id",
  "POST /declarer/:jeton/ecarts/:id", "GET /declarer/:jeton/agences", "POST /declarer/:jeton/agences",
  "GET /declarer/:jeton/questions/:id", "POST /declarer/:jeton/questions/:id", "GET /declarer/:jeton/collegue",
  "GET /declarer/:jeton/justificatifs/:id", "POST /declarer/:jeton/justificatifs/:id",
  "GET /declarer/:jeton/fichiers", "POST /declarer/:jeton/fichiers", "POST /declarer/:jeton/fichiers/colle",
  "GET /declarer/:jeton/fichiers/gabarit", "GET /declarer/:jeton/fichiers/:id",
  "POST /declarer/:jeton/fichiers/:id/colonnes", "POST /declarer/:jeton/fichiers/:id/reponses",
  "POST /declarer/:jeton/fichiers/:id/mois", "POST /declarer/:jeton/fichiers/:id/releve",
  "POST /declarer/:jeton/fichiers/:id/abandon", "POST /declarer/:jeton/fichiers/:id/annulation",
  "GET /declarer/:jeton/pieces/:id", "POST /declarer/:jeton/collegue",
]

/// Addresses of what belongs to the instance and not to a territory: published notices are shared.
private let sharedAddresses = ["/avis"]

@Suite("Routes are closed by default")
struct RouteTests {
  @Test("what is open to all is exactly what this test lists")
  func open() throws {
    let site = try TestSite()
    let open = site.routes.filter { $0.roles == nil }.map { "\($0.method) \($0.pattern)" }
    #expect(Set(open) == publicAddresses)
  }

  @Test("an address is hung once, for at least one role")
  func hungOnce() throws {
    let names = try TestSite().routes.map { "\($0.method) \($0.pattern)" }
    #expect(Set(names).count == names.count)
    #expect(try TestSite().routes.allSatisfy { $0.roles?.isEmpty != true })
  }

  @Test("everything else sends someone signed out to the sign-in page")
  func signedOut() async throws {
    let site = try TestSite()
    try await site.run { browser in
      for route in site.routes where route.roles != nil {
        let reply = try await browser.send(route)
        let isSentAway = reply.status == 303 && reply.location?.hasPrefix("/connexion") == true
        #expect(isSentAway, "\(route.method) \(route.pattern): \(reply.status)")
      }
    }
  }

  @Test("an address looks missing to a role that it is not for", arguments: Role.allCases)
  func otherRoles(role: Role) async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    let person = try #require(sample.people.first { $0.role == role }?.person)
    try await site.run { browser in
      try browser.enter(person)
      for route in site.routes where route.roles?.contains(role) == false {
        let reply = try await browser.send(route)
        #expect(reply.status == 404, "\(route.method) \(route.pattern)")
      }
    }
  }

  @Test("what belongs to one territory looks missing from another")
  func otherTerritory() async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.neighbour)
      for route in site.routes where route.method == "GET" && route.pattern.contains(":") && route.roles != nil {
        guard !sharedAddresses.contains(where: route.pattern.hasPrefix) else { continue }
        let reply = try await browser.send(route)
        #expect(reply.status == 404, "\(route.pattern): \(reply.status)")
      }
    }
  }

  @Test("a form without the token of its session is refused", arguments: Role.allCases)
  func forged(role: Role) async throws {
    let site = try TestSite()
    let sample = try await Sample.insert(into: site)
    let person = try #require(sample.people.first { $0.role == role }?.person)
    try await site.run { browser in
      try browser.enter(person)
      for route in site.routes where route.method == "POST" && route.roles?.contains(role) == true {
        let reply = try await browser.post(route.address, [], csrf: "forged")
        #expect(reply.status == 403, "\(route.pattern): \(reply.status)")
      }
    }
  }
}

extension TestSite {
  var routes: [Routes.Entry] { Web.routes(services).entries }
}

extension Routes.Entry {
  /// The address with 1 for each parameter.
  var address: String {
    pattern.split(separator: "/").map { $0.hasPrefix(":") ? "1" : String($0) }.reduce("") { $0 + "/" + $1 }
  }
}

extension Browser {
  fileprivate func send(_ route: Routes.Entry) async throws -> Reply {
    route.method == "GET" ? try await get(route.address) : try await post(route.address, [])
  }
}
