// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Asks a clamd that listens on a socket of this machine whether a file is infected, by its command INSTREAM (clamd(8)): the file is
/// sent in pieces, each after its length in four bytes, and a length of zero ends it. Blocks: call it from a thread that may wait.
public enum VirusScan {
  public enum Answer: Sendable, Equatable {
    case clean
    /// The name that clamd gives to what it found.
    case infected(String)
    /// Nobody listens, or the answer is none of clamd's.
    case unavailable
  }

  private static let piece = 1 << 16
  private static let seconds = 30

  public static func look(_ path: String, socket: String) -> Answer {
    guard let file = FileHandle(forReadingAtPath: path) else { return .unavailable }
    defer { try? file.close() }
    let connection = connect(to: socket)
    guard connection >= 0 else { return .unavailable }
    defer { close(connection) }
    guard send(Array("zINSTREAM\0".utf8), on: connection) else { return .unavailable }
    while let chunk = try? file.read(upToCount: piece), !chunk.isEmpty {
      // A clamd that refuses the size answers and closes: its answer is read below.
      guard send(length(chunk.count) + chunk, on: connection) else { break }
    }
    _ = send(length(0), on: connection)
    return answer(receive(on: connection))
  }

  /// « stream: OK » or « stream: Eicar-Signature FOUND »
  static func answer(_ text: String) -> Answer {
    let line = text.trimmingCharacters(in: .init(charactersIn: "\0\n\r "))
    guard line.hasPrefix("stream:") else { return .unavailable }
    let rest = line.dropFirst("stream:".count).drop { $0 == " " }
    if rest == "OK" { return .clean }
    guard rest.hasSuffix(" FOUND") else { return .unavailable }
    return .infected(String(rest.dropLast(" FOUND".count)))
  }

  private static func length(_ count: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
  }

  private static func connect(to path: String) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return -1 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard connection >= 0 else { return -1 }
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else {
      close(connection)
      return -1
    }
    return connection
  }

  private static func send(_ bytes: [UInt8], on connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func receive(on connection: Int32) -> String {
    var (found, buffer): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1024))
    while found.count < 4096 {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      found += buffer[..<count]
      if found.contains(0) || found.contains(UInt8(ascii: "\n")) { break }
    }
    return String(decoding: found, as: UTF8.self)
  }
}
