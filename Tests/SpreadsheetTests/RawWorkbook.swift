// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A workbook written part by part, to hold what no library would write.
struct RawWorkbook {
  var cells: String
  var format: String
  var startsIn1904 = false
  var prologue = ""
  var after = ""
  var end = ""

  private var parts: [(String, String)] {
    let code = format.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let calendar = startsIn1904 ? "<workbookPr date1904=\"1\"/>" : ""
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return [
      (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"\(kind)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ),
      (
        "xl/workbook.xml",
        "<x:workbook xmlns:x=\"m\" xmlns:r=\"r\">\(calendar)<x:sheets><x:sheet name=\"Une\" sheetId=\"1\" r:id=\"r1\"/></x:sheets></x:workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships><Relationship Id="r1" Type="\(kind)/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" \
        Type="\(kind)/styles" Target="styles.xml"/></Relationships>
        """
      ),
      (
        "xl/styles.xml",
        """
        <styleSheet><numFmts><numFmt numFmtId="200" formatCode="\(code)"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>
        """
      ),
      (
        "xl/worksheets/sheet1.xml",
        "\(prologue)<worksheet><sheetData><row>\(cells)</row>\(after)</sheetData>\(end)</worksheet>"
      ),
    ]
  }

  /// Python's zip writer stands in for a second library; the standard one has none.
  func write(to path: String) throws -> String {
    let folder = URL(filePath: path).deletingLastPathComponent().appending(path: UUID().uuidString)
    for (name, text) in parts {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try? FileManager.default.removeItem(atPath: path)
    let zip = Process()
    zip.executableURL = URL(filePath: "/usr/bin/python3")
    zip.arguments = [
      "-c", "import shutil,sys; shutil.make_archive(sys.argv[1], 'zip', sys.argv[2])", path, folder.path,
    ]
    try zip.run()
    zip.waitUntilExit()
    try FileManager.default.moveItem(atPath: path + ".zip", toPath: path)
    return path
  }
}
