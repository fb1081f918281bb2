// SPDX-License-Identifier: EUPL-1.2
import CLibPQ
import Foundation

/// One connection to the server, opened when first needed and again when it was cut.
///
/// Unchecked because libpq's pointer is not `Sendable`: the pool gives a link to one transaction at a time.
final class PostgresLink: @unchecked Sendable {
  private let url: String
  private let settings: Database.Settings
  private(set) var connection: OpaquePointer?
  /// Names of the statements prepared on this connection, by text.
  private var prepared: [String: String] = [:]
  /// The SQLSTATE of the last error of the transaction under way.
  private(set) var failureState: String?
  private var wasConnected = false

  /// A statement kept prepared costs the server memory: beyond this number they are all forgotten.
  private static let preparedLimit = 500

  init(url: String, settings: Database.Settings) {
    self.url = url
    self.settings = settings
  }

  deinit { disconnect() }

  var isLost: Bool { connection == nil || PQstatus(connection) != CONNECTION_OK }
  var isIdle: Bool { !isLost && PQtransactionStatus(connection) == PQTRANS_IDLE }

  func disconnect() {
    if let connection { PQfinish(connection) }
    connection = nil
    prepared = [:]
  }

  // MARK: Opening

  /// Connects unless connected. A server that answered before, or that says it is starting or full, is awaited.
  func connect() throws(DatabaseError) {
    if !isLost { return }
    let deadline = DispatchTime.now() + .seconds(settings.patience)
    while true {
      do throws(DatabaseError) { return try connectOnce() } catch {
        guard DispatchTime.now() < deadline, wasConnected || Self.isPassing(error) else { throw error }
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
  }

  private func connectOnce() throws(DatabaseError) {
    disconnect()
    // What comes before `dbname` yields to the address, what comes after does not.
    let options = [
      ("connect_timeout", "5"), ("fallback_application_name", "clausier"), ("dbname", url), ("client_encoding", "UTF8"),
    ]
    connection = Self.open(options)
    guard !isLost else {
      let message = connection.map { String(cString: PQerrorMessage($0)) } ?? "out of memory"
      disconnect()
      throw .unavailable(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
    try command(session)
    wasConnected = true
  }

  private var session: String {
    """
    SET statement_timeout = '\(settings.statementTimeout)s'; SET lock_timeout = '\(settings.patience)s';
    SET idle_in_transaction_session_timeout = '300s'; SET TimeZone = 'UTC'; SET bytea_output = 'hex';
    SET standard_conforming_strings = on
    """
  }

  private static func open(_ options: [(String, String)]) -> OpaquePointer? {
    let names = options.map { strdup($0.0) } + [nil]
    let values = options.map { strdup($0.1) } + [nil]
    defer { for text in names + values { free(text) } }
    return names.map { UnsafePointer($0) }.withUnsafeBufferPointer { names in
      values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
        PQconnectdbParams(names.baseAddress, values.baseAddress, 1)
      }
    }
  }

  private static func isPassing(_ error: DatabaseError) -> Bool {
    guard case .unavailable(let message) = error else { return false }
    return ["too many", "connection slots", "starting up", "shutting down", "recovery mode"].contains(
      where: message.contains)
  }

  // MARK: Statements

  /// Runs a command without parameters.
  @discardableResult
  func command(_ text: String) throws(DatabaseError) -> PostgresResult {
    try checked(PQexec(connection, text))
  }

  /// Runs a statement and gives its whole result.
  func run(_ text: String, _ values: [SQLValue], prepared isPrepared: Bool) throws(DatabaseError) -> PostgresResult {
    let parameters = PostgresParameters(values)
    guard isPrepared else {
      return try checked(
        parameters.withPointers {
          PQexecParams(connection, text, parameters.count, nil, $0, $1, $2, 0)
        })
    }
    let name = try prepare(text)
    return try checked(
      parameters.withPointers {
        PQexecPrepared(connection, name, parameters.count, $0, $1, $2, 0)
      })
  }

  /// Runs a statement and gives its rows one at a time until `visit` says to stop; what is left is read and dropped.
  @discardableResult
  func stream(
    _ text: String, _ values: [SQLValue], prepared isPrepared: Bool, _ visit: (Row) -> Bool
  ) throws(DatabaseError) -> [String] {
    try send(text, PostgresParameters(values), isPrepared ? try prepare(text) : nil)
    var columns: PostgresColumns?
    var goesOn = true
    var failure: DatabaseError?
    while let pointer = PQgetResult(connection) {
      do throws(DatabaseError) {
        let result = try checked(pointer)
        let known = columns ?? result.columns()
        columns = known
        for row in 0..<result.rowCount where goesOn { goesOn = visit(result.row(row, known)) }
      } catch {
        failure = failure ?? error
        if isLost { break }
      }
    }
    if let failure { throw failure }
    return columns?.names.list ?? []
  }

  private func send(_ text: String, _ parameters: PostgresParameters, _ name: String?) throws(DatabaseError) {
    let sent = parameters.withPointers { values, lengths, formats in
      if let name { return PQsendQueryPrepared(connection, name, parameters.count, values, lengths, formats, 0) }
      return PQsendQueryParams(connection, text, parameters.count, nil, values, lengths, formats, 0)
    }
    guard sent == 1 else { throw lost() }
    PQsetSingleRowMode(connection)
  }

  private func prepare(_ text: String) throws(DatabaseError) -> String {
    if let name = prepared[text] { return name }
    if prepared.count >= Self.preparedLimit {
      try command("DEALLOCATE ALL")
      prepared = [:]
    }
    let name = "s\(prepared.count)"
    _ = try checked(PQprepare(connection, name, text, 0, nil))
    prepared[text] = name
    return name
  }

  // MARK: Errors

  /// Forgets the failure of the transaction before.
  func forgetFailure() { failureState = nil }

  /// The table that a prepared statement reads has changed: its name is of no use any more.
  func forgetPrepared() throws(DatabaseError) {
    prepared = [:]
    try command("DEALLOCATE ALL")
  }

  /// Takes hold of a result, and throws what it reports.
  func checked(_ pointer: OpaquePointer?) throws(DatabaseError) -> PostgresResult {
    guard let pointer else { throw lost() }
    let result = PostgresResult(pointer)
    if result.isSuccess { return result }
    failureState = result.field("C")
    let error = DatabaseError(postgres: result)
    // The server says that it ends this connection before it does so.
    if error == .cut { disconnect() }
    if isLost || failureState == nil { throw lost() }
    throw error
  }

  /// A connection that libpq can no longer speak on.
  func lost() -> DatabaseError {
    let error = connection.map { String(cString: PQerrorMessage($0)) } ?? ""
    if !isLost && !error.isEmpty { return .failed(code: "libpq", message: error) }
    disconnect()
    return .cut
  }
}
