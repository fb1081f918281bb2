// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Platform

/// Tables as files. A file is written from one state of the database, then streamed and removed.
struct ExportRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ExportURLs.presets, [.facilitator, .buyer]) { context in
      context.page(try FunderPresetsPage(query: context.query, viewer: context.viewer).page)
    }
    routes.get(ExportURLs.pattern, Set(ExportedTable.allCases.flatMap(\.roles)), send)
  }

  @Sendable private func send(_ context: MemberContext) async throws -> Response {
    let (viewer, query) = (context.viewer, context.query)
    guard let table = context.parameters.get("table").flatMap({ ExportedTable(rawValue: $0) }),
      table.roles.contains(viewer.role)
    else { throw Missing() }
    let format = TableFormat(rawValue: query["format"] ?? "") ?? .xlsx
    let (clock, services) = (context.territoryClock, services)
    let file = TemporaryFile()
    do {
      let rows = try await services.database.read { db in
        try file.prepare()
        return try Export(table: table, query: query, viewer: viewer, clock: clock).write(format, to: file.path, db)
      }
      if table.isPersonal { try await note(table, rows, viewer) }
    } catch {
      file.remove()
      throw error
    }
    return try await answer(file, format, name: "\(table.rawValue)-\(viewer.today.iso).\(format.rawValue)")
  }

  /// Names of people leave the program: the journal says who took them, and how many lines.
  private func note(_ table: ExportedTable, _ rows: Int, _ viewer: Viewer) async throws {
    let services = services
    try await services.database.write { db in
      try Journal.record(
        "export", .territory, viewer.territoryID.value,
        "Fichier «\u{202F}\(table.french)\u{202F}» téléchargé\u{202F}: \(FrenchText.count(rows, "ligne", "lignes")).",
        by: viewer, at: services.now, db)
    }
  }

  private func answer(_ file: TemporaryFile, _ format: TableFormat, name: String) async throws -> Response {
    let handle = try FileHandle(forReadingFrom: URL(filePath: file.path))
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: 0)
    // The open handle keeps the bytes; nothing stays on the disk, whatever happens to the connection.
    file.remove()
    return Response(
      status: .ok,
      headers: [
        .contentType: format.mediaType, .contentDisposition: "attachment; filename=\"\(name)\"",
        .cacheControl: "no-store",
      ],
      body: ResponseBody(contentLength: Int(size)) { writer in
        defer { try? handle.close() }
        while let chunk = try handle.read(upToCount: 1 << 16), !chunk.isEmpty {
          try await writer.write(ByteBuffer(bytes: chunk))
        }
        try await writer.finish(nil)
      })
  }
}

/// A file of our own in a folder that nobody else may enter.
private struct TemporaryFile: Sendable {
  let folder = FileManager.default.temporaryDirectory.appending(path: "clausier-\(UUID().uuidString)").path
  var path: String { folder + "/table" }

  func prepare() throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
