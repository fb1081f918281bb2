// SPDX-License-Identifier: EUPL-1.2

/// What a browser posts as `application/x-www-form-urlencoded`: names and values in order, names may repeat.
public struct Form: Sendable, Equatable {
  /// Why a body is not a form.
  public enum Failure: Error, Equatable {
    case tooManyFields
    case notText
  }

  /// Far above any page of the product, low enough that a hostile body costs nothing.
  public static let maximumFields = 20_000
  /// Bytes; a pasted table of lots is some kilobytes.
  public static let maximumBytes = 2 * 1024 * 1024

  public var fields: [(name: String, value: String)]

  public init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

  /// Reads an encoded body or query.
  /// - Throws: `Failure.notText` when it is not UTF-8 once decoded, `Failure.tooManyFields` above `maximumFields`.
  public init(encoded: some Sequence<UInt8>) throws(Failure) {
    fields = []
    var name: [UInt8]?
    var current: [UInt8] = []
    var any = false
    func text(_ bytes: [UInt8]) throws(Failure) -> String {
      guard let text = String(validating: Self.decoded(bytes), as: UTF8.self) else { throw .notText }
      return text
    }
    for byte in encoded {
      any = true
      switch byte {
      case UInt8(ascii: "&"):
        try append(name, current, text)
        name = nil
        current = []
      case UInt8(ascii: "=") where name == nil:
        name = current
        current = []
      default: current.append(byte)
      }
    }
    if any { try append(name, current, text) }
  }

  private mutating func append(
    _ name: [UInt8]?, _ current: [UInt8], _ text: ([UInt8]) throws(Failure) -> String
  ) throws(Failure) {
    if name == nil && current.isEmpty { return }
    guard fields.count < Self.maximumFields else { throw .tooManyFields }
    if let name {
      fields.append((try text(name), try text(current)))
    } else {
      fields.append((try text(current), ""))
    }
  }

  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "+") {
        result.append(0x20)
      } else if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = hexadecimal(bytes[index + 1]), let low = hexadecimal(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 2
      } else {
        result.append(byte)
      }
      index += 1
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// The first value of a name, nil when the field was not sent.
  public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// Every value of a name, in order.
  public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// The form with one more value.
  public func with(_ name: String, _ value: String) -> Form { Form(fields + [(name, value)]) }

  public static func == (left: Form, right: Form) -> Bool {
    left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  /// The encoded form, for an address or a test.
  public var encoded: String {
    fields.map { Self.escaped($0.name) + "=" + Self.escaped($0.value) }.joined(separator: "&")
  }

  /// Percent-encodes all but the unreserved characters of RFC 3986.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
