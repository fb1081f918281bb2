// SPDX-License-Identifier: EUPL-1.2

/// What one examination of an installation gave.
public struct Finding: Sendable, Equatable {
  /// How bad it is.
  public enum State: String, Sendable, CaseIterable {
    case sound
    /// Works today, and will not always.
    case watch
    case fault
  }

  /// Stable name, for scripts: `subject.question`.
  public let name: String
  public let state: State
  /// What was seen, in a sentence.
  public let sentence: String
  /// What to do, in a sentence; empty when all is well.
  public let advice: String

  public init(_ name: String, _ state: State, _ sentence: String, advice: String = "") {
    (self.name, self.state, self.sentence, self.advice) = (name, state, sentence, advice)
  }
}

extension Finding.State {
  /// The word that begins the line.
  public var french: String {
    switch self {
    case .sound: "bon"
    case .watch: "à suivre"
    case .fault: "FAUTE"
    }
  }
}
