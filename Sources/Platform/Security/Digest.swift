// SPDX-License-Identifier: EUPL-1.2
import Crypto

/// Fingerprints of content.
public enum Digest {
  /// SHA-256, 32 bytes.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
