// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Mail
import Testing

@Suite struct MailServerTests {
  private func message() throws -> MailMessage {
    let from = try #require(MailAddress("claire@val.example", name: "Claire"))
    let to = try #require(MailAddress("eva@leduc.example"))
    let other = try #require(MailAddress("paul@leduc.example"))
    return MailMessage(
      from: from, to: [to, other], subject: "Relevé", text: ".\n..\nfin", key: "k1",
      date: Date(timeIntervalSince1970: 0))
  }

  private func failure(_ answers: [String: String]) throws -> MailError? {
    let server = try ListeningServer(answers: answers)
    defer { server.stop() }
    guard case .failure(let error) = try #require(MailServer("smtp://127.0.0.1:\(server.port)")).sendNow(try message())
    else { return nil }
    return error
  }

  @Test func theMessageIsHandedOverWhole() async throws {
    let server = try ListeningServer()
    defer { server.stop() }
    let letter = try message()
    try await #require(MailServer("smtp://127.0.0.1:\(server.port)")).send(letter)
    let lines = server.lines
    #expect(lines.contains("MAIL FROM:<claire@val.example>"))
    #expect(
      lines.filter { $0.hasPrefix("RCPT TO") } == ["RCPT TO:<eva@leduc.example>", "RCPT TO:<paul@leduc.example>"])
    let start = try #require(lines.firstIndex(of: "DATA"))
    let end = try #require(lines.firstIndex(of: "."))
    #expect(lines[(start + 1)..<end].joined(separator: "\r\n") + "\r\n" == letter.encoded)
  }

  @Test func anUnknownRecipientIsRefusedForGood() throws {
    guard case .refused(let reason) = try failure(["RCPT": "550 no such user"]) else {
      Issue.record("not refused")
      return
    }
    #expect(reason.contains("550"))
  }

  @Test(
    "a message refused for good says nothing of the address",
    arguments: [
      [".": "554 spam"], ["MAIL": "550 sender rejected"], ["DATA": "554 no"], ["RCPT": "554 5.7.1 relay access denied"],
      ["RCPT": "552 mailbox full"],
    ])
  func aMessageThatIsRefused(_ answers: [String: String]) throws {
    guard case .declined = try failure(answers) else {
      Issue.record("not declined")
      return
    }
  }

  @Test("a server that asks for a password is the operator's affair")
  func aServerThatWantsAPassword() throws {
    guard case .misconfigured = try failure(["MAIL": "530 authentication required"]) else {
      Issue.record("not misconfigured")
      return
    }
  }

  @Test(arguments: [["RCPT": "450 grey list"], ["MAIL": "421 too busy"], [".": "452 full"]])
  func aServerThatIsBusyIsTriedLater(_ answers: [String: String]) throws {
    guard case .later = try failure(answers) else {
      Issue.record("not later")
      return
    }
  }

  @Test func aServerThatIsNotThereIsTriedLater() throws {
    let server = try ListeningServer()
    let port = server.port
    server.stop()
    guard case .failure(.later) = try #require(MailServer("smtp://127.0.0.1:\(port)")).sendNow(try message()) else {
      Issue.record("not later")
      return
    }
  }

  /// STARTTLS is required of every server but this machine's: without it nothing is said, neither the password nor the message.
  @Test func aServerWithoutEncryptionHearsNothing() throws {
    let server = try ListeningServer()
    defer { server.stop() }
    let remote = try #require(MailServer("smtp://u:p@127.0.0.1:\(server.port)?tls=required"))
    guard case .failure(.misconfigured) = remote.sendNow(try message()) else {
      Issue.record("sent in clear")
      return
    }
    #expect(!server.lines.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
  }
}
