// SPDX-License-Identifier: EUPL-1.2

public import Foundation

/// What is judged of an installation, from figures that others read.
public enum InstallationRules {
  /// What to do of a file that is torn.
  public static let afterDamage =
    "Arrêtez le service et rétablissez la dernière sauvegarde\u{202F}: clausier restore FICHIER --replace. La base abîmée reste à côté."

  /// Under this, the next large import may stop half-way.
  public static let leastFreeBytes: Int64 = 256 << 20

  /// A backup needs as much room as the database.
  public static func disk(free: Int64, database: Int64) -> Finding {
    let seen = "Il reste \(size(free)) sur le disque des données, pour une base de \(size(database))."
    if free < leastFreeBytes {
      return Finding(
        "disk.free", .fault, seen,
        advice:
          "Libérez de la place ou agrandissez le disque\u{202F}: une base qui ne peut plus grandir refuse les saisies."
      )
    }
    guard free >= database else {
      return Finding(
        "disk.free", .watch, seen,
        advice: "Une sauvegarde sur ce disque n’y tiendrait pas\u{202F}: libérez de la place ou sauvez ailleurs.")
    }
    return Finding("disk.free", .sound, seen)
  }

  /// A clock that goes back gives times that contradict what is already written. Two minutes are forgiven.
  public static func clock(now: Instant, lastWritten: Instant?, in timeZone: TimeZone) -> Finding {
    guard let lastWritten, now.adding(seconds: 120) < lastWritten else {
      return Finding("clock.forward", .sound, "L’horloge est à l’heure ou après le dernier acte enregistré.")
    }
    return Finding(
      "clock.forward", .fault,
      "L’horloge de la machine dit \(now.french(in: timeZone)), avant le dernier acte enregistré (\(lastWritten.french(in: timeZone))).",
      advice: "Réglez l’heure (timedatectl set-ntp true) avant toute saisie.")
  }

  /// `mode` is of the database file, as `chmod` writes it.
  public static func permissions(mode: Int, isWritable: Bool) -> Finding {
    let octal = String(mode & 0o777, radix: 8)
    guard isWritable else {
      return Finding(
        "folder.permissions", .fault, "Le dossier des données ou la base ne peut pas être écrit par ce compte.",
        advice: "Lancez la commande sous le compte du service (sudo -u clausier …), ou rendez-lui le dossier par chown."
      )
    }
    guard mode & 0o007 == 0 else {
      return Finding(
        "folder.permissions", .watch, "Tout compte de la machine peut lire la base (droits \(octal)).",
        advice: "La base tient des données personnelles\u{202F}: chmod 700 sur le dossier, chmod 600 sur la base.")
    }
    let readers = mode & 0o070 == 0 ? "ce compte seulement" : "ce compte et son groupe seulement"
    return Finding(
      "folder.permissions", .sound, "La base se lit et s’écrit par \(readers) (droits \(octal)).")
  }

  /// Databases of before a restoration are kept until a person removes them.
  public static func setAside(count: Int, bytes: Int64) -> Finding {
    Finding(
      "folder.set-aside", .watch,
      "\(count) \(count > 1 ? "bases d’avant un rétablissement restent" : "base d’avant un rétablissement reste") dans le dossier (\(size(bytes))).",
      advice:
        "Supprimez les fichiers clausier.sqlite.avant-… quand ils ne servent plus\u{202F}: ils tiennent les mêmes personnes."
    )
  }

  /// `overdue` should have begun an hour ago; `stuck` began, and its lease has ended.
  public static func jobs(pending: Int, overdue: Int, stuck: Int, failed: Int) -> Finding {
    let seen =
      "Travaux en attente\u{202F}: \(pending), en retard\u{202F}: \(overdue), arrêtés en route\u{202F}: \(stuck), en échec\u{202F}: \(failed)."
    if overdue + stuck > 0 {
      return Finding(
        "jobs.moving", .fault, seen,
        advice:
          "Vérifiez que le service tourne\u{202F}; relancez-le si besoin (systemctl restart clausier). Un travail repris ne se fait pas deux fois."
      )
    }
    guard failed == 0 else {
      return Finding(
        "jobs.moving", .watch, seen,
        advice: "Lisez leur motif\u{202F}: clausier sql \"SELECT kind, sentence FROM job WHERE state = 'failed'\".")
    }
    return Finding("jobs.moving", .sound, seen)
  }

  /// `overdue` have waited for a day; `refused` came back within a week.
  public static func messages(pending: Int, overdue: Int, refused: Int) -> Finding {
    let seen =
      "Messages en attente\u{202F}: \(pending), depuis plus d’un jour\u{202F}: \(overdue), non remis cette semaine\u{202F}: \(refused)."
    if overdue > 0 {
      return Finding(
        "mail.moving", .watch, seen,
        advice:
          "Vérifiez CLAUSIER_MAIL et le serveur de courriel\u{202F}; la page Messages dit ce qu’il répond. Rien n’est perdu."
      )
    }
    guard refused == 0 else {
      return Finding("mail.moving", .watch, seen, advice: "La page Messages dit quelles adresses sont à revoir.")
    }
    return Finding("mail.moving", .sound, seen)
  }

  /// A restoration copies the backup twice before it moves anything: once to bring it up to date, once to put it in place.
  public static func roomToRestore(backup: Int64, free: Int64) -> String? {
    guard free < 2 * backup + leastFreeBytes / 16 else { return nil }
    return
      "il faut \(size(2 * backup + leastFreeBytes / 16)) sur le disque pour vérifier cette sauvegarde et la mettre en place, et il n’y reste que \(size(free))"
  }

  /// Lists are paged by texts in byte order, as SQLite sorts.
  public static func server(version: Int, encoding: String, collation: String) -> [Finding] {
    let isRecent = version >= 150_000
    let isBytes = ["C", "C.UTF-8", "C.utf8", "POSIX"].contains(collation)
    return [
      Finding(
        "postgresql.version", isRecent ? .sound : .fault,
        "PostgreSQL est en version \(version / 10_000).\(version % 10_000).",
        advice: isRecent ? "" : "Passez à PostgreSQL 15 ou plus récent."),
      Finding(
        "postgresql.order", isBytes && encoding == "UTF8" ? .sound : .fault,
        "La base est en \(encoding), triée selon «\u{202F}\(collation)\u{202F}».",
        advice: isBytes && encoding == "UTF8"
          ? "" : "Recréez-la avec --encoding UTF8 --locale C.UTF-8 --template template0, et remettez-y les données."),
    ]
  }

  /// A size a person reads: bytes up to a thousand, then Ko, Mo, Go.
  public static func size(_ bytes: Int64) -> String {
    var value = bytes
    for unit in ["octets", "Ko", "Mo", "Go"] {
      if value < 10_000 || unit == "Go" { return "\(FrenchNumber.whole(value)) \(unit)" }
      value /= 1000
    }
    return "\(FrenchNumber.whole(value)) Go"
  }
}
