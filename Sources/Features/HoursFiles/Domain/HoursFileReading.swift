// SPDX-License-Identifier: EUPL-1.2

/// What the rows of a file say, before it is known who and where that is.
public struct HoursFileReading: Sendable {
  /// Hours of one named person, at one named place, in one month, of one kind; apart by day or span when the file has them.
  struct GroupKey: Hashable, Sendable {
    let person: Int
    let site: Int
    /// 0 while the file says none.
    let month: Int
    let kind: HoursKind
    /// The day, or the first of the span, as a day number; 0 without.
    let anchor: Int
    /// Of our own template; empty otherwise.
    let marker: String
  }

  struct Group: Sendable {
    var hours = Hours.zero
    /// Whether `anchor` is the very day of the hours.
    var isDay = false
    var through: Day?
    var rows: [RowPlace] = []
  }

  /// A row, and where it says its month and its hours, for the faults found later.
  struct RowPlace: Hashable, Sendable {
    let sheet: Int
    let row: Int
    let monthColumn: Int
    let hoursColumn: Int
  }

  var people: [NamedPerson] = []
  var sites: [NamedSite] = []
  var groups: [GroupKey: Group] = [:]
  /// Words of natures and employers that nobody explained, with their rows and hours.
  var natures: [String: (rows: [Int], hours: Hours)] = [:]
  var employers: [String: (rows: [Int], hours: Hours)] = [:]
  public internal(set) var faults: [CellFault] = []
  public internal(set) var faultCount = 0
  public internal(set) var aside: [AsideReason: AsideCount] = [:]
  /// Rows that hold anything.
  public internal(set) var rowCount = 0
  /// All the hours read, whatever becomes of them, and the last total that the file announces itself.
  public internal(set) var hours = Hours.zero
  public internal(set) var announced: Hours?
  var sinceTotal = Hours.zero
  public internal(set) var announcedFits = true
  /// The ASP's monthly state, which says no place.
  var isState = false
  /// Of each sheet that was read, in the file's order.
  public internal(set) var sheetMonths: [SheetMonth] = []

  /// Faults beyond these are counted, not listed.
  static let mostFaults = 500

  mutating func fault(
    _ sheet: Int, _ row: FileRow, _ column: Int, _ text: String, _ sentence: String, mayKeep: Bool = false
  ) {
    faultCount += 1
    guard faults.count < Self.mostFaults else { return }
    faults.append(
      CellFault(sheet: sheet, row: row.number, column: column, text: text, sentence: sentence, mayKeep: mayKeep))
  }

  /// Notes the month of a row of the sheet that is being read.
  mutating func note(_ month: Month?, isOfRow: Bool) {
    guard !sheetMonths.isEmpty else { return }
    let last = sheetMonths.count - 1
    if let month { sheetMonths[last].found.insert(month) }
    if !isOfRow { sheetMonths[last].isUsed = true }
  }

  mutating func leave(_ reason: AsideReason, _ hours: Hours = .zero, rows: Int = 1) {
    aside[reason, default: AsideCount()].rows += rows
    aside[reason, default: AsideCount()].hours += hours
  }
}
