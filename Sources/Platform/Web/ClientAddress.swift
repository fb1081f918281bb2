// SPDX-License-Identifier: EUPL-1.2

/// Who asks, as far as an address says it: for limits only, never kept longer than they last.
public enum ClientAddress {
  /// The address of the client behind the proxies that the operator trusts; those of this machine always are. What a client says
  /// of itself is not believed: only the last proxy's word is taken, from the end of `X-Forwarded-For`.
  /// - Parameters:
  ///   - peer: the other end of the connection; nil when there is no socket.
  ///   - forwarded: the values of the header, in order.
  ///   - trusted: addresses of proxies on other machines.
  public static func of(peer: String?, forwarded: [String], trusted: Set<String>) -> String {
    let near = peer ?? "::1"
    guard isLoopback(near) || trusted.contains(near) else { return network(of: near) }
    let chain = forwarded.flatMap { $0.split(separator: ",") }.map { String($0.filter { !$0.isWhitespace }) }
    let client = chain.last { !trusted.contains($0) && !isLoopback($0) }
    guard let client, isPlausible(client) else { return network(of: near) }
    return network(of: client)
  }

  private static func isLoopback(_ address: String) -> Bool {
    address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
  }

  private static func isPlausible(_ address: String) -> Bool {
    (2...45).contains(address.utf8.count)
      && address.utf8.allSatisfy { byte in "0123456789abcdefABCDEF:.".utf8.contains(byte) }
  }

  /// An IPv6 client has a whole /64 to itself: its addresses are one client.
  private static func network(of address: String) -> String {
    guard address.contains(":"), !address.contains(".") else { return address }
    let halves = address.lowercased().split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let gap = halves.firstIndex(of: "") else { return halves.prefix(4).joined(separator: ":") }
    let (before, after) = (halves[..<gap].filter { !$0.isEmpty }, halves[gap...].filter { !$0.isEmpty })
    let zeros = Array(repeating: "0", count: max(0, 8 - before.count - after.count))
    return (before + zeros + after).prefix(4).joined(separator: ":")
  }
}
