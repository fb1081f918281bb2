// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation

@testable import App

/// Small lists in the form in which publishers give theirs. The places and the codes of places are invented.
enum ReferenceSample {
  static let communes2025 = """
    typecom,code_insee,libelle,dep,siren_epci,commune_parente,codes_postaux
    COM,49901,Vernelle,49,200999901,,49910|49911
    COM,49902,Saint-Aubert,49,200999901,,49912
    COM,49903,Les Rives,49,200999901,,49910
    COMD,49902,Saint-Aubert,49,,49902,49912
    """
  /// Saint-Aubert has another name, Les Rives joined Vernelle, Clairbois is new.
  static let communes2026 = """
    typecom,code_insee,libelle,dep,siren_epci,commune_parente,codes_postaux
    COM,49901,Vernelle,49,200999901,,49910|49911
    COM,49902,Saint-Aubert-sur-Vern,49,200999901,,49912
    COMD,49902,Saint-Aubert,49,,49902,49912
    COM,49904,Clairbois,49,200999901,,49913
    """
  static let districts2015 = """
    code_qp;lib_qp;insee_com;lib_com
    QP049901;Les Tilleuls;49901;Vernelle
    """
  /// As the publisher writes it: a mark, semicolons, zeros kept by a formula, several communes in one cell.
  static let districts2024 = """
    \u{FEFF}code_qp;lib_qp;insee_com;lib_com
    QN04901M;Les Tilleuls;="49901";Vernelle
    QN04902N;Le Port;"49901;49904";"Clairbois; Vernelle"
    """
  static let cpv = """
    code,cle,libelle,parent
    45000000,7,Travaux de construction,
    45210000,2,Travaux de construction de bâtiments,45000000
    3000000,1,Produits agricoles,
    """
  static let naf = "code,libelle\n43.99C,\"Travaux de maçonnerie générale\"\n81.21Z,Nettoyage courant des bâtiments\n"
  static let naf2025 = "NAF 2025 divisions,Intitulés\n1,Culture\n02,Sylviculture\n"
  static let rome = """
    grand_domaine,domaine_professionnel,code_rome,description_code_rome,date_mise_à_jour_metabase
    F- Bâtiment,F17- Gros œuvre,F1703,Maçon / Maçonne,2024-10-08
    """
  static let intercommunalities = "epci,libepci,nature_epci,nb_com\n200999901,Vernelle Agglomération,CA,3\n"

  /// Writes a file for a test, in a folder of its own.
  static func file(_ text: String, _ name: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "reference-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: name).path
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  static func read(_ text: String, _ name: String = "liste.csv") throws -> ReferenceReading {
    try ReferenceFile.read(try file(text, name))
  }
}
