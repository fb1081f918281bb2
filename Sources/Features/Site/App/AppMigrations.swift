// SPDX-License-Identifier: EUPL-1.2
import Database

/// Every migration of the product, in the order in which they are applied: a table comes after those it refers to.
enum AppMigrations {
  static let all: [Migration] =
    TerritoryMigrations.all + OrganisationMigrations.all + AccountMigrations.all + JournalMigrations.all
    + AgreementMigrations.all + PublicContractMigrations.all + EngagementMigrations.all
    + ParticipantMigrations.all + EmploymentContractMigrations.all + StatementMigrations.all + NoticeMigrations.all
    + HoursFileMigrations.all + JobMigrations.all + NoticeImportMigrations.all + SearchMigrations.all
    + ReferenceMigrations.all + MessageMigrations.all + FollowUpMigrations.all + CorrespondentMigrations.all
    + HiringRequestMigrations.all + IndicatorMigrations.all + ProofMigrations.all + TakeoverMigrations.all
    + AnnexMigrations.all + MessageMigrations.filing + ExitMigrations.all
}
