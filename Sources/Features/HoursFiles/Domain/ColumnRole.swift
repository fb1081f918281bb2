// SPDX-License-Identifier: EUPL-1.2

/// What a column of a file of hours holds.
public enum ColumnRole: Hashable, Sendable {
  case unused
  /// The mark of our own template: `C12-E5`, an employment contract and an engagement.
  case marker
  case fullName, lastName, firstName, bornOn, personNumber
  case employer, client, site, lot, reference
  case month, year, day, from, through, week
  /// Says of each row what its hours are: « Heures normales », « Formation », « Panier »…
  case nature
  case hours(HoursKind)
  /// The sum of the row, to compare with.
  case total
  /// Hours of one month, a column for each: `10`, or `202610` when the heading says the year.
  case hoursOfMonth(Int)
  /// Hours of one day, a column for each: `14`, or `20261014` when the heading is a date.
  case hoursOfDay(Int)

  /// Roles that a person may choose for a column.
  public static let choices: [ColumnRole] = [
    .unused, .fullName, .lastName, .firstName, .bornOn, .personNumber, .hours(.site), .hours(.training),
    .hours(.tutoring), .hours(.absence), .total, .nature, .month, .year, .day, .from, .through, .week, .site, .lot,
    .reference, .client, .employer, .marker,
  ]

  private static let plain: [(role: ColumnRole, code: String, french: String)] = [
    (.unused, "", "Ne pas lire"), (.marker, "marker", "Repère du gabarit"),
    (.fullName, "full_name", "Nom et prénom"), (.lastName, "last_name", "Nom"), (.firstName, "first_name", "Prénom"),
    (.bornOn, "born_on", "Date de naissance"), (.personNumber, "person_number", "Matricule"),
    (.employer, "employer", "Employeur"), (.client, "client", "Client, entreprise utilisatrice"),
    (.site, "site", "Chantier ou marché"), (.lot, "lot", "Numéro de lot"),
    (.reference, "reference", "Numéro de marché"),
    (.month, "month", "Mois"), (.year, "year", "Année"), (.day, "day", "Jour"), (.from, "from", "Début de période"),
    (.through, "through", "Fin de période"), (.week, "week", "Semaine"), (.nature, "nature", "Nature des heures"),
    (.hours(.site), "site_hours", "Heures sur site"), (.hours(.training), "training_hours", "Heures de formation"),
    (.hours(.tutoring), "tutoring_hours", "Heures de tutorat"), (.hours(.absence), "absence_hours", "Heures d’absence"),
    (.total, "total", "Total, pour contrôle"),
  ]

  /// As stored and sent by forms; empty for a column that is not read.
  public var code: String {
    switch self {
    case .hoursOfMonth(let month): "month:\(month)"
    case .hoursOfDay(let day): "day:\(day)"
    default: Self.plain.first { $0.role == self }?.code ?? ""
    }
  }

  public init?(code: String) {
    let parts = code.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, let number = Int(parts[1]) {
      switch parts[0] {
      case "month" where (1...12).contains(number) || Month(number) != nil: self = .hoursOfMonth(number)
      case "day" where (1...31).contains(number) || Self.day(number) != nil: self = .hoursOfDay(number)
      default: return nil
      }
      return
    }
    guard let found = Self.plain.first(where: { $0.code == code }) else { return nil }
    self = found.role
  }

  public var french: String {
    switch self {
    case .hoursOfMonth(let number):
      "Heures de " + (Month(number)?.french ?? Month.names[min(max(number, 1), 12) - 1])
    case .hoursOfDay(let number): "Heures du " + (Self.day(number)?.french ?? "\(number) du mois")
    default: Self.plain.first { $0.role == self }?.french ?? ""
    }
  }

  /// Its cells are hours.
  public var isHours: Bool {
    switch self {
    case .hours, .hoursOfMonth, .hoursOfDay, .total: true
    default: false
    }
  }

  /// Its cells are added to what is declared.
  public var isDeclared: Bool { isHours && self != .total }
  /// Tells who.
  public var isPerson: Bool { [.marker, .fullName, .lastName, .firstName, .personNumber].contains(self) }
  /// Tells when or where: with it, a row without a name goes on with the person above.
  var isPlaceOrTime: Bool {
    [.site, .lot, .reference, .client, .month, .day, .from, .through, .week].contains(self)
  }

  /// `20261014` as a day.
  static func day(_ number: Int) -> Day? { Day(number / 10_000, number / 100 % 100, number % 100) }
}
