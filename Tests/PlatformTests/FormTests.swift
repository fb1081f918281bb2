// SPDX-License-Identifier: EUPL-1.2
import Platform
import Testing

@Suite struct FormTests {
  @Test(
    "an encoded body is read as the browser meant it",
    arguments: [
      ("a=1&b=2", [("a", "1"), ("b", "2")]),
      ("nom=Ma%C3%A7onnerie+Leduc&nom=x%3Dy%26z", [("nom", "Maçonnerie Leduc"), ("nom", "x=y&z")]),
      ("seul", [("seul", "")]),
      ("", []),
      ("&&a=&", [("a", "")]),
      ("p=100%", [("p", "100%")]),
      ("p=%zz", [("p", "%zz")]),
      ("a=b=c", [("a", "b=c")]),
    ])
  func reads(body: String, expected: [(String, String)]) throws {
    let form = try Form(encoded: body.utf8)
    #expect(form.fields.map { $0.name } == expected.map { $0.0 })
    #expect(form.fields.map { $0.value } == expected.map { $0.1 })
  }

  @Test("bytes that are not UTF-8 are refused")
  func refusesBytes() { #expect(throws: Form.Failure.notText) { try Form(encoded: "a=%ff%fe".utf8) } }

  @Test("too many fields are refused")
  func refusesMany() {
    let body = Array(repeating: "a=1", count: Form.maximumFields + 1).joined(separator: "&")
    #expect(throws: Form.Failure.tooManyFields) { try Form(encoded: body.utf8) }
  }

  @Test("reading what was written gives the same form", arguments: 0..<50)
  func roundTrip(seed: Int) throws {
    let alphabet = Array("aZ0 éœ&=%+\u{202F}\"<>'\n😀\u{0}")
    let value = String((0..<seed).map { alphabet[($0 * 7 + seed) % alphabet.count] })
    let form = Form([("champ", value), ("b", "")])
    #expect(try Form(encoded: form.encoded.utf8) == form)
  }
}

@Suite struct SecurityTests {
  @Test("a password verifies against its own hash only")
  func passwords() async throws {
    let passwords = Passwords(cost: .light)
    let hash = try await passwords.hash("secret é")
    #expect(hash.hasPrefix("$argon2id$"))
    #expect(try await passwords.verify("secret é", against: hash))
    #expect(try await passwords.verify("secret e", against: hash) == false)
    #expect(try await passwords.verify("secret é", against: nil) == false)
  }

  @Test("tokens are long, distinct, and hashed by SHA-256")
  func tokens() {
    #expect(Token.random().count == 64)
    #expect(Token.random() != Token.random())
    #expect(Token.hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Token.equal("abc", "abc") && !Token.equal("abc", "abd") && !Token.equal("abc", "ab"))
  }
}
