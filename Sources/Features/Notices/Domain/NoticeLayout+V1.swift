// SPDX-License-Identifier: EUPL-1.2

/// DECP 1.4 and 1.5 (orders of 14 April 2017 and 22 March 2019): contracts notified until the end of 2023. No social consideration.
extension NoticeLayout {
  static let v1Contract = NoticeLayout(
    shape: .v1Flat, kind: .contract, buyer: "acheteur", notified: "dateNotification", amount: "montant",
    holders: "titulaires", natures: .contractNatures, procedures: .contractProcedures,
    modificationNotified: "dateNotificationModification", objectLength: 256,
    required: [
      "nature", "objet", "codeCPV", "procedure", "lieuExecution", "dureeMois", "dateNotification",
      "datePublicationDonnees", "montant", "formePrix", "titulaires",
    ])

  static let v1Concession = concession(
    .v1Flat, objectLength: 256, also: ["lieuExecution"])
}
