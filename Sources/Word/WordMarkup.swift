// SPDX-License-Identifier: EUPL-1.2

/// The parts of a `.docx` archive (Office Open XML, ISO/IEC 29500), written from a document.
struct WordMarkup {
  let document: WordDocument

  /// Width of the text of an A4 page between its margins, in twentieths of a point.
  static let textWidth = 9638

  var parts: [(name: String, text: String)] {
    [
      ("[Content_Types].xml", WordParts.contentTypes), ("_rels/.rels", WordParts.relations),
      ("docProps/core.xml", WordParts.properties(document)), ("word/document.xml", body),
      ("word/_rels/document.xml.rels", WordParts.bodyRelations),
      ("word/styles.xml", WordParts.styles(document.language)),
      ("word/numbering.xml", WordParts.numbering), ("word/settings.xml", WordParts.settings),
      ("word/footer1.xml", foot),
    ]
  }

  private var body: String {
    """
    \(WordParts.head)<w:document xmlns:w="\(WordParts.words)" xmlns:r="\(WordParts.links)"><w:body>\
    \(document.blocks.map(block).joined())<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>\
    <w:pgSz w:w="11906" w:h="16838"/>\
    <w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>\
    </w:sectPr></w:body></w:document>
    """
  }

  private var foot: String {
    let text = document.foot.isEmpty ? document.title : document.foot
    return """
      \(WordParts.head)<w:ftr xmlns:w="\(WordParts.words)"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>\
      \(run(text + " · page "))<w:r><w:fldChar w:fldCharType="begin"/></w:r>\
      <w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>\
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>\
      <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>
      """
  }

  private func block(_ block: WordDocument.Block) -> String {
    switch block {
    case .title(let text): paragraph(text, style: "Title")
    case .subtitle(let text): paragraph(text, style: "Subtitle")
    case .heading(let text): paragraph(text, style: "Heading1")
    case .paragraph(let text): paragraph(text)
    case .strong(let text): paragraph(text, isBold: true)
    case .framed(let text): paragraph(text, style: "Framed")
    case .note(let text): paragraph(text, style: "Note")
    case .address(let lines, let isOnRight):
      lines.map { paragraph($0, style: isOnRight ? "AddressRight" : "Address") }.joined()
    case .list(let items): items.map { paragraph($0, style: "ListBullet") }.joined()
    case .terms(let terms): self.terms(terms)
    case .table(let table): self.table(table)
    case .box(let label): box(label)
    }
  }

  // MARK: Paragraphs

  private func paragraph(_ text: String, style: String? = nil, isBold: Bool = false, isOnRight: Bool = false) -> String
  {
    let look = style.map { "<w:pStyle w:val=\"\($0)\"/>" } ?? ""
    let side = isOnRight ? "<w:jc w:val=\"right\"/>" : ""
    let properties = look.isEmpty && side.isEmpty ? "" : "<w:pPr>\(look)\(side)</w:pPr>"
    return "<w:p>\(properties)\(run(text, isBold: isBold))</w:p>"
  }

  /// A line break of the text stays one.
  private func run(_ text: String, isBold: Bool = false) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let texts = lines.map { "<w:t xml:space=\"preserve\">\(Self.escaped(String($0)))</w:t>" }
    return "<w:r>\(isBold ? "<w:rPr><w:b/></w:rPr>" : "")\(texts.joined(separator: "<w:br/>"))</w:r>"
  }

  /// Text of XML: marks are escaped, and what no XML document may hold is dropped.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t": result += " "
      default: if isAllowed(scalar) { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  // MARK: Tables

  private func terms(_ terms: [WordDocument.Term]) -> String {
    let widths = [Self.textWidth * 2 / 5, Self.textWidth - Self.textWidth * 2 / 5]
    let rows = terms.map { term in
      row([
        cell(paragraph(term.name, style: "Cell"), widths[0]),
        cell(paragraph(term.value, style: "Cell", isBold: true), widths[1]),
      ])
    }
    return frame(widths, rows)
  }

  private func table(_ table: WordDocument.Table) -> String {
    let whole = table.columns.map(\.weight).reduce(0, +)
    guard whole > 0 else { return "" }
    let widths = table.columns.map { Self.textWidth * $0.weight / whole }
    let head = row(
      zip(table.columns, widths).map { column, width in
        cell(paragraph(column.title, style: "CellHead", isOnRight: column.isNumeric), width, shade: "E7EEEB")
      }, isHead: true)
    let rows = table.rows.enumerated().map { index, texts in
      row(
        zip(zip(texts, table.columns), widths).map { item, width in
          let isTotal = table.endsWithTotal && index == table.rows.count - 1
          return cell(
            paragraph(item.0, style: "Cell", isBold: isTotal, isOnRight: item.1.isNumeric), width)
        })
    }
    return frame(widths, [head] + rows)
  }

  private func box(_ label: String) -> String {
    let text = paragraph(label, style: "Cell") + String(repeating: paragraph("", style: "Cell"), count: 3)
    return frame([Self.textWidth], [row([cell(text, Self.textWidth)])], isBoxed: true)
  }

  /// A word processor joins two tables that touch: each ends with a thin paragraph.
  private func frame(_ widths: [Int], _ rows: [String], isBoxed: Bool = false) -> String {
    let line = "w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"CBC5B8\""
    let sides =
      isBoxed
      ? "<w:top \(line)/><w:left \(line)/><w:bottom \(line)/><w:right \(line)/>"
      : "<w:top \(line)/><w:bottom \(line)/><w:insideH \(line)/>"
    return """
      <w:tbl><w:tblPr><w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/><w:tblBorders>\(sides)</w:tblBorders>\
      <w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>\(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())\
      </w:tblGrid>\(rows.joined())</w:tbl>\(paragraph("", style: "Thin"))
      """
  }

  private func row(_ cells: [String], isHead: Bool = false) -> String {
    "<w:tr><w:trPr><w:cantSplit/>\(isHead ? "<w:tblHeader/>" : "")</w:trPr>\(cells.joined())</w:tr>"
  }

  private func cell(_ content: String, _ width: Int, shade: String? = nil) -> String {
    let ground = shade.map { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\($0)\"/>" } ?? ""
    return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(ground)</w:tcPr>\(content)</w:tc>"
  }
}
