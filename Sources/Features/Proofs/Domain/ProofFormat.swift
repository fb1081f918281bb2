// SPDX-License-Identifier: EUPL-1.2

/// What a file is, by its content: a name says nothing.
public enum ProofFormat: String, Sendable, Hashable, CaseIterable {
  case pdf = "application/pdf"
  case jpeg = "image/jpeg"
  case png = "image/png"

  /// Bytes of a piece, at most.
  public static let mostBytes = 10 << 20
  /// As many bytes as `recognise` looks at.
  public static let headBytes = 1024

  public var french: String {
    switch self {
    case .pdf: "PDF"
    case .jpeg: "JPEG"
    case .png: "PNG"
    }
  }

  /// How the name of a file of it ends.
  public var ending: String { self == .jpeg ? "jpg" : rawValue.split(separator: "/").last.map(String.init) ?? "" }

  /// Reads the first bytes, and the last for what must be whole. Throws a sentence that says what to do for what is refused.
  public static func recognise(head: some Collection<UInt8>, tail: some Collection<UInt8>) throws(ValueError)
    -> ProofFormat
  {
    let (first, last) = (Array(head.prefix(headBytes)), Array(tail.suffix(headBytes)))
    if first.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      guard contains(last, Array("IEND".utf8)) else { throw cut }
      return .png
    }
    if first.starts(with: [0xFF, 0xD8, 0xFF]) {
      // A « motion photo » holds a film after the end of its picture: the end may stand anywhere.
      guard contains(last, [0xFF, 0xD9]) || tail.suffix(8 << 20).adjacentPairsHold(0xFF, 0xD9) else { throw cut }
      return .jpeg
    }
    // Some producers write a few bytes before the mark of a PDF; readers look for it in the first kilobyte.
    if contains(first, Array("%PDF-".utf8)), !first.starts(with: Array("PK".utf8)) {
      guard contains(last, Array("%%EOF".utf8)) else { throw cut }
      return .pdf
    }
    throw ValueError(refusal(of: first))
  }

  private static let cut = ValueError(
    "Fichier\u{202F}: il est coupé avant sa fin. Ouvrez-le pour voir s’il est entier, puis envoyez-le à nouveau.")

  private static func refusal(of head: [UInt8]) -> String {
    let brand = head.count >= 12 && Array(head[4..<8]) == Array("ftyp".utf8) ? Array(head[8..<12]) : []
    if [Array("heic".utf8), Array("heix".utf8), Array("hevc".utf8), Array("mif1".utf8), Array("msf1".utf8)]
      .contains(brand)
    {
      return
        "Fichier\u{202F}: cette photo est au format HEIC des iPhone, que tous ne peuvent pas ouvrir. Dans Réglages, Appareil photo, Formats, choisissez «\u{202F}Le plus compatible\u{202F}», ou partagez-la comme JPEG."
    }
    if !brand.isEmpty {
      return "Fichier\u{202F}: une vidéo n’est pas une pièce. Envoyez une photo (JPEG, PNG) ou un PDF."
    }
    if head.starts(with: Array("PK".utf8)) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      return
        "Fichier\u{202F}: un document de bureautique ou une archive n’est pas gardé ici. Enregistrez-le en PDF. Pour déclarer des heures depuis un classeur, passez par «\u{202F}Importer des heures\u{202F}»."
    }
    return
      "Fichier\u{202F}: ce n’est ni un PDF, ni une photo JPEG ou PNG. Numérisez la pièce en PDF, ou photographiez-la."
  }

  private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    guard bytes.count >= wanted.count else { return false }
    return (0...bytes.count - wanted.count).contains { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }
}

extension Collection<UInt8> {
  /// Whether these two bytes stand side by side.
  fileprivate func adjacentPairsHold(_ first: UInt8, _ second: UInt8) -> Bool {
    var before: UInt8?
    for byte in self {
      if before == first, byte == second { return true }
      before = byte
    }
    return false
  }
}
