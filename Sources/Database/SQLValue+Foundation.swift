// SPDX-License-Identifier: EUPL-1.2
public import struct Foundation.Data

extension Data: SQLConvertible, SQLDecodable {
  public var sqlValue: SQLValue { .blob([UInt8](self)) }
  public init(sqlValue: SQLValue) throws(DatabaseError) { self = Data(try [UInt8](sqlValue: sqlValue)) }
}
