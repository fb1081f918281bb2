// SPDX-License-Identifier: EUPL-1.2

/// What can go wrong with a statement or with the database, the same on both engines. No case carries a bound value: they may be
/// personal, and errors are logged.
public enum DatabaseError: Error, Hashable, Sendable {
  /// A value that must be unique is already there. Carries `table.column, table.column`, or `index 'name'` for an index on an expression.
  case unique(String)
  /// A row refers to one that does not exist, or is still referred to. Carries the constraint on PostgreSQL, nothing on SQLite.
  case foreignKey(String)
  /// A `CHECK` refused a value. Carries the name of the constraint (its text on SQLite when it has no name).
  case check(String)
  /// A column refused `NULL`. Carries `table.column`.
  case notNull(String)
  /// Another transaction held the rows for too long: try again.
  case busy
  /// A statement lasted more than its limit and was stopped.
  case tooLong
  /// A write was tried where only reading is allowed.
  case readOnly
  /// The disk has no room left: nothing was written, what was there is whole.
  case full
  /// The file is torn, or was never one of ours. Carries the engine's own words.
  case damaged(String)
  /// The database cannot be reached or used now: stopped, cut, all connections taken. Carries the reason.
  case unavailable(String)
  /// A value has not the wanted type. Carries the column and the kinds.
  case mismatch(String)
  /// Anything else: a mistake in a statement, mostly. `code` is an SQLSTATE, an SQLite result code or a word of this module.
  case failed(code: String, message: String)
}

extension DatabaseError: CustomStringConvertible {
  /// A French sentence for the command line and the log.
  public var description: String {
    switch self {
    case .unique(let what): "Cette valeur existe déjà (\(what))."
    case .foreignKey(let what):
      "Un lien entre deux fiches manque ou empêche la suppression\(what.isEmpty ? "" : " (\(what))")."
    case .check(let what): "Une valeur est refusée par la base (\(what))."
    case .notNull(let what): "Une valeur obligatoire manque (\(what))."
    case .busy: "La base est occupée\u{202F}; réessayez dans un instant."
    case .tooLong:
      "La base a arrêté cette opération, plus longue que permis\u{202F}; réessayez sur une période ou un périmètre plus petits."
    case .readOnly: "La base n’est ouverte qu’en lecture."
    case .full: "Le disque est plein\u{202F}: rien n’a été enregistré. Faites de la place, puis recommencez."
    case .damaged(let words):
      "Le fichier de la base est abîmé ou n’est pas une base de Clausier (\(words)). Gardez-le, et rétablissez la dernière sauvegarde."
    case .unavailable(let why): "La base ne répond pas\u{202F}: \(why)"
    case .mismatch(let what): "Une valeur lue n’a pas le type attendu (\(what))."
    case .failed(let code, let message): "La base a refusé l’opération (\(code))\u{202F}: \(message)"
    }
  }
}

extension DatabaseError {
  static let closed = DatabaseError.unavailable("elle est fermée.")
}
