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
    guard format == .pdf, let text = PDFText.read(path) else { return }
    guard !holdsNir(text) else {
      throw FormRejected(
        "fichier",
        "Fichier\u{202F}: ce PDF contient un numéro qui ressemble à un numéro de sécurité sociale. Il n’a pas été gardé. Masquez ce numéro, ou envoyez une pièce qui ne le porte pas\u{202F}: un bulletin de paie se montre, il ne se joint pas."
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
  private static let places = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext"]
  private static let mostBytes = 8 << 20
  private static let seconds = 20.0

  /// Nil where pdftotext is not installed, or reads nothing of this file in time.
  static func read(_ path: String) -> String? {
    guard let tool = places.first(where: FileManager.default.isExecutableFile(atPath:)) else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = ["-q", "-layout", "-l", "200", "-enc", "UTF-8", path, "-"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
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
    return String(decoding: bytes, as: UTF8.self)
  }
}
