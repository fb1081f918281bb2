// SPDX-License-Identifier: EUPL-1.2
public import Foundation

/// A file that goes with a message.
public struct MailAttachment: Hashable, Sendable {
  public let name: String
  /// `text/calendar; method=PUBLISH`, `application/pdf`…
  public let type: String
  public let bytes: [UInt8]

  public init(name: String, type: String, bytes: [UInt8]) {
    self.name = name
    self.type = type
    self.bytes = bytes
  }
}

/// A message in plain text, as RFC 5322 and MIME write it. What a person typed never makes a header: line ends are taken out of the
/// subject and of names, and texts beyond ASCII are encoded words (RFC 2047).
public struct MailMessage: Hashable, Sendable {
  public var sender: MailAddress
  public var recipients: [MailAddress]
  /// Where an answer goes when it is not the sender.
  public var replyTo: MailAddress?
  /// Answered along with it: the address that files answers.
  public var filing: MailAddress?
  public var subject: String
  /// Lines end in LF; long lines are left to the reader's program.
  public var text: String
  public var attachments: [MailAttachment]
  /// The part before `@` of the Message-ID: the same message sent twice after a crash is recognised by mail programs.
  public var key: String
  public var date: Date
  /// Written by a program: nobody's "out of office" answers it (RFC 3834).
  public var isAutomatic = true

  public init(
    from sender: MailAddress, to recipients: [MailAddress], replyTo: MailAddress? = nil, subject: String, text: String,
    attachments: [MailAttachment] = [], key: String, date: Date
  ) {
    (self.sender, self.recipients, self.replyTo) = (sender, recipients, replyTo)
    (self.subject, self.text, self.attachments) = (subject, text, attachments)
    (self.key, self.date) = (key, date)
  }

  /// The whole message, lines ending in CRLF.
  public var encoded: String {
    var headers = [
      "From: \(MailEncoding.mailbox(sender))",
      "To: \(recipients.map(MailEncoding.mailbox).joined(separator: ",\r\n "))",
    ]
    let answered = [replyTo ?? (filing == nil ? nil : sender), filing].compactMap { $0 }
    if !answered.isEmpty {
      headers.append("Reply-To: \(answered.map(MailEncoding.mailbox).joined(separator: ",\r\n "))")
    }
    headers += [
      "Subject: \(MailEncoding.words(subject))",
      "Date: \(MailEncoding.date(date))",
      "Message-ID: <\(MailEncoding.token(key))@\(sender.address.split(separator: "@").last ?? "localhost")>",
      "MIME-Version: 1.0",
    ]
    if isAutomatic { headers.append("Auto-Submitted: auto-generated") }
    return (headers + body).joined(separator: "\r\n") + "\r\n"
  }

  private var body: [String] {
    let words = [
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
      MailEncoding.base64(Array(text.utf8)),
    ]
    guard !attachments.isEmpty else { return words }
    let boundary = "part-" + MailEncoding.token(key)
    var parts = ["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)"] + words
    for file in attachments {
      parts += [
        "--\(boundary)", "Content-Type: \(MailEncoding.oneLine(file.type))", "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; \(MailEncoding.fileName(file.name))", "", MailEncoding.base64(file.bytes),
      ]
    }
    return parts + ["--\(boundary)--"]
  }
}
