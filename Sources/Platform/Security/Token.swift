// SPDX-License-Identifier: EUPL-1.2
import Crypto

/// An opaque random value for a cookie, a form or a link. Only its hash is stored.
public enum Token {
  /// 256 random bits as 64 hexadecimal digits.
  public static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// SHA-256 of a text, as 64 hexadecimal digits.
  public static func hash(_ text: String) -> String { hexadecimal(SHA256.hash(data: Array(text.utf8))) }

  /// Compares in a time that does not depend on where the two differ.
  public static func equal(_ left: String, _ right: String) -> Bool {
    let (a, b) = (Array(left.utf8), Array(right.utf8))
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for index in a.indices { difference |= a[index] ^ b[index] }
    return difference == 0
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var result: [UInt8] = []
    for byte in bytes {
      result.append(digits[Int(byte >> 4)])
      result.append(digits[Int(byte & 15)])
    }
    return String(decoding: result, as: UTF8.self)
  }
}
