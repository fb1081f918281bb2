// SPDX-License-Identifier: EUPL-1.2
import Spreadsheet
import Testing

@Suite struct CSVTextTests {
  @Test(
    "cells that a spreadsheet would run are made texts",
    arguments: [
      ("=1+1", "'=1+1"), ("+33 2", "'+33 2"), ("@cmd", "'@cmd"), ("-x", "'-x"), ("-12,50", "-12,50"),
      ("\tx", "\"'\tx\""),
      ("a;b", "\"a;b\""), ("dit \"oui\"", "\"dit \"\"oui\"\"\""), ("\"", "\"\"\"\""),
      ("deux\nlignes", "\"deux\nlignes\""),
      ("Saint-Orme", "Saint-Orme"), ("", ""), ("é", "é"), ("-", "'-"),
    ])
  func cells(_ text: String, _ written: String) { #expect(CSVText.line([text, "x"]) == written + ";x\r\n") }

  @Test(
    "what is written is read back", arguments: [["a;b", "\"", "x\r\ny"], ["é", "", " "], ["1,5", "l’été", "\n"]])
  func roundTrip(_ cells: [String]) throws {
    let read = try CSVReader.rows(of: CSVText.mark + CSVText.line(["a", "b", "c"]) + CSVText.line(cells))
    #expect(read.map(\.cells).last == cells.map { $0.hasPrefix("\n") ? "'" + $0 : $0 })
  }
}
