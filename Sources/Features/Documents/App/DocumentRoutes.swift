// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Platform
import Word

/// Documents of a lot and of a buyer: a page to print, a file to edit. Nothing is kept: each is made anew when it is asked for.
struct DocumentRoutes {
  let services: Services

  static let buyerReaders: Set<Role> = [.facilitator, .buyer]
  static let briefReaders: Set<Role> = [.facilitator, .administrator, .elected]

  func add(to routes: Routes) {
    for kind in LotDocumentKind.allCases {
      routes.get(DocumentURLs.lotPattern(kind), ContractRoutes.readers) { try await showLot(kind, $0) }
      routes.get(DocumentURLs.lotFilePattern(kind), ContractRoutes.readers) { try await sendLot(kind, $0) }
    }
    routes.get(DocumentURLs.buyerPattern, Self.buyerReaders, showBuyer)
    routes.get(DocumentURLs.buyerFilePattern, Self.buyerReaders, sendBuyer)
    routes.get(DocumentURLs.brief, Self.briefReaders, showBrief)
    routes.get(DocumentURLs.briefFile, Self.briefReaders, sendBrief)
  }

  private struct LotPaper: Sendable {
    let id: ID<Lot>
    let kind: LotDocumentKind
    let account: LotAccount
    var document: PrintedDocument { LotDocument(kind, of: account).document }
  }

  private func lot(_ kind: LotDocumentKind, _ context: MemberContext) async throws -> LotPaper {
    let (viewer, id, now) = (context.viewer, try context.id(of: Lot.self), context.now)
    let zone = context.session.timeZone
    let account = try await services.database.read {
      try LotAccountStore.read(id, for: viewer, at: now, zone: zone, $0)
    }
    return LotPaper(id: id, kind: kind, account: account)
  }

  private func showLot(_ kind: LotDocumentKind, _ context: MemberContext) async throws -> Response {
    let paper = try await lot(kind, context)
    let mayList = context.viewer.isFacilitator || context.viewer.role == .buyer
    return context.page(
      DocumentPages(
        document: paper.document,
        trail: [
          TrailLink("Marchés", mayList ? ContractURLs.list : nil),
          TrailLink(paper.account.lot, ContractURLs.lot(paper.id)), TrailLink(paper.kind.french),
        ], file: DocumentURLs.lotFile(paper.kind, paper.id), section: mayList ? .contracts : nil
      ).page)
  }

  private func sendLot(_ kind: LotDocumentKind, _ context: MemberContext) async throws -> Response {
    let paper = try await lot(kind, context)
    return try send(paper.document, name: "\(paper.kind.rawValue)-lot-\(paper.id)-\(context.today.iso).docx")
  }

  private func buyer(_ context: MemberContext) async throws -> (id: ID<Organisation>, year: BuyerYear) {
    let (viewer, id) = (context.viewer, try context.id(of: Organisation.self))
    let year = try context.query.year("annee") ?? viewer.today.year
    return (id, try await services.database.read { try BuyerYearStore.read(id, year: year, for: viewer, $0) })
  }

  @Sendable private func showBuyer(_ context: MemberContext) async throws -> Response {
    let (id, year) = try await buyer(context)
    let back = ResultURLs.year(year.year, buyer: context.viewer.isFacilitator ? id : nil)
    return context.page(
      DocumentPages(
        document: year.document, trail: [TrailLink("Bilans", back), TrailLink("Bilan annuel de \(year.buyer)")],
        file: DocumentURLs.buyerFile(id, year: year.year), section: .results
      ).page)
  }

  @Sendable private func sendBuyer(_ context: MemberContext) async throws -> Response {
    let (id, year) = try await buyer(context)
    return try send(year.document, name: "bilan-\(year.year)-\(id).docx")
  }

  private func brief(_ context: MemberContext) async throws -> YearBrief {
    let viewer = context.viewer
    let year = try context.query.year("annee") ?? viewer.today.year
    return try await services.database.read { try YearBriefStore.read(year: year, for: viewer, $0) }
  }

  @Sendable private func showBrief(_ context: MemberContext) async throws -> Response {
    let brief = try await brief(context)
    return context.page(
      DocumentPages(
        document: brief.document,
        trail: [TrailLink("Bilans", ResultURLs.year(brief.figures.year)), TrailLink("Note pour les élus")],
        file: DocumentURLs.briefFile(brief.figures.year), section: .results
      ).page)
  }

  @Sendable private func sendBrief(_ context: MemberContext) async throws -> Response {
    let brief = try await brief(context)
    return try send(brief.document, name: "note-elus-\(brief.figures.year).docx")
  }

  /// A few pages: written to a file of our own, read and removed.
  private func send(_ document: PrintedDocument, name: String) throws -> Response {
    let path = FileManager.default.temporaryDirectory.appending(path: "clausier-\(UUID().uuidString).docx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try document.word.write(to: path)
    let bytes = try Data(contentsOf: URL(filePath: path))
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
