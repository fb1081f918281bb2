// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A kick-off meeting, as its minutes tell it.
struct KickOff: Sendable {
  let id: ID<KickOff>
  let draft: KickOffDraft
  let author: String
}

/// What is written of a kick-off meeting.
struct KickOffDraft: Sendable, Hashable {
  var heldOn: Day
  var attendees = ""
  var correspondent = ""
  var phone = ""
  var email = ""
  var items: Set<KickOffItem> = []
  var decided = ""
}
