// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Mail
import Testing

@Suite struct MailMessageTests {
  private func message(
    subject: String = "Relevé d’octobre", text: String = "Bonjour", name: String = "Éva, \"la\" Comtesse"
  ) throws -> MailMessage {
    let from = try #require(MailAddress("claire.moreau@val.example", name: "Claire Moreau"))
    let to = try #require(MailAddress("eva@leduc.example", name: name))
    return MailMessage(
      from: from, to: [to], replyTo: MailAddress("classement@val.example"), subject: subject, text: text,
      key: "statement-42",
      date: Date(timeIntervalSince1970: 1_795_521_600))
  }

  @Test func everyLineIsShortAndAscii() throws {
    let long = String(repeating: "Réhabilitation énergétique de l’école ", count: 40)
    let encoded = try message(subject: long, text: long, name: long).encoded
    #expect(encoded.utf8.allSatisfy { $0 < 127 })
    #expect(encoded.split(separator: "\r\n", omittingEmptySubsequences: false).allSatisfy { $0.utf8.count <= 90 })
    #expect(!encoded.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
  }

  @Test func theHeadersAreThose() throws {
    let encoded = try message().encoded
    for line in [
      "From: Claire Moreau <claire.moreau@val.example>", "Reply-To: <classement@val.example>",
      "Message-ID: <statement-42@val.example>",
      "Date: Tue, 24 Nov 2026 12:00:00 +0000", "Subject: =?utf-8?B?UmVsZXbDqSBk4oCZb2N0b2JyZQ==?=",
      "Auto-Submitted: auto-generated",
    ] {
      #expect(encoded.contains(line + "\r\n"), "\(line)")
    }
  }

  /// A line end typed in a subject or a name begins no header.
  @Test(arguments: [
    "x\r\nBcc: spy@evil.example", "x\nBcc: spy@evil.example", "x\rBcc: spy@evil.example", "x\u{2028}Bcc: y",
    "x\0Bcc: y",
  ])
  func nothingTypedBeginsAHeader(_ hostile: String) throws {
    var letter = try message(subject: hostile, name: hostile)
    letter.attachments = [MailAttachment(name: hostile, type: "text/calendar\r\nBcc: a", bytes: [65])]
    letter.key = hostile
    #expect(!letter.encoded.split(separator: "\r\n").contains { $0.hasPrefix("Bcc") })
  }

  @Test(arguments: [
    "", "a", "a@b", "@b.example", "a@", "a b@c.example", "a@b..example", "a@-b.example", "é@b.example",
    "a@b.example\r\nBcc: c@d.example",
    "a@b@c.example", ".a@b.example", "a@\(String(repeating: "b", count: 64)).example", "<a@b.example>",
  ])
  func whatIsNoAddressIsRefused(_ text: String) { #expect(MailAddress(text) == nil) }

  @Test(arguments: ["a@b.example", "claire.moreau+clause@ville.saint-orme.example", "o'neil@x.example"])
  func addressesAreTaken(_ text: String) { #expect(MailAddress(text)?.address == text) }

  @Test(arguments: [
    ("smtp://mail.val.example", "smtp://mail.val.example:587", true),
    ("smtps://u:p%40ss@mail.val.example", "smtps://mail.val.example:465", true),
    ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525", false),
    ("smtp://localhost:25?tls=required", "smtp://localhost:25", true),
  ])
  func aServerIsReadFromItsAddress(_ text: String, _ url: String, _ isEncrypted: Bool) throws {
    let server = try #require(MailServer(text))
    #expect(server.url == url)
    #expect((server.encryption == .required) == isEncrypted)
  }

  @Test func theUserAndThePasswordAreDecoded() throws {
    let server = try #require(MailServer("smtp://claire%40val.example:p%40ss@mail.val.example"))
    #expect(server.user == "claire@val.example")
    #expect(server.password == "p@ss")
  }

  @Test(arguments: ["", "mail.val.example", "http://a.example", "smtp://", "smtp://a.example/path"])
  func whatIsNoServerIsRefused(_ text: String) { #expect(MailServer(text) == nil) }
}
