// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// A change of an engagement as typed.
struct TypedEvent: Sendable {
  let event: EngagementEvent
  /// The new last day of the engagement, of a tranche, a renewal or an amendment that prolongs it.
  let endsOn: Day?
  /// Its author has seen what is odd and wants it all the same.
  let isConfirmed: Bool
}

/// Reads and shows the form of one change; each nature has its own fields.
enum EngagementEventForm {
  static func read(_ form: Form, on engagement: EngagementFacts, at now: Instant) throws -> TypedEvent {
    var read = FormReader(form)
    let kind = read.code("nature", "Nature", EngagementEventKind.self)
    let day = read.day("effet", "Date d’effet")
    var delta = read.optionalHours("heures", "Heures")
    let amount = read.optionalMoney("montant", "Montant")
    let decided = read.optionalHours("decision", "Heures dues décidées")
    let bearer = read.optionalID("membre", "Membre", of: Organisation.self)
    let reason = read.optionalText("motif", "Motif")
    let end = read.optionalDay("fin", "Nouvelle fin")
    check(kind, delta, amount, decided, reason, &read)
    if let end, let day, end < day { read.refuse("fin", "Nouvelle fin\u{202F}: elle est avant la date d’effet.") }
    try read.check()
    guard let kind, let day else { throw FormRejected("nature", "Nature\u{202F}: à remplir.") }
    // A tranche or a renewal of a rule adds amounts later, not hours now.
    if delta == nil, engagement.terms != .hours, kind == .tranche || kind == .renewal { delta = .zero }
    let event = EngagementEvent(
      kind: kind, effectiveOn: day, recordedAt: now, delta: kind == .termination ? nil : delta,
      amount: kind.hasAmount ? amount : nil, setsTo: kind == .termination ? decided : nil, reason: reason,
      bearer: bearer)
    do throws(ValueError) {
      return TypedEvent(
        event: try event.checked(for: engagement.terms), endsOn: kind.mayProlong ? end : nil,
        isConfirmed: read.isChecked("confirme"))
    } catch {
      throw FormRejected(kind.hasAmount ? "montant" : kind == .termination ? "decision" : "heures", error.sentence)
    }
  }

  private static func check(
    _ kind: EngagementEventKind?, _ delta: Hours?, _ amount: Money?, _ decided: Hours?, _ reason: String,
    _ read: inout FormReader
  ) {
    let (most, mostMoney) = (EngagementForm.mostHours, EngagementForm.mostMoney)
    if let delta, delta < -most || delta > most {
      read.refuse("heures", "Heures\u{202F}: 10\u{202F}000\u{202F}000 au plus.")
    }
    if let delta, delta < .zero, kind == .award || kind == .offer || kind == .renewal || kind == .tranche {
      read.refuse("heures", "Heures\u{202F}: un nombre positif\u{202F}; une baisse est un avenant.")
    }
    if let amount, amount < -mostMoney || amount > mostMoney { read.refuse("montant", "Montant\u{202F}: trop grand.") }
    if let amount, amount <= .zero, kind == .invoice || kind == .order {
      read.refuse(
        "montant",
        kind == .invoice
          ? "Montant\u{202F}: un montant positif\u{202F}; pour une baisse, notez un avoir."
          : "Montant\u{202F}: un montant positif\u{202F}; un bon de commande noté par erreur s’annule dans le tableau.")
    }
    if let amount, amount == .zero, kind == .creditNote {
      read.refuse("montant", "Montant\u{202F}: au-dessus de zéro.")
    }
    if let decided, decided < .zero || decided > most {
      read.refuse("decision", "Heures dues décidées\u{202F}: de 0 à 10\u{202F}000\u{202F}000.")
    }
    if kind == .amendment || kind == .termination, reason.isEmpty { read.refuse("motif", "Motif\u{202F}: à remplir.") }
  }

  /// The nature that comes first: invoices for a rule, amendments for hours.
  static func usual(for engagement: EngagementFacts) -> EngagementEventKind {
    guard case .rule(let rule) = engagement.terms else { return engagement.events.isEmpty ? .award : .amendment }
    return rule.basis == .invoiced ? .invoice : .order
  }

