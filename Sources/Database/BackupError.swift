// SPDX-License-Identifier: EUPL-1.2

/// Why there is no backup.
public enum BackupError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another file has that name; it was not touched.
  case exists(path: String)
  /// The folder is missing or may not be written.
  case unwritable(path: String)
  /// The copy does not pass SQLite's own check; it was removed.
  case damaged(String)
  /// PostgreSQL is backed up by its own tools.
  case belongsToPostgreSQL

  /// A French sentence for the command line.
  public var description: String {
    switch self {
    case .exists(let path): "Le fichier \(path) existe déjà\u{202F}; rien n’a été écrit."
    case .unwritable(let path):
      "Le fichier \(path) n’a pas pu être écrit. Vérifiez que son dossier existe, que ce compte peut y écrire et qu’il y reste de la place."
    case .damaged(let fault):
      "La base est abîmée, et la copie l’était aussi\u{202F}: elle a été retirée (\(fault)). Gardez les sauvegardes d’avant et lancez clausier doctor."
    case .belongsToPostgreSQL:
      "Une base PostgreSQL se sauvegarde avec ses propres outils\u{202F}: pg_dump --format=custom --file=FICHIER ADRESSE."
    }
  }
}
