// SPDX-License-Identifier: EUPL-1.2
import Platform

extension Digest {
  /// SHA-256 as 64 digits in lower case: the name of a file's content.
  static func sha256Text(_ bytes: [UInt8]) -> String {
    sha256(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
