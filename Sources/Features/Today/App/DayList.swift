// SPDX-License-Identifier: EUPL-1.2
import Domain

/// One thing to do: who, why now, what was last said, and the link that does it.
struct DayTask: Sendable {
  let key: DayTaskKey
  let title: String
  let why: String
  let action: String
  let path: String
  /// What a note on it is about.
  var subject = NoteSubject()
  var correspondent: Correspondent?
  var message: PreparedMessage?
  var said: LastSaid?
  /// Put off until today.
  var comesBack = false

  var kind: DayTaskKind { key.kind }
}

/// What the page shows of all that there is to do, in one order.
struct DayList: Sendable {
  enum Row: Sendable {
    case task(DayTask)
    /// The others of a kind.
    case more(DayTaskKind, Int)
  }

  /// How many of one kind are shown before they are said in one line.
  static let most = 5

  let rows: [Row]
  /// How many things there are to do.
  let count: Int
  /// Put off or done, and still to be seen if wanted.
  let away: [(task: DayTask, mark: DayMark)]

  /// `only` shows every task of one kind.
  init(_ tasks: [DayTask], marks: [String: DayMark], only kind: DayTaskKind? = nil, on today: Day) {
    let wanted = tasks.filter { kind == nil || $0.kind == kind }
    away = wanted.compactMap { task in
      marks[task.key.description].flatMap { $0.hides(on: today) ? (task: task, mark: $0) : nil }
    }
    let hidden = Set(away.map(\.task.key))
    let open = wanted.filter { !hidden.contains($0.key) }.map { task in
      var task = task
      task.comesBack = marks[task.key.description]?.comesBack(on: today) == true
      return task
    }
    count = open.count
    // Who waits for an answer, then what was put off to today, then by kind: within a kind, as its list is ordered.
    let requests = open.filter { $0.kind == .request }
    let back = open.filter { $0.comesBack && $0.kind != .request }
    let others = open.filter { !$0.comesBack && $0.kind != .request }
    let groups = Dictionary(grouping: others, by: \.kind)
    rows =
      Self.limited(requests, all: kind != nil) + back.map(Row.task)
      + DayTaskKind.allCases.flatMap { Self.limited(groups[$0] ?? [], all: kind != nil) }
  }

  /// The first few of a kind, then one line for the others.
  private static func limited(_ tasks: [DayTask], all: Bool) -> [Row] {
    guard let kind = tasks.first?.kind, !all, tasks.count > most else { return tasks.map(Row.task) }
    return tasks.prefix(most).map(Row.task) + [.more(kind, tasks.count - most)]
  }
}
