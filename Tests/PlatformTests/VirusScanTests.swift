// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization
import Testing

@testable import Platform

/// A clamd that answers one caller, and remembers what it was sent.
private final class FakeScanner: Sendable {
  let path = FileManager.default.temporaryDirectory.appending(path: "clamd-\(UUID().uuidString.prefix(8))").path
  let received = Mutex<[UInt8]>([])

  init(answer: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(server, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0 && listen(server, 1) == 0)
    Thread { [self] in
      let caller = accept(server, nil, nil)
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = recv(caller, &buffer, buffer.count, 0)
        guard count > 0 else { break }
        let bytes = received.withLock {
          $0 += buffer[..<count]
          return $0
        }
        if bytes.count > 14, bytes.suffix(4) == [0, 0, 0, 0] { break }
      }
      let reply = Array(answer.utf8)
      _ = send(caller, reply, reply.count, Int32(MSG_NOSIGNAL))
      close(caller)
      close(server)
    }.start()
  }
}

@Suite("The antivirus")
struct VirusScanTests {
  /// Answers as clamd(8) words them.
  @Test(
    "its answer is understood, and nothing else passes for it",
    arguments: [
      ("stream: OK\0", VirusScan.Answer.clean), ("stream: Eicar-Signature FOUND\0", .infected("Eicar-Signature")),
      ("INSTREAM size limit exceeded. ERROR\0", .unavailable), ("", .unavailable), ("stream: OK but\0", .unavailable),
    ])
  func answers(text: String, answer: VirusScan.Answer) { #expect(VirusScan.answer(text) == answer) }

  @Test("a file is sent in pieces after their lengths", arguments: ["stream: OK\0", "stream: Eicar-Signature FOUND\0"])
  func sent(answer: String) throws {
    let scanner = try FakeScanner(answer: answer)
    defer { try? FileManager.default.removeItem(atPath: scanner.path) }
    let file = FileManager.default.temporaryDirectory.appending(path: "scan-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("contenu".utf8).write(to: file)
    let found = VirusScan.look(file.path, socket: scanner.path)
    #expect(found == VirusScan.answer(answer))
    let expected = Array("zINSTREAM\0".utf8) + [0, 0, 0, 7] + Array("contenu".utf8) + [0, 0, 0, 0]
    #expect(scanner.received.withLock { $0 } == expected)
  }

  @Test("nobody listening is said, not taken for a good answer")
  func absent() {
    #expect(VirusScan.look("/etc/hostname", socket: "/nowhere/clamd.ctl") == .unavailable)
    #expect(VirusScan.look("/nowhere", socket: "/nowhere/clamd.ctl") == .unavailable)
  }
}
