// SPDX-License-Identifier: EUPL-1.2
import Web

/// What is read of a form, written again and read again, is the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard let form = try? Form(encoded: bytes) else { return 0 }
  guard let again = try? Form(encoded: form.encoded.utf8) else { preconditionFailure("what we write is not read") }
  precondition(again.fields.map { "\($0.name)=\($0.value)" } == form.fields.map { "\($0.name)=\($0.value)" })
  return 0
}
