// SPDX-License-Identifier: EUPL-1.2

/// The number of a legal unit in the Sirene register: nine digits, the last by Luhn's formula.
public struct Siren: Sendable, Hashable, Comparable {
  /// Nine digits.
  public let digits: String

  init(checked digits: String) { self.digits = digits }

  /// `nil` unless the text is nine digits with the right key.
  public init?(_ text: String) {
    guard let siren = try? Siren.parse(text) else { return nil }
    self = siren
  }

  public static func parse(_ text: String) throws(ValueError) -> Siren {
    let digits = text.withoutSeparators
    guard digits.count == 9, digits.allSatisfy(\.isPlainDigit) else { throw ValueError("Un SIREN compte 9 chiffres.") }
    guard digits != "000000000", Luhn.holds(digits) else {
      throw ValueError("Ce SIREN n’existe pas\u{202F}: un chiffre est sans doute faux.")
    }
    return Siren(checked: digits)
  }

  /// `244 900 015`
  public var french: String { digits.grouped([3, 3, 3]) }
  public static func < (left: Siren, right: Siren) -> Bool { left.digits < right.digits }
}

/// The number of an establishment: its SIREN and five digits, of which the last is a key over all fourteen.
public struct Siret: Sendable, Hashable, Comparable {
  /// Fourteen digits.
  public let digits: String

  /// `nil` unless the text is a SIRET that `parse` accepts.
  public init?(_ text: String) {
    guard let siret = try? Siret.parse(text) else { return nil }
    self = siret
  }

  private init(checked digits: String) { self.digits = digits }

  /// Checks fourteen digits, the key of the SIREN and the key of the whole.
  public static func parse(_ text: String) throws(ValueError) -> Siret {
    let digits = text.withoutSeparators
    guard !digits.isEmpty else { throw ValueError("Indiquez un SIRET\u{202F}: 14 chiffres.") }
    guard digits.count == 14, digits.allSatisfy(\.isPlainDigit) else {
      throw ValueError("Un SIRET compte 14 chiffres\u{202F}; celui-ci en a \(digits.filter(\.isPlainDigit).count).")
    }
    guard digits.prefix(9) != "000000000", Luhn.holds(digits.prefix(9)) else {
      throw ValueError("Les 9 premiers chiffres ne forment pas un SIREN\u{202F}: l’un d’eux est sans doute faux.")
    }
    guard hasKey(digits) else {
      throw ValueError("La clé de ce SIRET est fausse\u{202F}: un chiffre est sans doute mal recopié.")
    }
    // Numbers ending in 999dd stand for branches without a number on a State platform: they name no establishment.
    guard digits.dropFirst(9).prefix(3) != "999" else {
      throw ValueError("Ce SIRET est un numéro provisoire (fin en 999)\u{202F}: indiquez celui de l’établissement.")
    }
    return Siret(checked: digits)
  }

  /// Whether fourteen digits have the key of an establishment. Those of La Poste (356 000 000) other than its seat have digits
  /// whose sum is a multiple of five (python-stdnum 2.2, stdnum.fr.siret).
  static func hasKey(_ digits: String) -> Bool {
    if Luhn.holds(digits) { return true }
    return digits.hasPrefix("356000000") && digits.utf8.reduce(0) { $0 + Int($1) - 48 } % 5 == 0
  }

  /// The legal unit, by which buyers and companies are compared.
  public var siren: Siren { Siren(checked: String(digits.prefix(9))) }
  /// `214 900 078 00012`
  public var french: String { digits.grouped([3, 3, 3, 5]) }
  public static func < (left: Siret, right: Siret) -> Bool { left.digits < right.digits }
}

/// Luhn's formula, as the Sirene register uses it.
enum Luhn {
  /// Over ASCII digits, each second one doubled from the right.
  static func holds(_ digits: some StringProtocol) -> Bool {
    var digits = String(digits)
    return digits.withUTF8 { bytes in
      var (sum, doubles) = (0, false)
      for byte in bytes.reversed() {
        let value = Int(byte) - 48
        sum += doubles ? (value > 4 ? value * 2 - 9 : value * 2) : value
        doubles.toggle()
      }
      return sum % 10 == 0
    }
  }
}

extension String {
  /// Without spaces, dots and hyphens.
  fileprivate var withoutSeparators: String { filter { !$0.isWhitespace && $0 != "." && $0 != "-" } }

  fileprivate func grouped(_ sizes: [Int]) -> String {
    var rest = Substring(self)
    return sizes.map { size in
      defer { rest = rest.dropFirst(size) }
      return String(rest.prefix(size))
    }.joined(separator: "\u{202F}")
  }
}
