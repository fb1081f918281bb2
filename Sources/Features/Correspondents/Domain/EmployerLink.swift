// SPDX-License-Identifier: EUPL-1.2

/// The standing link of an employer's correspondent: no account, no password, long-lived, revocable. It opens what the employer's own
/// account would, in one territory.
public struct EmployerLink: Sendable, Hashable, Identifiable {
  public let id: ID<Self>
  public let contact: ID<Contact>
  public let createdAt: Instant
  /// Its last act; nil while it was never used.
  public let usedAt: Instant?
  public let revokedAt: Instant?

  public init(id: ID<Self>, contact: ID<Contact>, createdAt: Instant, usedAt: Instant?, revokedAt: Instant?) {
    (self.id, self.contact, self.createdAt) = (id, contact, createdAt)
    (self.usedAt, self.revokedAt) = (usedAt, revokedAt)
  }
}

/// What somebody did through a link. Reading is not kept: mail programs open links by themselves.
public enum LinkAct: String, CodeList {
  case draft, sent, proof, paper, file, undone, refused, answered, asked, passed

  public var french: String {
    switch self {
    case .draft: "brouillon enregistré"
    case .sent: "relevé envoyé"
    case .proof: "justificatif joint"
    case .paper: "papier joint à une demande"
    case .file: "fichier d’heures déposé"
    case .undone: "relevé annulé avec son fichier"
    case .refused: "fichier refusé"
    case .asked: "validation demandée"
    case .answered: "réponse donnée"
    case .passed: "lien transmis à un collègue"
    }
  }
}

/// How often the acts of one link, or the requests of one address, may come.
public enum LinkLimit {
  public static let windowSeconds = 900
  /// Far above what a person does with a month of many people.
  public static let actsOfALink = 120
  /// A file of ten megabytes with the answers of its form: whoever has no account fills no disk.
  public static let uploadBytes = ProofFormat.mostBytes + 1 << 20
  /// Files of hours of an employer that wait to be settled at once.
  public static let openFiles = 5
  /// Requests for a new link from one address.
  public static let requestsOfAnAddress = 10
}
