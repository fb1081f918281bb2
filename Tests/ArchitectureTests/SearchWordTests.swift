// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@Suite("Words of the search")
struct SearchWordTests {
  @Test(
    "a file that writes a name that is looked for writes its words",
    arguments: SourceTree.productFiles.filter { $0.target == "App" })
  func written(file: SourceFile) throws {
    let tables = "(public_contract|participant|lot|operation|agreement|territory_organisation)"
    let columns = "(number|name|title|reference|place|last_name|first_name)"
    let writing = try Regex("INSERT INTO \(tables) \\(|UPDATE (organisation|\(tables)) SET \(columns) =")
    guard file.text.contains(writing) else { return }
    #expect(file.text.contains("SearchWords.write("), "names written here would not be found")
  }
}
