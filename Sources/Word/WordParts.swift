// SPDX-License-Identifier: EUPL-1.2

/// The parts that are the same in every document, or nearly so.
enum WordParts {
  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packageLinks = "http://schemas.openxmlformats.org/package/2006/relationships"

  static var contentTypes: String {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    let overrides = [
      ("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"),
      ("footer1", "footer"),
    ].map { name, type in "<Override PartName=\"/word/\(name).xml\" ContentType=\"\(kind).\(type)+xml\"/>" }
    return """
      \(head)<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\(overrides.joined())\
      <Override PartName="/docProps/core.xml" \
      ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
      """
  }

  static var relations: String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return relationships([
      ("rId1", "\(links)/officeDocument", "word/document.xml"), ("rId2", core, "docProps/core.xml"),
    ])
  }

  static var bodyRelations: String {
    relationships([
      ("rId1", "\(links)/styles", "styles.xml"), ("rId2", "\(links)/numbering", "numbering.xml"),
      ("rId3", "\(links)/settings", "settings.xml"), ("rId4", "\(links)/footer", "footer1.xml"),
    ])
  }

  private static func relationships(_ items: [(id: String, type: String, target: String)]) -> String {
    let lines = items.map { "<Relationship Id=\"\($0.id)\" Type=\"\($0.type)\" Target=\"\($0.target)\"/>" }
    return "\(head)<Relationships xmlns=\"\(packageLinks)\">\(lines.joined())</Relationships>"
  }

  static func properties(_ document: WordDocument) -> String {
    """
    \(head)<cp:coreProperties \
    xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
    xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(WordMarkup.escaped(document.title))</dc:title>\
    <dc:creator>\(WordMarkup.escaped(document.author))</dc:creator>\
    <dc:language>\(WordMarkup.escaped(document.language))</dc:language></cp:coreProperties>
    """
  }

  static var settings: String {
    """
    \(head)<w:settings xmlns:w="\(words)"><w:compat><w:compatSetting w:name="compatibilityMode" \
    w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>
    """
  }

  static var numbering: String {
    """
    \(head)<w:numbering xmlns:w="\(words)"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>\
    <w:numFmt w:val="bullet"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/>\
    <w:pPr><w:ind w:left="360" w:hanging="240"/></w:pPr></w:lvl></w:abstractNum>\
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>
    """
  }

  static func styles(_ language: String) -> String {
    let fonts = "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>"
    let defaults = """
      <w:docDefaults><w:rPrDefault><w:rPr>\(fonts)<w:sz w:val="20"/>\
      <w:lang w:val="\(WordMarkup.escaped(language))"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
      <w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
      """
    return "\(head)<w:styles xmlns:w=\"\(words)\">\(defaults)\(listed.map(\.markup).joined())</w:styles>"
  }

  private struct Style {
    let id: String
    let name: String
    var paragraph = ""
    var text = ""
    var isDefault = false

    var markup: String {
      """
      <w:style w:type="paragraph" \(isDefault ? "w:default=\"1\" " : "")w:styleId="\(id)"><w:name w:val="\(name)"/>\
      \(isDefault ? "" : "<w:basedOn w:val=\"Normal\"/>")<w:qFormat/><w:pPr>\(paragraph)</w:pPr>\
      <w:rPr>\(text)</w:rPr></w:style>
      """
    }
  }

  private static let frame: String = ["top", "left", "bottom", "right"].map {
    "<w:\($0) w:val=\"single\" w:sz=\"6\" w:space=\"6\" w:color=\"8A5A00\"/>"
  }.joined()

  private static let listed: [Style] = [
    Style(id: "Normal", name: "Normal", isDefault: true),
    Style(
      id: "Title", name: "Title", paragraph: "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"60\"/>",
      text: "<w:b/><w:color w:val=\"0E5A5A\"/><w:sz w:val=\"34\"/>"),
    Style(
      id: "Subtitle", name: "Subtitle", paragraph: "<w:spacing w:after=\"240\"/>",
      text: "<w:color w:val=\"5B6675\"/><w:sz w:val=\"22\"/>"),
    Style(
      id: "Heading1", name: "heading 1",
      paragraph: "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"100\"/><w:outlineLvl w:val=\"0\"/>",
      text: "<w:b/><w:color w:val=\"0E5A5A\"/><w:sz w:val=\"24\"/>"),
    Style(
      id: "Framed", name: "Framed", paragraph: "<w:pBdr>\(frame)</w:pBdr><w:spacing w:before=\"120\" w:after=\"200\"/>"),
    Style(id: "Note", name: "Note", text: "<w:color w:val=\"5B6675\"/><w:sz w:val=\"16\"/>"),
    Style(id: "Address", name: "Address", paragraph: "<w:spacing w:after=\"0\"/>"),
    Style(
      id: "AddressRight", name: "Address right", paragraph: "<w:spacing w:after=\"0\"/><w:ind w:left=\"5400\"/>"),
    Style(
      id: "ListBullet", name: "List Bullet",
      paragraph: "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"60\"/>"),
    Style(
      id: "Cell", name: "Cell",
      paragraph: "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
      text: "<w:sz w:val=\"18\"/>"),
    Style(
      id: "CellHead", name: "Cell head",
      paragraph: "<w:keepNext/><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
      text: "<w:b/><w:sz w:val=\"17\"/>"),
    Style(id: "Thin", name: "Thin", paragraph: "<w:spacing w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>"),
    Style(
      id: "Footer", name: "footer", paragraph: "<w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/>",
      text: "<w:color w:val=\"5B6675\"/><w:sz w:val=\"16\"/>"),
  ]
}
