// SPDX-License-Identifier: EUPL-1.2
import CSimdJSON

/// Reads the records of a JSON file one at a time, however large the file: memory holds one record and one chunk.
///
///     let reader = try JSONRecordReader(file: path, lists: ["marches", "marches.marche", ""])
///     while let item = try reader.next() { … }
///
/// `lists` names where records stand, by the members that lead there; the empty name is a list at the root. An object that stands
/// where a list is expected is one record. Anything else in the file is passed over. What `next` throws ends the reading.
public final class JSONRecordReader {
  var buffer: ChunkBuffer
  private let parser: OpaquePointer
  let limits: JSONStreamLimits
  let lists: Set<String>
  private var frames: [Frame] = []
  private var started = false
  private var foundList = false
  private var rootNames: [String] = []
  private var number = 0
  private var failure: JSONStreamError?

  /// Where the reading stands between two records.
  private enum Frame {
    case object(path: String, empty: Bool)
    case list(path: String, next: Int)
  }

  public convenience init(
    file path: String, lists: Set<String>, limits: JSONStreamLimits = JSONStreamLimits()
  ) throws(JSONStreamError) {
    try self.init(FileSource(path: path), lists, limits)
  }

  public convenience init(
    bytes: [UInt8], lists: Set<String>, limits: JSONStreamLimits = JSONStreamLimits()
  ) throws(JSONStreamError) {
    try self.init(MemorySource(bytes), lists, limits)
  }

  init(_ source: any ByteSource, _ lists: Set<String>, _ limits: JSONStreamLimits) throws(JSONStreamError) {
    guard let parser = csj_parser_new() else { throw JSONStreamError(.unreadable("memory"), offset: 0, line: 1) }
    self.parser = parser
    self.lists = lists
    self.limits = limits
    buffer = ChunkBuffer(source, chunk: limits.chunkBytes)
  }

  deinit { csj_parser_free(parser) }

  /// Bytes of the file read so far.
  public var offset: Int { buffer.offset }

  /// The next record, or nil when the file ended well. After an error, the same error again.
  public func next() throws(JSONStreamError) -> JSONItem? {
    if let failure { throw failure }
    do { return try advance() } catch {
      failure = error
      throw error
    }
  }

  private func advance() throws(JSONStreamError) -> JSONItem? {
    if !started { try begin() }
    while let frame = frames.last {
      switch frame {
      case .object(let path, let empty): if let item = try member(of: path, isFirst: empty) { return item }
      case .list(let path, let next): if let item = try element(of: path, at: next) { return item }
      }
    }
    return try finish()
  }

  private func begin() throws(JSONStreamError) {
    started = true
    try refuseOtherFormats()
    guard let first = try peek() else { throw error(.empty) }
    switch first {
    case UInt8(ascii: "{"): frames = [.object(path: "", empty: true)]
    case UInt8(ascii: "[") where lists.contains(""):
      foundList = true
      frames = [.list(path: "", next: 0)]
    case UInt8(ascii: "["): throw error(.noRecords(found: []))
    default: throw error(.notJSON)
    }
    buffer.consume(1)
  }

  private func finish() throws(JSONStreamError) -> JSONItem? {
    guard try peek() == nil else { throw error(.trailing) }
    guard foundList else { throw error(.noRecords(found: rootNames)) }
    return nil
  }

  private func member(of path: String, isFirst: Bool) throws(JSONStreamError) -> JSONItem? {
    guard let byte = try separated(isFirst: isFirst, end: UInt8(ascii: "}")) else { return nil }
    guard byte == UInt8(ascii: "\"") else { throw error(.syntax) }
    let name = try readName()
    guard try peek() == UInt8(ascii: ":") else { throw unexpected() }
    buffer.consume(1)
    frames[frames.count - 1] = .object(path: path, empty: false)
    if frames.count == 1, rootNames.count < 8 { rootNames.append(name) }
    return try value(at: path.isEmpty ? name : path + "." + name)
  }

  private func value(at path: String) throws(JSONStreamError) -> JSONItem? {
    guard let byte = try peek() else { throw error(.truncated) }
    let isList = lists.contains(path)
    if isList, byte == UInt8(ascii: "[") {
      foundList = true
      frames.append(.list(path: path, next: 0))
      buffer.consume(1)
    } else if byte == UInt8(ascii: "{"), lists.contains(where: { $0.hasPrefix(path + ".") }) {
      frames.append(.object(path: path, empty: true))
      buffer.consume(1)
    } else if isList, byte == UInt8(ascii: "{") {
      foundList = true
      return try record(list: path, index: nil)
    } else {
      _ = try passOver(keep: false)
    }
    return nil
  }

  private func element(of path: String, at index: Int) throws(JSONStreamError) -> JSONItem? {
    guard try separated(isFirst: index == 0, end: UInt8(ascii: "]")) != nil else { return nil }
    frames[frames.count - 1] = .list(path: path, next: index + 1)
    return try record(list: path, index: index)
  }

  /// The first byte of the next member or item, once the comma before it is read; nil when the object or list ends there.
  private func separated(isFirst: Bool, end: UInt8) throws(JSONStreamError) -> UInt8? {
    guard let byte = try peek() else { throw error(.truncated) }
    if byte == end {
      buffer.consume(1)
      frames.removeLast()
      return nil
    }
    if isFirst { return byte }
    guard byte == UInt8(ascii: ",") else { throw unexpected() }
    buffer.consume(1)
    guard let next = try peek() else { throw error(.truncated) }
    guard next != end else { throw error(.syntax) }
    return next
  }

  private func record(list: String, index: Int?) throws(JSONStreamError) -> JSONItem {
    number += 1
    let (offset, line) = (buffer.offset, buffer.line)
    let content = try content()
    return JSONItem(number: number, list: list, index: index, offset: offset, line: line, content: content)
  }

  private func content() throws(JSONStreamError) -> JSONItem.Content {
    let value = try passOver(keep: true)
    if let refusal = value.refusal { return .refused(refusal) }
    guard let bytes = buffer.bytes() else { throw error(.truncated) }
    let status = csj_parse(parser, bytes, value.count, UInt32(limits.depth))
    if status == CSJ_ENCODING {
      let fault = csj_utf8_fault(bytes, value.count)
      if fault < value.count {
        buffer.consume(fault)
        throw error(.notUTF8(byte: buffer[0]))
      }
    }
    buffer.consume(value.count)
    guard status == CSJ_OK else { return .refused(.syntax) }
    let nodes = UnsafeBufferPointer(start: csj_nodes(parser), count: csj_node_count(parser))
    let text = UnsafeBufferPointer(start: csj_text(parser), count: csj_text_length(parser))
    return .record(JSONRecord(storage: JSONStorage(nodes: nodes, text: text)))
  }
}
