// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A bare socket to a server of this machine: sends what no browser would, when no browser would.
public final class RawConnection: @unchecked Sendable {
  private let descriptor: Int32

  /// Connects at once, or fails: the server listens already.
  public init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
  }

  deinit { close(descriptor) }

  /// Sends bytes; false when the other side has closed.
  @discardableResult
  public func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// All that comes until the other side closes, or nil when it has not closed after so many seconds.
  public func readToEnd(within seconds: Double) async -> String? {
    await read(within: seconds) { _ in false }
  }

  /// What comes until the words have come or the other side closes, or nil after so many seconds without.
  public func read(until words: String, within seconds: Double) async -> String? {
    await read(within: seconds) { $0.contains(words) }
  }

  private func read(within seconds: Double, until isEnough: (String) -> Bool) async -> String? {
    let end = Date().addingTimeInterval(seconds)
    var received: [UInt8] = []
    while Date() < end {
      let text = { String(decoding: received, as: UTF8.self) }
      switch readSome() {
      case .some(let bytes) where bytes.isEmpty: return text()
      case .some(let bytes):
        received += bytes
        if isEnough(text()) { return text() }
      case nil: try? await Task.sleep(for: .milliseconds(5))
      }
    }
    return nil
  }

  /// Nil when nothing is there yet, empty when the other side has closed.
  private func readSome() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let read = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
    if read < 0 { return errno == EAGAIN || errno == EWOULDBLOCK ? nil : [] }
    return Array(bytes.prefix(read))
  }
}
