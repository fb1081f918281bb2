// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Platform

/// What is looked for inside a file before it is kept: a number of the national register in the text of a PDF, by pdftotext where
/// poppler is installed, and a virus, where clamd listens.
struct ProofInspection: Sendable {
  let services: Services

  func inspect(_ path: String, _ format: ProofFormat) async throws {
    let socket = services.configuration.virusScanner
    // A thread that may wait: neither the server's nor the database's.
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global(qos: .utility).async {
        done.resume(with: Result { try Self.look(path, format, scanner: socket) })
      }
    }
  }

  private static func look(_ path: String, _ format: ProofFormat, scanner: String?) throws {
    if let scanner {
      switch VirusScan.look(path, socket: scanner) {
      case .clean: break
      case .infected:
        throw FormRejected(
          "fichier",
          "Fichier\u{202F}: l’antivirus y a trouvé un logiciel malveillant. Il n’a pas été gardé\u{202F}; prévenez votre informaticien."
        )
      case .unavailable:
        throw FormRejected(
          "fichier",
          "Fichier\u{202F}: l’antivirus ne répond pas, et rien n’est gardé sans lui. Réessayez dans quelques minutes.")
      }
    }
    guard format == .pdf else { return }
    let text = try text(path)
    guard !holdsNir(text) else {
      throw FormRejected(
        "fichier",
        "Fichier\u{202F}: ce PDF contient un numéro qui ressemble à un numéro de sécurité sociale. Il n’a pas été gardé. Masquez ce numéro, ou envoyez une pièce qui ne le porte pas\u{202F}: un bulletin de paie se montre, il ne se joint pas."
      )
    }
  }

  /// The text of a PDF; empty where pdftotext is not installed, which `clausier doctor` says, or reads nothing of it.
  private static func text(_ path: String) throws -> String {
    switch PDFText.read(path) {
    case .text(let text): return text
    case .unread:
      guard PDFText.isEncrypted(path) else { return "" }
      throw FormRejected(
        "fichier",
        "Fichier\u{202F}: ce PDF est protégé par un mot de passe, personne ne pourrait le relire. Ouvrez-le, enregistrez-le ou imprimez-le en PDF sans protection, puis envoyez cette copie."
      )
    case .tooLong:
      throw FormRejected(
        "fichier",
        "Fichier\u{202F}: ce PDF dépasse \(PDFText.mostPages) pages, il ne peut pas être relu en entier. Envoyez-le en plusieurs parties."
      )
    }
  }

  /// Page by page and line by line: two numbers side by side in a table are not one.
  private static func holdsNir(_ text: String) -> Bool {
    text.split(whereSeparator: { $0.isNewline || $0 == "\u{0C}" }).contains { line in
      line.utf8.reduce(0) { $0 + ((48...57).contains($1) ? 1 : 0) } >= 12 && Nir.appears(in: String(line))
    }
  }
}

/// The text layer of a PDF.
enum PDFText {
  enum Reading: Sendable, Equatable {
    case text(String)
    /// pdftotext is not installed, or reads nothing of this file.
    case unread
    /// More pages or text than are read, or too long to read.
    case tooLong
  }

  /// Said on the form: what is longer is not looked at half.
  static let mostPages = 200
  private static let mostBytes = 8 << 20
  private static let seconds = 20.0
  private static let places = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext"]

  /// Where pdftotext is; nil where it is not installed.
  static var tool: String? { places.first(where: FileManager.default.isExecutableFile(atPath:)) }

  static func read(_ path: String) -> Reading {
    guard let tool else { return .unread }
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = ["-q", "-layout", "-l", String(mostPages + 1), "-enc", "UTF-8", path, "-"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return .unread }
    let watch = DispatchWorkItem { if process.isRunning { process.terminate() } }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: watch)
    var bytes = Data()
    while bytes.count < mostBytes, let chunk = try? output.fileHandleForReading.read(upToCount: 1 << 16), !chunk.isEmpty
    {
      bytes += chunk
    }
    if process.isRunning, bytes.count >= mostBytes { process.terminate() }
    process.waitUntilExit()
    watch.cancel()
    // Stopped by us: by the watch, or after more text than is kept.
    if process.terminationReason == .uncaughtSignal || bytes.count >= mostBytes { return .tooLong }
    guard process.terminationStatus == 0 else { return .unread }
    // Each page ends with a form feed.
    return bytes.count { $0 == 0x0C } > mostPages
      ? .tooLong : .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether the trailer names a dictionary of encryption: « /Encrypt 12 0 R », which is never itself compressed.
  static func isEncrypted(_ path: String) -> Bool {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { return false }
    let mark = Data("/Encrypt".utf8)
    var start = bytes.startIndex
    while let found = bytes.range(of: mark, in: start..<bytes.endIndex) {
      let rest = bytes[found.upperBound...].prefix(24).drop {
        $0 == 0x20 || $0 == 0x0A || $0 == 0x0D
      }
      if let next = rest.first, (0x30...0x39).contains(next) || next == 0x3C { return true }
      start = found.upperBound
    }
    return false
  }
}
