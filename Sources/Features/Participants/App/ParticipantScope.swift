// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Who may open whom. A person is its head record and all that was merged into it.
enum ParticipantScope {
  /// The condition on `participant p`, a head record, for this viewer. Those who see no name find nobody.
  static func condition(for viewer: Viewer) -> SQL {
    switch viewer.role {
    case .facilitator: "p.territory_id = \(viewer.territoryID)"
    case .prescriber: "p.territory_id = \(viewer.territoryID) AND \(oriented(by: viewer))"
    case .company, .structure: "p.territory_id = \(viewer.territoryID) AND \(hired(by: viewer))"
    case .administrator, .buyer, .elected: "1 = 0"
    }
  }

  private static func oriented(by viewer: Viewer) -> SQL {
    """
    p.id IN (SELECT h.head_id FROM participant o
      JOIN participant_head h ON h.territory_id = o.territory_id AND h.participant_id = o.id
      WHERE o.territory_id = \(viewer.territoryID) AND o.oriented_by = \(viewer.organisationID))
    """
  }

  private static func hired(by viewer: Viewer) -> SQL {
    """
    p.id IN (SELECT h.head_id FROM employment_contract c
      JOIN participant_head h ON h.territory_id = c.territory_id AND h.participant_id = c.participant_id
      WHERE c.territory_id = \(viewer.territoryID) AND c.employer_id = \(viewer.organisationID))
    """
  }

  /// The identifiers of all the records of one person: `WHERE participant_id IN (\(group))`.
  static func records(of head: ID<Participant>, for viewer: Viewer) -> SQL {
    "SELECT id FROM participant WHERE territory_id = \(viewer.territoryID) AND (id = \(head) OR merged_into = \(head))"
  }
}
