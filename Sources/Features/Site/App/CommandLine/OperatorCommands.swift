// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform

/// `clausier migrate`: creates the data when there is none, brings the schema up to date otherwise. Safe to run twice.
struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Crée la base ou met son schéma à jour.")

  @OptionGroup var options: DatabaseOptions

  @Flag(name: .long, help: "Note que cette base doit rester sans territoire de démonstration.")
  var empty = false

  func run() throws {
    let database = try options.open(writing: true)
    defer { database.close() }
    if empty { try database.writeNow { try DemonstrationMark.refuse($0) } }
    Terminal.print("Le schéma est à jour (\(AppMigrations.all.count) étapes).")
  }
}

/// `clausier sql`: one read-only question to the database. What writes is refused by the engine itself.
struct SqlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Pose une question à la base, en lecture seule.")

  @OptionGroup var options: DatabaseOptions

  @Flag(name: .long, help: "Une ligne JSON par résultat au lieu du texte tabulé.")
  var json = false

  @Argument(help: ArgumentHelp("La question, en SQL.", valueName: "question"))
  var question: String

  func run() throws {
    let database = try options.open(writing: false)
    defer { database.close() }
    var hasTitle = false
    do {
      _ = try database.readOnlyQuery(question) { row in
        if json {
          return Terminal.print(JSONText.object(row.columns.enumerated().map { ($1, JSONText(row.value(at: $0))) }))
        }
        if !hasTitle { Terminal.print(row.columns.joined(separator: "\t")) }
        hasTitle = true
        Terminal.print(row.columns.indices.map { Self.text(row.value(at: $0)) }.joined(separator: "\t"))
      }
    } catch let error as DatabaseError {
      throw CommandFailure("La question est refusée\u{202F}: \(error.description). La commande ne fait que lire.")
    }
  }

  private static func text(_ value: SQLValue) -> String {
    switch value {
    case .null: ""
    case .integer(let number): String(number)
    case .text(let text): text.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined()
    case .blob(let bytes): "<\(bytes.count) octets>"
    }
  }
}

/// `clausier user add`: the first way in, when nobody can sign in yet.
struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Gère les comptes.", subcommands: [UserAddCommand.self])
}

struct UserAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Crée un compte et lui donne un rôle dans un territoire.",
    discussion: "Le mot de passe est lu sur l’entrée standard, ou tiré au sort et affiché une fois.")

  @OptionGroup var options: DatabaseOptions

  @Option(name: .long, help: ArgumentHelp("Adresse électronique.", valueName: "adresse"))
  var email: String

  @Option(name: .long, help: ArgumentHelp("Nom affiché.", valueName: "nom"))
  var name: String

  @Option(name: .long, help: ArgumentHelp("Rôle\u{202F}: administrateur, facilitateur ou élu.", valueName: "role"))
  var role: String = "facilitateur"

  @Option(name: .long, help: ArgumentHelp("Nom du territoire, créé s’il n’existe pas.", valueName: "nom"))
  var territory: String

  @Flag(name: .long, help: "Lit le mot de passe sur l’entrée standard.")
  var passwordStdin = false

  func run() throws {
    guard let role = Role.allCases.first(where: { $0.french == role || $0.rawValue == role }), !role.needsOrganisation
    else {
      throw CommandFailure(
        "Le rôle «\u{202F}\(role)\u{202F}» n’est pas de ceux que cette commande donne\u{202F}: administrateur, facilitateur, élu. Les autres se créent dans Administration.",
        code: 64)
    }
    guard email.contains("@"), email.count <= 254 else {
      throw CommandFailure("«\u{202F}\(email)\u{202F}» n’est pas une adresse électronique.", code: 64)
    }
    let name = try FreeText.required(name, field: "Nom", max: 200)
    let territory = try FreeText.required(territory, field: "Territoire", max: 200)
    let password = passwordStdin ? (readLine() ?? "") : String(Token.random().prefix(20))
    if let weakness = PasswordRule.weakness(of: password) { throw CommandFailure(weakness) }
    let hash = try Passwords().hashNow(password)
    let database = try options.open(writing: true)
    defer { database.close() }
    let now = Instant(Date())
    do {
      try database.writeNow { db in
        let place = try Self.territory(territory, at: now, db)
        let known = try AccountStore.credentials(email: email, db)
        let account = try known?.id ?? AccountStore.insert(name: name, email: email, passwordHash: hash, at: now, db)
        if known != nil { try AccountStore.setPassword(hash, of: account, db) }
        _ = try AccountStore.join(account, as: role, in: place, organisation: nil, at: now, db)
      }
    }
    Terminal.print("Compte prêt\u{202F}: \(AccountStore.normalised(email)), \(role.french) de \(territory).")
    if !passwordStdin { Terminal.print("Mot de passe, affiché une seule fois\u{202F}: \(password)") }
  }

  private static func territory(_ name: String, at now: Instant, _ db: any Connection) throws -> ID<Territory> {
    let known: Int64? = try db.value("SELECT id FROM territory WHERE name = \(name)")
    if let known { return ID(known) }
    return ID(try db.insert("INSERT INTO territory (name, created_at) VALUES (\(name), \(now)) RETURNING id"))
  }
}
