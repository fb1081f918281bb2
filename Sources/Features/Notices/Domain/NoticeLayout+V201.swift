// SPDX-License-Identifier: EUPL-1.2

/// DECP 2.0.1 to 2.0.3 (2024, in force): each list is wrapped in an object, and each holder and modification in another.
extension NoticeLayout {
  static let v201Contract = NoticeLayout(
    shape: .v201Wrapped, kind: .contract, buyer: "acheteur", notified: "dateNotification", amount: "montant",
    holders: "titulaires", natures: .contractNatures, procedures: .contractProcedures,
    modificationNotified: "dateNotificationModification", objectLength: 1000,
    required: [
      "nature", "objet", "codeCPV", "techniques", "modalitesExecution", "marcheInnovant", "ccag", "offresRecues",
      "attributionAvance", "typeGroupementOperateurs", "procedure", "lieuExecution", "dureeMois", "dateNotification",
      "datePublicationDonnees", "montant", "typesPrix", "formePrix", "sousTraitanceDeclaree", "titulaires",
      "considerationsSociales", "considerationsEnvironnementales",
    ])

  static let v201Concession = concession(
    .v201Wrapped, objectLength: 1000, also: ["considerationsSociales", "considerationsEnvironnementales"])
}
