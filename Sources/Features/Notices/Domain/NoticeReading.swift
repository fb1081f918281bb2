// SPDX-License-Identifier: EUPL-1.2

/// What came out of one source record: a record unless it is rejected, and what is to be said.
public struct NoticeReading: Sendable, Equatable {
  public let shape: NoticeShape
  public let record: NoticeRecord?
  public let findings: [NoticeFinding]

  public init(shape: NoticeShape, record: NoticeRecord?, findings: [NoticeFinding]) {
    (self.shape, self.record, self.findings) = (shape, record, findings)
  }

  /// A record that could not even be taken apart.
  public static func refused(_ rule: NoticeRule, at origin: NoticeOrigin, value: String = "") -> NoticeReading {
    NoticeReading(shape: .v1Flat, record: nil, findings: [NoticeFinding(rule, at: origin, value: value)])
  }

  /// Reads a record of a JSON file, whatever its version. `list` is the list that holds it (`marches.marche`).
  public static func json(_ node: NoticeNode, list: String, origin: NoticeOrigin, today: Day) -> NoticeReading {
    guard node.form == .object else { return .refused(.notAnObject, at: origin, value: node.scalar ?? "") }
    let shape = NoticeShape.recognise(node, list: list)
    var reader = NoticeJSONReader(node, layout: .of(shape, kind(of: node, list: list)), origin: origin, today: today)
    let record = reader.read()
    return NoticeReading(shape: shape, record: record, findings: reader.check.findings)
  }

  private static func kind(of node: NoticeNode, list: String) -> NoticeKind {
    if list.hasSuffix("contrat-concession") { return .concession }
    if let type = node["_type"], !type.isText("Marché"), type.scalar?.lowercased().contains("concession") == true {
      return .concession
    }
    return node["autoriteConcedante"] != nil && node["acheteur"] == nil ? .concession : .contract
  }
}
