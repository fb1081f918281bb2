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

  /// Whether it is a text of more than a mark, which its ends and its length say; false when it takes a closer look.
  var surelyHoldsText: Bool { piece.kind == 4 && tree.surelyHoldsText(piece) }

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

  /// Whether it is an object with a single member.
  var hasOneMember: Bool { piece.kind == 6 && piece.length == 1 }

  /// The first member of that name of an object.
  public subscript(_ name: StaticString) -> NoticeNode? {
    let piece = piece
    guard piece.kind == 6 else { return nil }
    return tree.member(name.bytes, of: index).map { NoticeNode(tree, $0) }
  }

  subscript(named name: NoticeName) -> NoticeNode? { self[name.key] }
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
  /// For each of 64 classes of names, by length and last letter, the first member of the root in it, 0 where there is none: most
  /// names that are looked for are not there, and the others are found at once.
  private let firsts: [UInt32]

  /// `numbers` are the four numbers of each piece, one piece after the other. None points outside.
  public init(numbers: [UInt32], bytes: [UInt8]) {
    self.numbers = numbers.isEmpty ? [0, 0, 0, 1] : numbers
    self.bytes = bytes
    firsts = Self.firsts(self.numbers, bytes)
  }

  private static func firsts(_ numbers: [UInt32], _ bytes: [UInt8]) -> [UInt32] {
    var firsts = [UInt32](repeating: 0, count: 64)
    guard numbers[0] == 6 else { return firsts }
    numbers.withUnsafeBufferPointer { numbers in
      bytes.withUnsafeBufferPointer { bytes in
        var at = 1
        for _ in 0..<numbers[2] {
          let (start, length) = (Int(numbers[at * 4 + 1]), Int(numbers[at * 4 + 2]))
          let kind = kind(length, length == 0 ? 0 : bytes[start + length - 1])
          if firsts[kind] == 0 { firsts[kind] = UInt32(at) }
          at = Int(numbers[(at + 1) * 4 + 3])
        }
      }
    }
    return firsts
  }

  private static func kind(_ length: Int, _ last: UInt8) -> Int { (length &* 7 &+ Int(last)) & 63 }

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

  /// No index leaves the arrays: they come from a parser that laid them out (see `init`).
  fileprivate func member(_ name: UnsafeBufferPointer<UInt8>, of index: Int) -> Int? {
    guard let last = name.last else { return nil }
    let first = index > 0 ? index + 1 : Int(firsts[Self.kind(name.count, last)])
    guard first > 0 else { return nil }
    return numbers.withUnsafeBufferPointer { numbers in
      bytes.withUnsafeBufferPointer { bytes in
        let end = Int(numbers[index * 4 + 3])
        var at = first
        while at < end {
          if Int(numbers[at * 4 + 2]) == name.count {
            let start = Int(numbers[at * 4 + 1])
            // From the end: names that begin alike (`date…`) differ there.
            var place = name.count - 1
            while place >= 0, bytes[start + place] == name[place] { place -= 1 }
            if place < 0 { return at + 1 }
          }
          at = Int(numbers[(at + 1) * 4 + 3])
        }
        return nil
      }
    }
  }

  /// The marks by which producers say nothing have eight bytes at most.
  fileprivate func surelyHoldsText(_ piece: Piece) -> Bool {
    guard piece.length > 8 else { return false }
    let (first, last) = (bytes[Int(piece.start)], bytes[Int(piece.start + piece.length) - 1])
    return first > 0x20 && first < 0x7F && last > 0x20 && last < 0x7F
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
