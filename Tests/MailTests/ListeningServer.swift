// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// A mail server of one conversation at a time on a free port of this machine, which says what the test wants.
final class ListeningServer: Sendable {
  private let descriptor: Int32
  private let heard = Mutex<[String]>([])
  let port: Int
  /// The answer to a command that begins so, instead of 250.
  private let answers: [String: String]

  init(answers: [String: String] = [:]) throws {
    self.answers = answers
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let file = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, length) == 0 && listen(file, 8) == 0 && getsockname(file, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in serve() }
  }

  deinit { close(descriptor) }

  /// What clients said, a line each.
  var lines: [String] { heard.withLock { $0 } }

  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let client = accept(descriptor, nil, nil)
      guard client >= 0 else { return }
      talk(client)
      close(client)
    }
  }

  private func talk(_ client: Int32) {
    say("220 here", to: client)
    var isMessage = false
    var rest = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(client, &buffer, buffer.count)
      guard count > 0 else { return }
      rest += String(decoding: buffer[..<count], as: UTF8.self)
      while let end = rest.firstRange(of: "\r\n") {
        let line = String(rest[..<end.lowerBound])
        rest = String(rest[end.upperBound...])
        heard.withLock { $0.append(line) }
        if isMessage {
          guard line == "." else { continue }
          isMessage = false
          say(answers["."] ?? "250 taken", to: client)
        } else {
          isMessage = line == "DATA" && answers["DATA"] == nil
          say(answer(to: line), to: client)
          if line == "QUIT" { return }
        }
      }
    }
  }

  private func answer(to line: String) -> String {
    if let wanted = answers.first(where: { line.hasPrefix($0.key) })?.value { return wanted }
    if line == "DATA" { return "354 go on" }
    return line == "QUIT" ? "221 bye" : "250 fine"
  }

  private func say(_ text: String, to client: Int32) {
    let bytes = Array((text + "\r\n").utf8)
    _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}
