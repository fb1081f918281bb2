// SPDX-License-Identifier: EUPL-1.2

extension NoticeChecker {
  /// The buyer's SIRET as it is kept: without spaces, right or wrong. Without one the record is rejected.
  mutating func buyer(_ raw: NoticeRaw?, _ field: NoticeField) -> String? {
    guard let text = text(raw, field, max: 60) else {
      note(.noBuyer, field)
      return nil
    }
    let digits = Self.withoutSpaces(text)
    guard digits.utf8.count <= 60 else {
      note(.unusableKey, field, digits)
      return nil
    }
    checkSiret(digits, field)
    return digits
  }

  /// The buyer's number of the contract. Without one the record is rejected. The number of change that ends those of version 1 is
  /// not taken away: producers do not all add it.
  mutating func reference(_ raw: NoticeRaw?, _ field: NoticeField) -> String? {
    guard let text = text(raw, field, max: 200) else {
      note(.noReference, field)
      return nil
    }
    guard text.utf8.count <= 200 else {
      note(.unusableKey, field, text)
      return nil
    }
    if text.utf8.count > 16, text.count > 16 { note(.referenceLength, field, text) }
    if Self.hasSpaces(text) { note(.referenceSpaces, field, text) }
    return text
  }

  /// A holder from its three scalars; nil when there is nothing.
  mutating func holder(
    kind: NoticeRaw?, identifier: NoticeRaw?, name: NoticeRaw?,
    _ fields: (kind: NoticeField, identifier: NoticeField, name: NoticeField)
  ) -> NoticeHolder? {
    let name = prose(name, fields.name, max: 500)
    guard let text = text(identifier, fields.identifier, max: 100) else {
      guard let name else { return nil }
      note(.noIdentifier, fields.identifier)
      return NoticeHolder(idKind: nil, identifier: "", name: name)
    }
    let identifier = Self.withoutSpaces(text)
    let idKind = identifierKind(kind, fields.kind, identifier)
    if idKind == "SIRET" { checkSiret(identifier, fields.identifier) }
    return NoticeHolder(idKind: idKind, identifier: identifier, name: name)
  }

  /// Tables often have no column for the kind (`field` is then empty): fourteen digits are a SIRET.
  private mutating func identifierKind(_ raw: NoticeRaw?, _ field: NoticeField, _ identifier: String) -> String? {
    if raw == nil, NoticeDigits.areDigits(identifier), identifier.utf8.count == 14 || field.isEmpty {
      if !field.isEmpty { note(.identifierKindGuessed, field, identifier) }
      return "SIRET"
    }
    guard let text = text(raw, field, max: 40) else { return nil }
    switch NoticeList.identifierKinds.find(text) {
    case .exact(let kind): return kind
    case .respelled(let kind):
      note(.identifierKind, field, text)
      return kind
    case .unknown:
      note(.identifierKind, field, text)
      return text
    }
  }

  private mutating func checkSiret(_ digits: String, _ field: NoticeField) {
    let count = digits.utf8.count
    if count == 14, NoticeDigits.areDigits(digits) {
      if !NoticeDigits.isSiret(digits) { note(.siretKey, field, digits) }
    } else if count == 9, NoticeDigits.areDigits(digits), Luhn.holds(digits) {
      note(.sirenForSiret, field, digits)
    } else {
      note(.siretFormat, field, digits)
    }
  }

  /// Spaces other than the plain one stand beyond ASCII: only then is each character looked at.
  private static func hasSpaces(_ text: String) -> Bool {
    var isPlain = true
    for byte in text.utf8 {
      if byte <= 0x20 { return true }
      if byte >= 0x80 { isPlain = false }
    }
    return !isPlain && text.contains(where: \.isWhitespace)
  }

  private static func withoutSpaces(_ text: String) -> String {
    text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x80 }) ? text.filter { !$0.isWhitespace } : text
  }

  /// Contracts by which producers try their tools, seen in published files (formats.md §A.6).
  mutating func checkTrial(_ object: String?, _ field: NoticeField) {
    guard let object, object.utf8.count <= 60, Self.mayBeTrial(object) else { return }
    let words = Search.fold(object).split(separator: " ")
    let known = ["le marche du siecle", "le marche noir", "le march noir", "le march du si cle"]
    let isTest =
      words.count <= 5 && words.contains("test") || words == ["essai"] || words.count <= 3 && words.first == "essai"
    if isTest || known.contains(words.joined(separator: " ")) { note(.trialContract, field, object) }
  }

  /// Folding is dear: a text of ASCII that names none of these words in any case is none.
  private static func mayBeTrial(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var (last, before): (UInt8, UInt8) = (0, 0)
      for byte in bytes {
        if byte >= 0x80 { return true }
        let letter = byte | 0x20
        // « test », « essai », « marche », « march ».
        switch (before, last, letter) {
        case (UInt8(ascii: "e"), UInt8(ascii: "s"), UInt8(ascii: "t")),
          (UInt8(ascii: "s"), UInt8(ascii: "s"), UInt8(ascii: "a")),
          (UInt8(ascii: "r"), UInt8(ascii: "c"), UInt8(ascii: "h")):
          return true
        default: (before, last) = (last, letter)
        }
      }
      return false
    }
  }
}
