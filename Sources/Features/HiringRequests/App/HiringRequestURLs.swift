// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of requests of validation: each pattern beside its maker.
enum HiringRequestURLs {
  static let list = "/demandes"
  static let new = "/demandes/nouvelle"
  static let newBatch = "/demandes/liste"
  static let pattern = "/demandes/:id"
  static let answerPattern = "/demandes/:id/reponse"
  static let withdrawalPattern = "/demandes/:id/retrait"
  static let papersPattern = "/demandes/:id/papiers"
  /// A paper, for the profession.
  static let paperPattern = "/papiers/:id"
  static let paperRemovalPattern = "/papiers/:id/retrait"
  static let linkListPattern = "/declarer/:jeton/demandes"
  static let linkNewPattern = "/declarer/:jeton/demandes/nouvelle"
  static let linkPattern = "/declarer/:jeton/demandes/:id"
  static let linkPapersPattern = "/declarer/:jeton/demandes/:id/papiers"
  static let linkWithdrawalPattern = "/declarer/:jeton/demandes/:id/retrait"
  static let batchPattern = "/demandes/listes/:id"
  static let validationPattern = "/demandes/listes/:id/validation"

  static func request(_ id: ID<HiringRequest>) -> String { "/demandes/\(id)" }
  static func answer(_ id: ID<HiringRequest>) -> String { "/demandes/\(id)/reponse" }
  static func withdrawal(_ id: ID<HiringRequest>) -> String { "/demandes/\(id)/retrait" }
  static func papers(_ id: ID<HiringRequest>) -> String { "/demandes/\(id)/papiers" }
  static func paper(_ id: ID<HiringPaper>) -> String { "/papiers/\(id)" }
  static func paperRemoval(_ id: ID<HiringPaper>) -> String { "/papiers/\(id)/retrait" }
  static func batch(_ id: ID<HiringBatch>) -> String { "/demandes/listes/\(id)" }
  static func validation(_ id: ID<HiringBatch>) -> String { "/demandes/listes/\(id)/validation" }
}
