// SPDX-License-Identifier: EUPL-1.2
import CMiniZip

/// Writes a zip archive part by part. No time is written, so that equal parts give equal archives.
final class ZipArchive {
  private let archive: zipFile
  private var isClosed = false

  init(path: String) throws(WordWriteError) {
    guard let opened = zipOpen64(path, APPEND_STATUS_CREATE) else {
      throw WordWriteError(reason: "cannot create \(path)")
    }
    archive = opened
  }

  deinit { if !isClosed { zipClose(archive, nil) } }

  func add(_ name: String, _ text: String) throws(WordWriteError) {
    var information = zip_fileinfo()
    // 1 January 1980: the first day that the format knows.
    information.dosDate = 0x0021_0000
    guard zipOpenNewFileInZip64(archive, name, &information, nil, 0, nil, 0, nil, Self.deflate, Self.level, 0) == ZIP_OK
    else { throw WordWriteError(reason: "cannot add \(name)") }
    let bytes = Array(text.utf8)
    let written = bytes.withUnsafeBytes { zipWriteInFileInZip(archive, $0.baseAddress, UInt32(clamping: $0.count)) }
    guard written == ZIP_OK, zipCloseFileInZip(archive) == ZIP_OK else {
      throw WordWriteError(reason: "cannot write \(name)")
    }
  }

  func close() throws(WordWriteError) {
    isClosed = true
    guard zipClose(archive, nil) == ZIP_OK else { throw WordWriteError(reason: "cannot end the archive") }
  }

  private static let deflate: Int32 = 8
  private static let level: Int32 = 6
}
