// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// One server for a data folder. The system gives the lock back when the process ends, however it ends.
public final class FolderLock: Sendable {
  /// Why there is no lock.
  public enum Failure: Error, Equatable {
    /// Another process has it; its number when it is known.
    case taken(by: String?)
    /// The lock file cannot be written.
    case refused
  }

  /// The file in the folder that bears the lock.
  public static let name = "serveur.verrou"
  private let descriptor: Int32

  /// Takes the lock of a folder, at once or not at all.
  public init(folder: String) throws(Failure) {
    let path = folder + "/" + Self.name
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw .refused }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let number = (try? String(contentsOfFile: path, encoding: .utf8))?.filter(\.isWholeNumber)
      close(opened)
      throw .taken(by: number.flatMap { $0.isEmpty ? nil : $0 })
    }
    ftruncate(opened, 0)
    let number = Array("\(getpid())\n".utf8)
    _ = write(opened, number, number.count)
    descriptor = opened
  }

  deinit { close(descriptor) }
}
