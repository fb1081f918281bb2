// SPDX-License-Identifier: EUPL-1.2

/// Reads a list row after row, and keeps what cannot be taken with the reason.
public struct ReferenceReading: Sendable {
  public let layout: ReferenceLayout
  public private(set) var entries: [ReferenceKey: ReferenceEntry] = [:]
  public private(set) var rejections: [ReferenceRejection] = []
  public private(set) var rejected = 0
  /// Rows that said again what another had said.
  public private(set) var repeated = 0
  public private(set) var read = 0
  /// Where communes are, by code, in millionths of a degree, for files that say it.
  public private(set) var places: [String: (longitude: Int64, latitude: Int64)] = [:]
  /// The latest day that the file itself gives.
  public private(set) var day: Day?

  /// No list of France comes near; what does is no list.
  public static let mostEntries = 300_000
  /// Rejections kept with their line; the count goes on after that.
  public static let mostRejections = 5000

  public init(_ layout: ReferenceLayout) { self.layout = layout }

  public var list: ReferenceList { layout.list }

  /// A district that crosses communes stands in one cell, communes apart by semicolons: it is a line of each.
  public mutating func take(_ cells: [String], line: Int) {
    read += 1
    if let found = Day(iso: String(layout.text(.day, cells).prefix(10))), found > day ?? .first { day = found }
    let typed = layout.text(.code, cells)
    guard let code = ReferenceCode(list, typed)?.text else {
      return reject(line, "code", typed, typed.isEmpty ? "Le code manque." : badCode)
    }
    let label = layout.text(.label, cells)
    guard !label.isEmpty, label.utf8.count <= 1000, !label.utf8.contains(0) else {
      return reject(
        line, "libellé", label, label.isEmpty ? "Le libellé manque." : "Ce libellé n’est pas un texte court.")
    }
    switch list {
    case .communes: takeCommune(code, label, cells, line)
    case .districts: takeDistrict(code, label, cells, line)
    case .cpv: takeCPV(code, label, cells, line)
    default:
      add(
        ReferenceEntry(
          code: code, label: label, parent: bounded(layout.text(.parent, cells)),
          detail: bounded(layout.text(.detail, cells))), line)
    }
  }

  private var badCode: String {
    switch list {
    case .communes: "Un code de commune compte 5 chiffres, ou 2A et 2B au début pour la Corse."
    case .intercommunalities: "Un EPCI est désigné par son SIREN, 9 chiffres."
    case .districts: "Un code de quartier s’écrit QN04901M ou QP049001."
    case .cpv: "Un code CPV compte 8 chiffres, et parfois sa clé après un trait d’union."
    case .naf: "Un code NAF s’écrit 43.99C."
    case .naf2025: "Un code NAF 2025 commence par deux chiffres."
    case .rome: "Un code ROME s’écrit F1702."
    }
  }

  private mutating func takeCommune(_ code: String, _ label: String, _ cells: [String], _ line: Int) {
    let kind = layout.text(.kind, cells).uppercased()
    guard ["COM", "COMA", "COMD", "ARM"].contains(kind) else {
      return reject(line, "typecom", kind, "Le type d’une commune est COM, COMA, COMD ou ARM.")
    }
    if kind == "COM", let longitude = degrees(layout.text(.longitude, cells), within: 180),
      let latitude = degrees(layout.text(.latitude, cells), within: 90)
    {
      places[code] = (longitude, latitude)
    }
    let parent = layout.text(kind == "COM" ? .parent : .parentCommune, cells)
    add(
      ReferenceEntry(
        variant: kind, code: code, label: label, parent: bounded(parent), detail: bounded(layout.text(.detail, cells))),
      line)
  }

  /// More decimals than six are less than a metre: they are dropped. What is no coordinate places nothing.
  private func degrees(_ text: String, within most: Int64) -> Int64? {
    let parts = text.split(whereSeparator: { $0 == "." || $0 == "," })
    let short = parts.count == 2 ? "\(parts[0]).\(parts[1].prefix(6))" : text
    guard !text.isEmpty, let found = FrenchNumber.scaled(short, decimals: 6), abs(found) <= most * 1_000_000 else {
      return nil
    }
    return found
  }

  private mutating func takeDistrict(_ code: String, _ label: String, _ cells: [String], _ line: Int) {
    let cell = layout.text(.kind, cells)
    // Names are not always in the order of the codes: they stay together.
    let names = bounded(layout.text(.detail, cells))
    let communes = cell.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == "|" }).map { String($0).trimmed }
    guard !communes.isEmpty else { return reject(line, "commune", cell, "La commune du quartier manque.") }
    for text in communes {
      guard let commune = ReferenceCode(.communes, text)?.text else {
        reject(line, "commune", text, "Un code de commune compte 5 chiffres, ou 2A et 2B au début pour la Corse.")
        continue
      }
      add(ReferenceEntry(variant: commune, code: code, label: label, detail: names), line)
    }
  }

  private mutating func takeCPV(_ code: String, _ label: String, _ cells: [String], _ line: Int) {
    let parent = ReferenceCode(.cpv, layout.text(.parent, cells))?.text ?? ""
    let key = layout.text(.key, cells)
    guard key.isEmpty || (key.utf8.count == 1 && key.allSatisfy(\.isPlainDigit)) else {
      return reject(line, "clé", key, "La clé d’un code CPV est un chiffre.")
    }
    add(ReferenceEntry(code: code, label: label, parent: parent, detail: key), line)
  }

  private mutating func add(_ entry: ReferenceEntry, _ line: Int) {
    guard let known = entries[entry.key] else { return entries[entry.key] = entry }
    guard known == entry else {
      return reject(
        line, "code", entry.code, "Ce code est déjà plus haut, avec le libellé «\u{202F}\(known.label)\u{202F}».")
    }
    repeated += 1
  }

  private mutating func reject(_ line: Int, _ field: String, _ value: String, _ reason: String) {
    rejected += 1
    guard rejections.count < Self.mostRejections else { return }
    rejections.append(
      ReferenceRejection(line: line, field: field, value: value.replacing("\0", with: "\u{FFFD}"), reason: reason))
  }

  private func bounded(_ text: String) -> String { String(text.prefix(300)).replacing("\0", with: "") }
}

extension ReferenceReading {
  /// The day from which this version applies, when nobody says it: the file's own, the law's, or the first of January of the year in
  /// the file's name. Nil when nothing tells.
  public func versionDay(fileName: String) -> Day? {
    if let day { return day }
    if list == .districts { return generationDay }
    if let fixed = list.fixedDay { return fixed }
    let years = fileName.matches(of: /(?:^|[^0-9])(20[0-9]{2})(?:[^0-9]|$)/).compactMap { Int($0.1) }
    guard let year = years.last else { return nil }
    return Day(year, 1, 1)
  }

  /// Maps of decree 2014-1750 (codes QP) and of decree 2023-1314 (codes QN). A file that holds both is no version of one.
  private var generationDay: Day? {
    let generations = Set(entries.keys.lazy.map { DistrictGeneration(code: $0.code) })
    guard generations.count == 1, let generation = generations.first else { return nil }
    return generation.firstDay
  }
}
