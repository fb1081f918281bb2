// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct HiringRulesTests {
  private let clean = HiringFacts(
    contract: DayRange(from: "2025-10-14", through: nil), modality: .direct, employer: .classique,
    notifiedOn: "2025-01-15",
    validFrom: "2025-10-14", alreadyEmployedFrom: nil)

  private func codes(_ change: (inout HiringFacts) -> Void) -> [String] {
    var facts = clean
    change(&facts)
    return HiringChecks.remarks(on: facts).map(\.code)
  }

  @Test("A hiring validated that day for a notified contract has nothing to say")
  func ordinary() {
    #expect(HiringChecks.remarks(on: clean).isEmpty)
  }

  @Test("Hired before notification, before validation or already in the company: it is said")
  func said() {
    #expect(codes { $0.notifiedOn = "2025-11-01" } == ["before_notification"])
    #expect(codes { $0.validFrom = "2025-10-15" } == ["before_validation"])
    #expect(codes { $0.validFrom = nil } == ["not_validated"])
    #expect(codes { $0.alreadyEmployedFrom = "2024-01-01" } == ["already_employed"])
    #expect(codes { $0.contract = DayRange(from: "2025-10-14", through: "2025-10-13") } == ["ends_before_start"])
    #expect(codes { $0.modality = .madEtti } == ["modality"])
  }

  @Test("The modality proposed for an employer fits it", arguments: EmployerKind.allCases)
  func proposed(employer: EmployerKind) {
    #expect(Modality.usual(for: employer).fits(employer))
  }
}
