// SPDX-License-Identifier: EUPL-1.2

/// DECP 2.0.0 (orders of 22 December 2022): the first months of 2024. Everything is flat; a list of social considerations may be
/// empty, for "Pas de considération sociale" came with 2.0.1.
extension NoticeLayout {
  static let v200Contract = NoticeLayout(
    shape: .v200Flat, kind: .contract, buyer: "acheteur", notified: "dateNotification", amount: "montant",
    holders: "titulaires", natures: .contractNatures, procedures: .contractProcedures,
    modificationNotified: "dateNotificationModification", objectLength: 1000,
    required: [
      "nature", "objet", "codeCPV", "marcheInnovant", "offresRecues", "attributionAvance", "sousTraitanceDeclaree",
      "procedure", "lieuExecution", "dureeMois", "dateNotification", "datePublicationDonnees", "montant", "formePrix",
      "titulaires",
    ])

  static let v200Concession = concession(
    .v200Flat, objectLength: 1000, also: [])
}
