// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import App

@Suite struct ShadesTests {
  @Test("a colour has a darker and a lighter neighbour, anything else has none")
  func shades() {
    #expect(Shades("#0e5a5a")?.strong == "#0a4343")
    #expect(Shades("#ffffff")?.soft == "#ffffff")
    #expect(Shades("#000000")?.soft == "#e0e0e0")
    for wrong in ["", "red", "#12345", "#1234567", "#GGGGGG", "#0e5a5a;}"] { #expect(Shades(wrong) == nil) }
  }
}
