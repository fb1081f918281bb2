// SPDX-License-Identifier: EUPL-1.2
import CMiniZip
import Foundation

/// One part of a zip archive, read in chunks and never to more than the limits say. Nothing is written to the disk.
/// The archive is opened anew for each part: a sheet that stays open is not disturbed by the reading of another.
final class ZipPart {
  private let archive: unzFile
  private let name: String
  private let most: Int
  private var total = 0
  private var isOpen = true
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// - Throws: `damaged` when there is no such part, or it has a password.
  init(path: String, part: String, limits: WorkbookLimits) throws(WorkbookError) {
    guard let opened = unzOpen64(path) else { throw .damaged(part: "archive") }
    archive = opened
    name = part
    var information = unz_file_info64()
    guard unzLocateFile(opened, part, Self.ignoringCase) == UNZ_OK,
      unzGetCurrentFileInfo64(opened, &information, nil, 0, nil, 0, nil, 0) == UNZ_OK,
      information.flag & 1 == 0, unzOpenCurrentFile(opened) == UNZ_OK
    else {
      unzClose(opened)
      throw .damaged(part: part)
    }
    let packed = Int(clamping: information.compressed_size)
    let (grown, overflow) = packed.multipliedReportingOverflow(by: limits.ratio)
    most = overflow ? limits.partBytes : min(limits.partBytes, (16 << 20) + grown)
  }

  deinit {
    if isOpen { unzCloseCurrentFile(archive) }
    unzClose(archive)
  }

  /// Gives the next bytes to `body`; false at the end. What the archive says of its sizes is not believed: what comes out is counted.
  func next(_ body: (UnsafeBufferPointer<UInt8>) throws(WorkbookError) -> Void) throws(WorkbookError) -> Bool {
    guard isOpen else { return false }
    let count = Int(unzReadCurrentFile(archive, &chunk, UInt32(chunk.count)))
    guard count >= 0 else { throw .damaged(part: name) }
    guard count > 0 else {
      isOpen = false
      // The checksum is compared when the part is closed.
      guard unzCloseCurrentFile(archive) == UNZ_OK else { throw .damaged(part: name) }
      return false
    }
    total += count
    guard total <= most else { throw .tooLarge(part: name) }
    try chunk.withUnsafeBufferPointer { bytes throws(WorkbookError) in
      try body(UnsafeBufferPointer(rebasing: bytes[..<count]))
    }
    return true
  }

  static func exists(_ part: String, in path: String) -> Bool {
    guard let opened = unzOpen64(path) else { return false }
    defer { unzClose(opened) }
    return unzLocateFile(opened, part, ignoringCase) == UNZ_OK
  }

  /// The first bytes say what was sent, before any library looks at it.
  static func checkHead(_ path: String) throws(WorkbookError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var head = [UInt8](repeating: 0, count: 128)
    let count = read(descriptor, &head, head.count)
    guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
    guard count > 0 else { throw .empty }
    head.removeLast(head.count - count)
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .oldOrEncrypted }
    guard head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { throw .notWorkbook }
    // An OpenDocument file names its type in its first entry, which is not packed.
    if String(decoding: head, as: UTF8.self).contains("application/vnd.oasis.opendocument") { throw .openDocument }
  }

  private static let ignoringCase: Int32 = 2
}
