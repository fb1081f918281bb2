// SPDX-License-Identifier: EUPL-1.2

/// One value of a source record, whatever read it: rules of this folder know no parser. A record is one flat tree, so that looking
/// into it allocates nothing but the texts that are asked for.
public struct NoticeNode: Sendable {
  private let tree: NoticeTree
  private let index: Int

  /// The root of a tree.
  public init(_ tree: NoticeTree) { self.init(tree, 0) }

  private init(_ tree: NoticeTree, _ index: Int) { (self.tree, self.index) = (tree, index) }

  private var piece: NoticeTree.Piece { tree.piece(index) }

  public var form: NoticeNodeForm {
    switch piece.kind {
    case 0: .null
    case 1, 2: .boolean
    case 3: .number
    case 4: .text
    case 5: .list
    default: .object
    }
  }

  /// A text unescaped, a number as it was written, `true` or `false`; nil for the rest.
  public var scalar: String? {
    switch piece.kind {
    case 1: "false"
    case 2: "true"
    case 3, 4: tree.text(of: piece)
    default: nil
    }
  }

  /// Whether it is this very text.
  func isText(_ wanted: StaticString) -> Bool { piece.kind == 4 && tree.equals(piece, wanted.bytes) }

  /// The items of a list; none for anything else.
  public var items: [NoticeNode] {
    guard form == .list else { return [] }
    var found: [NoticeNode] = []
    found.reserveCapacity(Int(piece.length))
    var at = index + 1
    for _ in 0..<piece.length {
      found.append(NoticeNode(tree, at))
      at = Int(tree.piece(at).next)
    }
    return found
  }

  /// Whether it is a list without items.
  var isEmptyList: Bool { piece.kind == 5 && piece.length == 0 }

  /// The first member of that name of an object.
  public subscript(_ name: StaticString) -> NoticeNode? {
    let piece = piece
    guard piece.kind == 6 else { return nil }
    return tree.member(name.bytes, of: index, count: Int(piece.length)).map { NoticeNode(tree, $0) }
  }
}

/// What a value is.
public enum NoticeNodeForm: Sendable { case null, boolean, number, text, list, object }

/// The values of one record in the order of the file, and the text that they point into.
public final class NoticeTree: Sendable {
  /// One value. `kind`: 0 null, 1 false, 2 true, 3 number, 4 text, 5 list, 6 object. A number or a text stands at `start` for `length`
  /// bytes; a list or an object has `length` items or members, which follow it, a member being its name and its value. `next` is the
  /// piece after this one and all that it holds.
  struct Piece {
    let kind, start, length, next: UInt32
  }

  private let numbers: [UInt32]
  private let bytes: [UInt8]

  /// `numbers` are the four numbers of each piece, one piece after the other. None points outside.
  public init(numbers: [UInt32], bytes: [UInt8]) {
    self.numbers = numbers.isEmpty ? [0, 0, 0, 1] : numbers
    self.bytes = bytes
  }

  fileprivate func piece(_ index: Int) -> Piece {
    let at = index * 4
    return Piece(kind: numbers[at], start: numbers[at + 1], length: numbers[at + 2], next: numbers[at + 3])
  }

  fileprivate func text(of piece: Piece) -> String {
    bytes.withUnsafeBufferPointer { all in
      String(
        decoding: UnsafeBufferPointer(rebasing: all[Int(piece.start)..<Int(piece.start + piece.length)]), as: UTF8.self)
    }
  }

  fileprivate func equals(_ piece: Piece, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(piece.length) == wanted.count else { return false }
    let start = Int(piece.start)
    // From the end: names that begin alike (`date…`) differ there.
    return bytes.withUnsafeBufferPointer { bytes in
      var at = wanted.count - 1
      while at >= 0, bytes[start + at] == wanted[at] { at -= 1 }
      return at < 0
    }
  }

  fileprivate func member(_ name: UnsafeBufferPointer<UInt8>, of index: Int, count: Int) -> Int? {
    var at = index + 1
    for _ in 0..<count {
      if equals(piece(at), name) { return at + 1 }
      at = Int(piece(at + 1).next)
    }
    return nil
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
