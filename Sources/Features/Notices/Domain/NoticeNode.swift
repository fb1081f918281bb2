// SPDX-License-Identifier: EUPL-1.2

/// One value of a source record, whatever read it. Rules of this folder know no parser.
public protocol NoticeNode {
  var form: NoticeNodeForm { get }
  /// A text unescaped, a number as it was written, `true` or `false`; nil for the rest.
  var scalar: String? { get }
  /// The items of a list; none for anything else.
  var items: [Self] { get }
  /// The first member of that name of an object.
  subscript(_ name: String) -> Self? { get }
}

/// What a value is.
public enum NoticeNodeForm: Sendable { case null, boolean, number, text, list, object }