  static func fields(_ kind: EngagementEventKind, _ engagement: EngagementFacts, _ form: Form, asks: Bool)
    -> [FormField]
  {
    func typed(_ name: String) -> String { form[name] ?? "" }
    var fields: [FormField] = [
      .hidden("nature", kind.rawValue), .date("effet", "Date d’effet", value: typed("effet")).helped(kind.dayHelp),
    ]
    if kind.hasAmount {
      fields.append(.number("montant", "Montant hors taxes", value: typed("montant"), unit: "€"))
    }
    if kind.mayHaveHours(in: engagement.terms) {
      let isOptional = engagement.terms != .hours && kind != .amendment && kind != .transfer
      fields.append(
        .number("heures", kind.hoursLabel, value: typed("heures"), unit: "h").helped(kind.hoursHelp)
          .optional(isOptional || kind.hasAmount))
    }
    if kind == .termination {
      fields.append(
        .number("decision", "Heures dues décidées par le donneur d’ordre", value: typed("decision"), unit: "h")
          .helped("Vide tant que la décision n’est pas connue").optional())
    }
    if kind.mayProlong { fields.append(.date("fin", "Nouvelle fin", value: typed("fin")).optional()) }
    if engagement.bearing == .split {
      let members = engagement.bearers.map { Choice($0.id.description, $0.name) }
      fields.append(
        .select("membre", "Membre concerné", members, value: typed("membre"), blank: "Tous, selon leur part").optional()
      )
    }
    let mustSay = kind == .amendment || kind == .termination
    fields.append(
      .text("motif", kind.hasAmount ? "Numéro ou motif" : "Motif", value: typed("motif")).optional(!mustSay))
    if asks { fields.append(.checkbox("confirme", "J’ai vérifié\u{202F}: noter quand même", isChecked: false)) }
    return fields
  }
}

extension EngagementEventKind {
  /// Whether it says an amount of money.
  var hasAmount: Bool { self == .order || self == .invoice || self == .creditNote }
  /// Whether it may move the last day of the engagement.
  var mayProlong: Bool { self == .amendment || self == .tranche || self == .renewal }

  /// Documents say hours only where no rule computes them.
  func mayHaveHours(in terms: EngagementTerms) -> Bool {
    self != .termination && (!hasAmount || terms == .hours)
  }

  fileprivate var hoursLabel: String {
    switch self {
    case .amendment, .transfer: "Heures, en plus ou en moins"
    default: "Heures"
    }
  }

  fileprivate var hoursHelp: HTML {
    switch self {
    case .amendment, .transfer: "− 300 pour une baisse"
    case .offer: "Ce que l’offre ajoute au minimum demandé"
    case .tranche: "Ce que la tranche ajoute"
    case .renewal: "Ce que la reconduction ajoute"
    default: .empty
    }
  }

  fileprivate var dayHelp: HTML {
    switch self {
    case .invoice: "Date de la facture"
    case .creditNote: "Date de l’avoir"
    case .order: "Date du bon de commande"
    default: "Format jj/mm/aaaa"
    }
  }
}

/// What is odd in a change and may be right all the same.
enum EngagementDoubts {
  /// What must be confirmed before it is noted.
  static func of(_ event: EngagementEvent, on engagement: EngagementFacts) -> [FieldError] {
    var doubts: [FieldError] = []
    let isTwin = engagement.events.contains { other in
      other.kind == event.kind && other.effectiveOn == event.effectiveOn && other.delta == event.delta
        && other.amount == event.amount && other.setsTo == event.setsTo && other.bearer == event.bearer
        && other.reason == event.reason
    }
    if isTwin {
      doubts.append(
        FieldError(
          "effet",
          "Le même changement (\(event.french), le \(event.effectiveOn.french)) est déjà noté. Est-ce bien un autre\u{202F}?"
        ))
    }
    let before = engagement.balance(knownAt: event.recordedAt)
    if event.kind == .creditNote, let amount = event.amount, Money(cents: abs(amount.cents)) > before.invoiced {
      doubts.append(
        FieldError("montant", "L’avoir dépasse ce qui est facturé à ce jour (\(before.invoiced.french))."))
    }
    if let delta = event.delta, delta < .zero, engagement.terms == .hours, event.bearer == nil,
      before.firm + delta < .zero
    {
      doubts.append(
        FieldError(
          "heures",
          "La baisse dépasse l’engagement, qui est de \(before.firm.frenchTrimmed)\u{202F}h\u{202F}: il serait compté à zéro."
        ))
    }
    return doubts
  }

  /// What is said after it is noted: a day out of the term.
  static func remark(_ day: Day, _ dates: LotDates, _ engagement: EngagementFacts) -> String? {
    if let first = dates.notifiedOn ?? engagement.startsOn, day < first {
      return "Le \(day.french) est avant le début du lot (\(first.french))\u{202F}: vérifiez la date."
    }
    if let last = [dates.endsOn, engagement.endsOn].compactMap({ $0 }).max(), day > last.adding(months: 12) {
      return "Le \(day.french) est plus d’un an après la fin du lot (\(last.french))\u{202F}: vérifiez la date."
    }
    return nil
  }
}
