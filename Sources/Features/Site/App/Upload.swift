// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Platform
import Synchronization

/// A file that a browser sent, on the server's disk.
struct UploadedFile: Sendable, Equatable {
  /// The name of the form's field.
  let field: String
  /// What its owner calls it, without folders.
  let name: String
  /// Where it stands, outside what is served to browsers.
  let path: String
  let bytes: Int
}

/// The answers and the files of one form. Files that nobody keeps are removed once the request is answered.
final class Upload: Sendable {
  let form: Form
  let files: [UploadedFile]
  private let kept = Mutex<Set<String>>([])

  init(_ form: Form = Form(), files: [UploadedFile] = []) { (self.form, self.files) = (form, files) }

  func keep(_ file: UploadedFile) { kept.withLock { _ = $0.insert(file.path) } }

  func removeOthers() {
    for file in files where !kept.withLock({ $0.contains(file.path) }) {
      try? FileManager.default.removeItem(atPath: file.path)
    }
  }
}

/// Why a file was not taken.
struct UploadRefused: UserFacingError, Equatable {
  let sentence: String
  var kind: ErrorKind { .invalid }

  static let unreadable = UploadRefused(
    sentence: "Cet envoi est illisible. Revenez en arrière, rechargez la page et choisissez de nouveau le fichier.")
  static let cut = UploadRefused(
    sentence: "L’envoi s’est arrêté avant la fin du fichier. Vérifiez la connexion et renvoyez-le.")
  static let full = UploadRefused(
    sentence:
      "Le serveur n’a plus assez de place pour ce fichier. Prévenez la personne qui l’exploite\u{202F}; rien n’a été enregistré."
  )
  static let unwritable = UploadRefused(
    sentence:
      "Le serveur ne peut pas écrire ce fichier. Prévenez la personne qui l’exploite\u{202F}; rien n’a été enregistré.")

  static func tooLarge(_ limit: Int) -> UploadRefused {
    if limit <= LinkLimit.uploadBytes {
      return UploadRefused(
        sentence:
          "Cet envoi dépasse \(FrenchNumber.whole(limit >> 20))\u{A0}Mo\u{202F}: rien n’a été gardé. Réduisez la photo, ou numérisez en noir et blanc."
      )
    }
    return UploadRefused(
      sentence:
        "Cet envoi dépasse \(FrenchNumber.whole(limit >> 20))\u{A0}Mo, la limite de ce serveur. Découpez le fichier, ou demandez à "
        + "la personne qui exploite Clausier de le lire par une commande.")
  }
}

/// Takes an upload as it arrives: nothing of it is held in memory but a chunk, and nothing is written before the form's token is
/// found right, which browsers send first because it stands first.
struct UploadReader {
  let folder: String
  /// Bytes of the whole body.
  let limit: Int
  let csrf: String

  /// What must remain free on the disk: the database lives there too.
  private static let reserve = 64 << 20

  func read(_ request: Request) async throws -> Upload {
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard length <= limit else { throw UploadRefused.tooLarge(limit) }
    var sink = UploadSink(folder: folder, csrf: csrf)
    do {
      try sink.prepare(for: length + Self.reserve)
      var multipart = try Multipart(contentType: request.headers[.contentType] ?? "")
      var received = 0
      for try await chunk in request.body {
        received += chunk.readableBytes
        guard received <= limit else { throw UploadRefused.tooLarge(limit) }
        try multipart.feed(chunk.readableBytesView) { try sink.take($0) }
      }
      try multipart.finish()
      return try sink.finish()
    } catch {
      sink.discard()
      throw Self.refusal(error)
    }
  }

  private static func refusal(_ error: any Error) -> any Error {
    switch error {
    case Multipart.Failure.truncated: UploadRefused.cut
    case is Multipart.Failure: UploadRefused.unreadable
    default: error
    }
  }
}

/// Where the parts of an upload go.
struct UploadSink {
  let folder: String
  let csrf: String
  private var fields: [(name: String, value: String)] = []
  private var files: [UploadedFile] = []
  private var part: Multipart.Part?
  private var text: [UInt8] = []
  private var handle: FileHandle?
  private var path = ""
  private var count = 0

  init(folder: String, csrf: String) { (self.folder, self.csrf) = (folder, csrf) }

  /// Makes the folder, for this program's eyes only, and looks whether the disk has room.
  func prepare(for bytes: Int) throws {
    let disk = FileManager.default
    do {
      try disk.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw UploadRefused.unwritable }
    let attributes = try? disk.attributesOfFileSystem(forPath: folder)
    if let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value, free < Int64(bytes) {
      throw UploadRefused.full
    }
  }

  mutating func take(_ event: Multipart.Event) throws {
    switch event {
    case .part(let part): try begin(part)
    case .data(let bytes): try add(bytes)
    case .partEnd: try end()
    }
  }

  private mutating func begin(_ part: Multipart.Part) throws {
    (self.part, text, count) = (part, [], 0)
    guard let name = part.fileName, !name.isEmpty else { return }
    guard isAllowed else { throw ForgedForm() }
    path = "\(folder)/\(Token.random())"
    handle = try Self.create(path)
  }

  private var isAllowed: Bool {
    Token.equal(fields.first { $0.name == csrfFieldName }?.value ?? "", csrf)
  }

  static func create(_ path: String) throws -> FileHandle {
    let made = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard made, let handle = FileHandle(forWritingAtPath: path) else { throw UploadRefused.unwritable }
    return handle
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) throws {
    count += bytes.count
    if let handle { return try Self.write(bytes, to: handle) }
    // A file that has no name has no content either; an answer that is too long is no answer of ours.
    guard text.count + bytes.count <= 65_536 else { throw UploadRefused.unreadable }
    text += bytes
  }

  static func write(_ bytes: ArraySlice<UInt8>, to handle: FileHandle) throws {
    do { try handle.write(contentsOf: Data(bytes)) } catch {
      let posix = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError) ?? (error as NSError)
      let isFull = posix.code == Int(ENOSPC) || (error as? CocoaError)?.code == .fileWriteOutOfSpace
      throw isFull ? UploadRefused.full : UploadRefused.unwritable
    }
  }

  private mutating func end() throws {
    guard let part else { return }
    if let handle {
      do { try handle.close() } catch { throw UploadRefused.unwritable }
      self.handle = nil
      files.append(
        UploadedFile(field: part.name, name: String((part.fileName ?? "").prefix(200)), path: path, bytes: count))
    } else if part.fileName == nil {
      guard let value = String(validating: text, as: UTF8.self) else { throw UploadRefused.unreadable }
      fields.append((part.name, value))
    }
    self.part = nil
  }

  func finish() throws -> Upload {
    guard isAllowed else { throw ForgedForm() }
    return Upload(Form(fields), files: files)
  }

  /// Removes what was written of an upload that is not taken.
  mutating func discard() {
    try? handle?.close()
    if handle != nil { try? FileManager.default.removeItem(atPath: path) }
    for file in files { try? FileManager.default.removeItem(atPath: file.path) }
  }
}
