// SPDX-License-Identifier: EUPL-1.2
import Database

/// The bytes of files, once each under their hash, whatever refers to them: a piece of proof, a paper of a request.
enum FileContents {
  /// The row is held until the caller has written what refers to it, so that nobody takes the bytes away meanwhile.
  static func keep(_ bytes: [UInt8], sha256: String, _ db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO file_content (sha256, size, content) VALUES (\(sha256), \(bytes.count), \(bytes))
      ON CONFLICT (sha256) DO UPDATE SET size = excluded.size
      """)
  }

  /// Takes away the bytes to which nothing refers any more.
  static func forget(_ hashes: [String], _ db: any Connection) throws {
    guard !hashes.isEmpty else { return }
    // First the rows, then the question: whoever gives the same file at this moment is waited for, and seen.
    _ = try db.query(
      "SELECT sha256 FROM file_content WHERE sha256 IN (\(.list(hashes))) ORDER BY sha256\(db.forUpdate)")
    try db.execute(
      """
      DELETE FROM file_content WHERE sha256 IN (\(.list(hashes)))
        AND NOT EXISTS (SELECT 1 FROM proof p WHERE p.sha256 = file_content.sha256)
        AND NOT EXISTS (SELECT 1 FROM hiring_paper p WHERE p.sha256 = file_content.sha256)
      """)
  }
}
