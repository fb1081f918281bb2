// SPDX-License-Identifier: EUPL-1.2

/// Gives each group of hours its person and its contract, or the question that is left.
public struct PreviewBuilder {
  let reading: HoursFileReading
  let ground: FileGround
  let answers: FileAnswers
  let setting: HoursFileReader.Setting
  var preview = HoursFilePreview()
  var people: [Meaning<ID<Participant>>] = []
  var sites: [Meaning<Set<ID<Engagement>>>] = []
  let names: [ID<Participant>: Participant]
  let places: [ID<Engagement>: SiteCandidate]
  let postsByPerson: [ID<Participant>: [FilePost]]
  let postsByMarker: [String: FilePost]
  var waiting: [String: Waiting] = [:]
  /// The box of each person and each site of the file, in their order.
  var personNames: [String] = []
  var siteNames: [String?] = []
  var drafts: [BoxKey: Draft] = [:]

  enum Meaning<Value: Sendable>: Sendable {
    case known(Value)
    case leave, ask
  }

  struct Waiting {
    let subject: FileQuestion.Subject
    let text: String
    var rows: [Int] = []
    var hours = Hours.zero
    let options: [FileQuestion.Option]
    var note: String
    var parts: [FileQuestion.Part] = []
    var chosen: String?
    var isFound = false
  }

  struct Draft {
    let post: FilePost
    var hours = Hours.zero
    var days: [Day: Hours] = [:]
    var isByDay = true
    var isDated = false
    var rows: [HoursFileReading.RowPlace] = []
  }

  private init(
    _ reading: HoursFileReading, _ ground: FileGround, _ setting: HoursFileReader.Setting, _ answers: FileAnswers
  ) {
    (self.reading, self.ground, self.setting, self.answers) = (reading, ground, setting, answers)
    names = Dictionary(ground.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    places = Dictionary(ground.sites.map { ($0.engagement, $0) }, uniquingKeysWith: { first, _ in first })
    postsByPerson = Dictionary(grouping: ground.posts, by: \.head)
    postsByMarker = Dictionary(ground.posts.map { ($0.marker, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public static func build(
    _ reading: HoursFileReading, on ground: FileGround, _ setting: HoursFileReader.Setting, _ answers: FileAnswers
  ) -> HoursFilePreview {
    var builder = PreviewBuilder(reading, ground, setting, answers)
    builder.start()
    builder.resolvePeople()
    builder.resolveSites()
    builder.placeAll()
    builder.finishLines()
    builder.finishQuestions()
    return builder.preview
  }

  mutating func start() {
    preview.faults = reading.faults
    preview.faultCount = reading.faultCount
    preview.aside = reading.aside
    preview.rowCount = reading.rowCount
    preview.sheetMonths = reading.sheetMonths
    (preview.read, preview.announced, preview.announcedFits) = (reading.hours, reading.announced, reading.announcedFits)
  }
}
