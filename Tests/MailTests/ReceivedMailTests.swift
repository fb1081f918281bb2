// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Mail

@Suite struct ReceivedMailTests {
  static let head = "From: =?iso-8859-1?Q?L=E9a_Leduc?= <lea@leduc.example>\r\nTo: x@val.example\r\nSubject: "

  private func read(_ rest: String, encoding: String.Encoding = .utf8) -> ReceivedMail? {
    ReceivedMail(Array((Self.head + rest).data(using: encoding) ?? Data()))
  }

  @Test(
    "subjects and texts are read whatever wrote them",
    arguments: [
      ("=?utf-8?B?UmVsZXbDqQ==?=\r\n =?utf-8?Q?_d=E2=80=99ao=C3=BBt?=\r\n\r\nOui\r\n", "Relevé d’août", "Oui"),
      ("a\nContent-Transfer-Encoding: quoted-printable\n\nD=C3=A9j=C3=A0=\n vu", "a", "Déjà vu"),
      ("a\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: base64\n\nROlq4A==", "a", "Déjà"),
      ("a\nContent-Type: text/html\n\n<style>x</style><p>Oui &amp; non</p><script>alert(1)</script>", "a", "Oui & non"),
      ("a\nContent-Transfer-Encoding: base64\n\n%%%=!", "a", ""),
      ("=?utf-8?X\n\nOui\n> cité\nLe 3 mars, Claire a écrit :\nnon", "=?utf-8?X", "Oui"),
      ("a\n\nLe 3 mars, Claire a écrit :\n> Combien ?\n\nDouze.\n> Et Karim ?\nTrois.", "a", "Douze.\nTrois."),
      ("a\n\nVoir plus bas.\nLe 3 mars, Claire a écrit :\n> Combien ?\nDouze.", "a", "Voir plus bas.\nDouze."),
      ("a\n\n-----Message d’origine-----\nDe : Claire\nCombien ?", "a", "De : Claire\nCombien ?"),
      ("a\nContent-Type: multipart/mixed\n\nSans marque", "a", "Sans marque"),
      ("a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nOuverte", "a", "Ouverte"),
    ])
  func table(rest: String, subject: String, said: String) throws {
    let mail = try #require(read(rest))
    #expect(mail.subject == subject && mail.said == said && mail.from == "lea@leduc.example")
  }

  @Test func theTextPartIsPreferredAndFilesAreNamed() throws {
    let mail = try #require(
      read(
        "a\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/html\n\n<p>Page</p>\n--b\nContent-Type: text/plain\n\nTexte\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"=?utf-8?B?UmVsZXbDqQ==?=.pdf\"\n\nJVBERg==\n--b--\n"
      ))
    #expect(mail.said == "Texte" && mail.attachments == ["Relevé.pdf"] && !mail.isAutomatic)
  }

  @Test func programsAndListsAreKnown() throws {
    for line in ["Auto-Submitted: auto-replied", "Precedence: bulk", "Content-Type: multipart/report; boundary=b"] {
      #expect(try #require(read("a\n\(line)\n\nx")).isAutomatic, "\(line)")
    }
  }

  @Test func hostileMailsEnd() throws {
    #expect(ReceivedMail([UInt8](repeating: 97, count: 30 << 20)) == nil)
    #expect(ReceivedMail([]) == nil && ReceivedMail([0, 255, 10, 10]) == nil)
    let deep = (0..<1000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
    #expect(read("a\n\(deep)\nfin") != nil)
    #expect(try #require(read(String(repeating: "x", count: 1 << 20) + "\n\nOui")).subject.count <= 20_000)
  }
}
