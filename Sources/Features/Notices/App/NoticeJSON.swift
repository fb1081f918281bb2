// SPDX-License-Identifier: EUPL-1.2
import Domain
import JSONStream

extension NoticeNode {
  /// What the kit reads, as the rules of Domain look at it: the two trees are laid out alike.
  init(_ record: JSONRecord) {
    let (numbers, bytes) = record.flat
    self.init(NoticeTree(numbers: numbers, bytes: bytes))
  }
}
