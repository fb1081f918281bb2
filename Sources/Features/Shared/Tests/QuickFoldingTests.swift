// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

@Suite("La recherche sans accents, par le chemin court") struct QuickFoldingTests {
  @Test("each character is folded by the quick way as by the tables of Unicode, wherever it stands")
  func everyCharacter() {
    let scalars = (0...0x2FF).map(UInt32.init) + (0x2000...0x20CF) + [0x0301, 0x3A3, 0x4E00, 0xFB01, 0xFFFD, 0x1F600]
    for scalar in scalars.compactMap(Unicode.Scalar.init) {
      for text in ["\(scalar)", "a\(scalar)", "\(scalar)b", "É\(scalar)\(scalar) \(scalar)z", "o\u{A0}\(scalar)’"] {
        #expect(Search.fold(text) == Search.foldAny(text), "U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  @Test(
    "usual French goes the quick way",
    arguments: [
      "", "L’école de Cœur-sur-Mer : 12 000 € HT", "ÀÉÎÕÜ ŒUVRE «\u{A0}n°\u{A0}3\u{A0}»…", "Am\u{FFFD}nagement",
    ])
  func quick(_ text: String) { #expect(Search.foldFrench(text) == Search.foldAny(text)) }
}
