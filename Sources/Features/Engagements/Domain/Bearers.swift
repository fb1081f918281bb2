// SPDX-License-Identifier: EUPL-1.2

/// A member of a consortium and its share of the engagement.
public struct BearerShare: Sendable, Hashable {
  public let organisationID: ID<Organisation>
  /// Of any sum, such as 60 and 40.
  public let share: Int

  public init(organisationID: ID<Organisation>, share: Int) {
    (self.organisationID, self.share) = (organisationID, share)
  }
}

/// What one member owes.
public struct BearerDue: Sendable, Hashable {
  public let organisationID: ID<Organisation>
  public let firm: Hours
  public let forecast: Hours
}

/// Who bears an engagement, and how much of it each (rules 4). Subcontracting does not move it.
public struct Bearers: Sendable, Hashable {
  public let bearing: Bearing
  public let members: [BearerShare]
  private let key: SplitKey

  /// Throws unless there is one member for an engagement borne alone, two or more otherwise, each once, with shares.
  public init(bearing: Bearing, members: [BearerShare]) throws(ValueError) {
    guard Set(members.map(\.organisationID)).count == members.count else {
      throw ValueError("Une entreprise figure deux fois parmi celles qui portent l’engagement.")
    }
    guard bearing == .alone ? members.count == 1 : members.count >= 2 else {
      throw ValueError(
        bearing == .alone
          ? "Un engagement porté seul a une seule entreprise." : "Un groupement compte au moins deux entreprises.")
    }
    key = try SplitKey(members.map(\.share))
    (self.bearing, self.members) = (bearing, members)
  }

  /// What each owes by the events known at a moment. Alone or joint, the whole goes by the key. Split, each has the events that
  /// name it and its share of those that name nobody, unless the buyer decided for the whole on termination.
  public func dues(events: [EngagementEvent], terms: EngagementTerms, knownAt moment: Instant) -> [BearerDue] {
    let common = events.filter { $0.bearer == nil }
    let decided = common.contains { $0.kind == .termination && $0.setsTo != nil && $0.recordedAt <= moment }
    guard bearing == .split, !decided else {
      let whole = EngagementBalance.at(events: events, terms: terms, knownAt: moment)
      return shared((whole.firm, whole.forecast))
    }
    let base = shared(EngagementBalance.parts(events: common, terms: terms, knownAt: moment))
    return zip(base, members).map { due, member in
      let named = events.filter { $0.bearer == member.organisationID }
      let own = EngagementBalance.parts(events: named, terms: terms, knownAt: moment)
      return BearerDue(
        organisationID: member.organisationID, firm: max(.zero, due.firm + own.firm),
        forecast: max(.zero, due.forecast + own.forecast))
    }
  }

  /// A whole by the key, conserving it.
  private func shared(_ whole: (firm: Hours, forecast: Hours)) -> [BearerDue] {
    zip(members, zip(key.split(whole.firm), key.split(whole.forecast))).map { member, parts in
      BearerDue(organisationID: member.organisationID, firm: parts.0, forecast: parts.1)
    }
  }
}

/// Buyers of a purchasing group, each with its share: hours take the share and add up to the whole; people are never split,
/// they are said "for the group" (rules 4).
public struct OwnerShares: Sendable, Hashable {
  public let owners: [ID<Organisation>]
  private let key: SplitKey

  /// Throws unless each owner is named once and the shares make a key.
  public init(_ owners: [(organisationID: ID<Organisation>, share: Int)]) throws(ValueError) {
    guard Set(owners.map(\.organisationID)).count == owners.count else {
      throw ValueError("Un donneur d’ordre figure deux fois dans le groupement.")
    }
    key = try SplitKey(owners.map(\.share))
    self.owners = owners.map(\.organisationID)
  }

  /// Hours of one owner's report; zero for one who is not of the group.
  public func hours(of organisationID: ID<Organisation>, in total: Hours) -> Hours {
    zip(owners, key.split(total)).first { $0.0 == organisationID }?.1 ?? .zero
  }
}
