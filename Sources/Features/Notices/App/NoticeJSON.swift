// SPDX-License-Identifier: EUPL-1.2
import Domain
import JSONStream

/// What the kit reads, as the rules of Domain look at it.
struct NoticeJSON: NoticeNode {
  let record: JSONRecord

  init(_ record: JSONRecord) { self.record = record }

  var form: NoticeNodeForm {
    switch record.kind {
    case .null: .null
    case .boolean: .boolean
    case .number: .number
    case .text: .text
    case .list: .list
    case .object: .object
    }
  }

  var scalar: String? { record.text ?? record.number ?? record.boolean.map { $0 ? "true" : "false" } }
  var items: [NoticeJSON] { record.items.map(NoticeJSON.init) }
  subscript(_ name: String) -> NoticeJSON? { record[name].map(NoticeJSON.init) }
}
