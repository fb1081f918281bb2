// SPDX-License-Identifier: EUPL-1.2
import CCurl
import Dispatch
import Foundation

/// Why a message did not leave.
public enum MailError: Error, Hashable, Sendable {
  /// The server may take it later: not reached, too busy, grey list (4xx). The reason is the server's or libcurl's.
  case later(String)
  /// The server has no mailbox of that name (550, 551 or 553 to RCPT): the address itself is wrong.
  case refused(String)
  /// The server will never take this message (5xx to its sender or its content), which says nothing of the address.
  case declined(String)
  /// User name, password or certificate: the operator must act, and every message waits.
  case misconfigured(String)
}

/// Where messages are handed over.
public struct MailServer: Hashable, Sendable {
  public enum Encryption: String, Hashable, Sendable {
    /// Within the machine only.
    case none
    /// STARTTLS, and nothing is said when the server has it not.
    case required
  }

  /// `smtp://host:587` or `smtps://host:465`.
  public let url: String
  public let user: String?
  public let password: String?
  public let encryption: Encryption
  /// A PEM file of authorities, the system's when nil.
  public var authorities: String?

  /// Reads `smtp://user:password@host:587`; user and password may be percent-encoded. Without port: 587, or 465 for `smtps`.
  /// TLS is required unless the host is this machine. Nil when it is no such address.
  public init?(_ text: String) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "smtp" || scheme == "smtps",
      let host = parts.host, !host.isEmpty, parts.path.isEmpty || parts.path == "/"
    else { return nil }
    let port = parts.port ?? (scheme == "smtps" ? 465 : 587)
    url = "\(scheme)://\(host):\(port)"
    user = parts.user
    password = parts.password
    let isHere = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
    let wanted = parts.queryItems?.first { $0.name == "tls" }?.value
    encryption = wanted == "required" || !isHere ? .required : .none
  }

  /// Hands a message over, on a thread of its own since libcurl blocks; at most a minute.
  public func send(_ message: MailMessage) async throws(MailError) {
    let outcome: Result<Void, MailError> = await withCheckedContinuation { continuation in
      Self.threads.async { continuation.resume(returning: sendNow(message)) }
    }
    try outcome.get()
  }

  /// The same, on the calling thread.
  public func sendNow(_ message: MailMessage) -> Result<Void, MailError> {
    _ = Self.started
    let outcome = transfer(message)
    guard outcome.code != 0 else { return .success(()) }
    let reason = withUnsafeBytes(of: outcome.reason) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return .failure(Self.error(code: Int(outcome.code), answer: outcome.answer, reason))
  }

  private func transfer(_ message: MailMessage) -> ccurl_outcome {
    let text = Array(message.encoded.utf8)
    let recipients = message.recipients.map { strdup("<\($0.address)>") }
    defer { for copy in recipients { free(copy) } }
    var pointers = recipients.map { UnsafePointer<CChar>($0) }
    return text.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { letters in
        pointers.withUnsafeMutableBufferPointer { list in
          url.withCString { url in
            Self.withOptional(user) { user in
              Self.withOptional(password) { password in
                Self.withOptional(authorities) { authorities in
                  "<\(message.sender.address)>".withCString { sender in
                    var mail = ccurl_mail()
                    mail.url = url
                    mail.user = user
                    mail.password = password
                    mail.tls = encryption == .required ? 2 : 0
                    mail.authorities = authorities
                    mail.sender = sender
                    mail.recipients = UnsafePointer(list.baseAddress)
                    mail.recipient_count = list.count
                    mail.message = letters.baseAddress
                    mail.message_length = letters.count
                    mail.connect_seconds = 15
                    mail.total_seconds = 60
                    return ccurl_send(&mail)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// CURLcode and SMTP answers (https://curl.se/libcurl/c/libcurl-errors.html, RFC 5321 §4.2.1).
  static func error(code: Int, answer: Int, _ reason: String) -> MailError {
    switch code {
    case 67 where answer < 400 || answer >= 500: .misconfigured(reason)
    case 58, 59, 60, 64, 77, 83, 91: .misconfigured(reason)
    default: permanent(answer: answer, reason) ?? .later(reason)
    }
  }

  /// What a 5xx says for good. libcurl names the command that it answered; a greeting or a HELO that is refused is a server out of
  /// order, not a message or an address.
  private static func permanent(answer: Int, _ reason: String) -> MailError? {
    guard answer >= 500, answer < 600 else { return nil }
    let words = "\(answer) \(reason)"
    if [530, 535, 538].contains(answer) { return .misconfigured(words) }
    if reason.hasPrefix("RCPT failed") { return [550, 551, 553].contains(answer) ? .refused(words) : .declined(words) }
    let isBeforeTheMessage = reason.contains("unexpected smtp-server response") || reason.contains("access denied")
    return isBeforeTheMessage ? nil : .declined(words)
  }

  private static func withOptional<T>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> T) -> T {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
  }

  private static let started: Void = ccurl_start()
  private static let threads = DispatchQueue(label: "mail", attributes: .concurrent)
}
