// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A message as it came (RFC 5322, MIME): what a log of exchanges keeps of it. Whatever the bytes are, reading ends, within bounds.
public struct ReceivedMail: Sendable {
  /// What is larger is not read at all.
  public static let mostBytes = 25 << 20
  static let mostHeaderBytes = 256 << 10
  static let mostDepth = 20
  static let mostParts = 200
  static let mostTextBytes = 1 << 20

  public let messageID: String
  /// The bare address of the sender, as it says itself.
  public let from: String
  public let subject: String
  /// Every header that names who it was sent to.
  public let recipients: String
  /// The text part, or the page reduced to text.
  public let text: String
  /// Names of the files that came with it.
  public let attachments: [String]
  /// A program wrote it (RFC 3834), or a list sent it.
  public let isAutomatic: Bool
  /// A mail server tells that a message was not delivered.
  public let isReport: Bool

  /// Nil when it has no header at all, or is too large.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.mostBytes else { return nil }
    let whole = MailPart(bytes[...])
    guard let sender = whole.header("from") else { return nil }
    var content = MailContent()
    content.read(whole, depth: 0)
    from = MailWords.address(sender)
    messageID = String((whole.header("message-id") ?? "").prefix(500))
    subject = MailEncoding.oneLine(MailWords.decoded(whole.header("subject") ?? ""))
    recipients = ["to", "cc", "delivered-to", "x-original-to", "envelope-to"].compactMap { whole.header($0) }
      .joined(separator: "\n")
    let written = (whole.header("auto-submitted") ?? "no").lowercased()
    let precedence = (whole.header("precedence") ?? "").lowercased()
    isReport = whole.type == "multipart/report"
    isAutomatic = isReport || !written.hasPrefix("no") || ["bulk", "list", "junk"].contains(precedence)
    text = content.plain.isEmpty ? MailWords.reduced(content.page) : content.plain
    attachments = content.names
  }

  /// What was written above, between or under the lines of the message that is answered, without them.
  public var said: String {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    var lines: [Substring] = []
    for (index, line) in all.enumerated() {
      let low = line.lowercased()
      let saysNothingYet = lines.allSatisfy { $0.allSatisfy(\.isWhitespace) }
      if low.hasPrefix("-----original message") || low.hasPrefix("-----message d") || low.hasPrefix("________") {
        // Whoever writes under what is quoted is heard all the same.
        if saysNothingYet { continue } else { break }
      }
      if (low.hasPrefix("le ") && low.contains("a écrit")) || (low.hasPrefix("on ") && low.hasSuffix("wrote:")) {
        let next = all[(index + 1)...].first { !$0.allSatisfy(\.isWhitespace) }
        if saysNothingYet || next?.hasPrefix(">") == true { continue } else { break }
      }
      if !line.hasPrefix(">") { lines.append(line) }
    }
    return lines.joined(separator: "\n").trimmedBlanks
  }
}

/// What the parts of a message hold, gathered within bounds.
struct MailContent {
  var plain = ""
  var page = ""
  var names: [String] = []
  private var parts = 0

  mutating func read(_ part: MailPart, depth: Int) {
    parts += 1
    guard depth <= ReceivedMail.mostDepth, parts <= ReceivedMail.mostParts else { return }
    if part.type.hasPrefix("multipart/"), let boundary = part.parameter("boundary"), !boundary.isEmpty {
      for inner in part.split(boundary) { read(MailPart(inner), depth: depth + 1) }
    } else if let name = part.fileName {
      if names.count < 50 { names.append(String(name.prefix(120))) }
    } else if part.type == "text/plain" || part.type.isEmpty || part.type.hasPrefix("multipart/") {
      if plain.isEmpty { plain = part.text }
    } else if part.type == "text/html" {
      if page.isEmpty { page = part.text }
    } else if part.type == "message/delivery-status" {
      plain += "\n" + part.text
    }
  }
}
