// SPDX-License-Identifier: EUPL-1.2

/// The words by which temp agencies, structures and building firms head their columns. Compared without accents nor case; the
/// longest phrase found in a heading wins, and among equals the first of the list.
enum HeadingWords {
  /// How sure a heading is: an exact phrase is 100, a phrase inside a longer heading less.
  struct Guess: Sendable, Hashable {
    let role: ColumnRole
    let score: Int
  }

  static func guess(_ heading: String) -> Guess? {
    let words = fold(heading)
    guard !words.isEmpty, words.count <= 120 else { return nil }
    if let number = dayOfMonth(words, heading) { return Guess(role: .hoursOfDay(number), score: 50) }
    if let month = monthHeading(words) { return Guess(role: .hoursOfMonth(month), score: 90) }
    // A part of another column.
    if words.hasPrefix("dont ") { return Guess(role: .unused, score: 90) }
    var best: (role: ColumnRole, length: Int)?
    let padded = " \(words) "
    for (role, phrases) in table {
      for phrase in phrases where padded.contains(" \(phrase) ") {
        if phrase == words { return Guess(role: role, score: 100) }
        let length = phrase.split(separator: " ").count
        if length > best?.length ?? 0 { best = (role, length) }
      }
    }
    return best.map { Guess(role: $0.role, score: min(60 + 10 * $0.length, 95)) }
  }

  /// A heading that announces the number that this program may not hold.
  static func announcesNir(_ heading: String) -> Bool {
    let padded = " \(fold(heading)) "
    return nirPhrases.contains { padded.contains(" \($0) ") }
  }

  /// Words apart where a heading glues them: `HeuresTravaillees`, `h_travaillees`.
  static func fold(_ heading: String) -> String {
    var spaced = ""
    var wasLower = false
    for character in heading {
      if character.isUppercase, wasLower { spaced.append(" ") }
      spaced.append(character)
      wasLower = character.isLowercase
    }
    return Search.fold(spaced)
  }

  /// `14`, `lun 14`, or a date: a column of one day.
  private static func dayOfMonth(_ words: String, _ heading: String) -> Int? {
    if let day = Day(iso: heading.trimmed) ?? (try? Day.parse(heading)) {
      return day.year * 10_000 + day.monthNumber * 100 + day.day
    }
    let parts = words.split(separator: " ")
    guard let last = parts.last, last.count <= 2, let number = Int(last), (1...31).contains(number) else { return nil }
    if parts.count == 1 { return number }
    let days = ["l", "m", "j", "v", "s", "d", "lu", "ma", "me", "je", "ve", "sa", "di", "jour", "j"]
    return parts.count == 2 && (days.contains(String(parts[0])) || isWeekday(parts[0])) ? number : nil
  }

  private static func isWeekday(_ word: Substring) -> Bool {
    word.count >= 3
      && ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"].contains { $0.hasPrefix(word) }
  }

  /// `octobre`, `oct 26`, `heures octobre 2026`: a column of one month.
  private static func monthHeading(_ words: String) -> Int? {
    var parts = words.split(separator: " ").map(String.init)
    parts.removeAll { ["heures", "h", "de", "d", "mois", "nb", "nombre", "total"].contains($0) }
    guard (1...2).contains(parts.count), let number = CellReading.monthNumber(parts[0]) else { return nil }
    guard parts.count == 2 else { return number }
    guard let year = CellReading.year(parts[1]) else { return nil }
    return year * 100 + number
  }

  private static let nirPhrases = [
    "nir", "n ss", "nss", "no ss", "num ss", "numero ss", "securite sociale", "secu", "n secu", "n insee", "no secu",
    "numero insee", "immatriculation ss",
  ]

  private static let table: [(ColumnRole, [String])] = [
    (
      .unused,
      [
        "taux", "montant", "prix", "tarif", "euros", "euro", "cout", "ht", "ttc", "tva", "coef", "coefficient",
        "facture", "n facture", "telephone", "tel", "portable", "mail", "email", "courriel", "adresse", "signature",
        "observations", "observation", "commentaire", "commentaires", "remarques", "iban", "salaire", "tuteur",
        "lieu de naissance", "code postal", "ville", "qualification", "poste", "metier", "emploi", "rome",
        "type de contrat", "type contrat", "nature du contrat", "nature contrat", "date d embauche", "date embauche",
        "date entree", "date d entree", "date sortie", "date de sortie", "debut contrat", "debut de contrat",
        "date debut contrat", "date de debut de contrat", "fin contrat", "fin de contrat", "date fin contrat",
        "date de fin de contrat", "base horaire", "horaire hebdo", "heures hebdo", "heures hebdomadaires",
        "heures par semaine", "heures contractuelles", "heures theoriques", "heures prevues", "heures a realiser",
        "heures restantes", "reste", "solde", "etp", "emi part etp", "sexe", "civilite", "nationalite", "statut",
        "critere", "n contrat", "n de contrat", "numero de contrat", "numero contrat", "rqth", "rsa", "dont",
        "emi ctr id",
        "emi afi id", "emi date validation", "emi motif sortie id", "n siret", "siret", "jours", "nb jours",
        "nombre de jours", "objectif", "cumul annuel", "cumul depuis", "cumul",
      ]
    ),
    (.marker, ["repere", "repere ne pas modifier"]),
    (.bornOn, ["date de naissance", "date naissance", "date naiss", "naissance", "ne le", "nee le", "ne e le", "ddn"]),
    (
      .personNumber,
      [
        "matricule", "n salarie", "no salarie", "numero salarie", "numero de salarie", "code salarie",
        "code interimaire", "n interimaire", "numero interimaire", "id salarie", "ref salarie", "identifiant",
        "identifiant salarie", "badge", "emi pph id", "pph id",
      ]
    ),
    (
      .hours(.training),
      [
        "formation", "heures de formation", "heures formation", "h formation", "cfa", "heures cfa", "h cfa", "ecole",
        "heures ecole", "centre de formation", "heures en formation", "heures en centre",
      ]
    ),
    (.hours(.tutoring), ["tutorat", "heures de tutorat", "heures tutorat", "h tutorat"]),
    (
      .hours(.absence),
      [
        "absence", "absences", "heures d absence", "heures absence", "h absence", "h abs", "abs", "maladie", "conges",
        "heures non travaillees", "intemperies", "arret de travail",
      ]
    ),
    (
      .total,
      [
        "total", "total heures", "total h", "total general", "total des heures", "total mois", "total du mois",
        "totaux",
        "nb heures total", "nombre d heures total", "total hs",
      ]
    ),
    (
      .hours(.site),
      [
        "heures", "heure", "nb heures", "nb d heures", "nb h", "nbre heures", "nbre d heures", "nombre heures",
        "nombre d heures", "heures travaillees", "heures effectuees", "heures realisees", "h travaillees",
        "h effectuees", "h realisees", "heures sur site", "heures site", "heures chantier", "heures sur chantier",
        "h chantier", "heures d insertion", "heures insertion", "h insertion", "hrs", "hn", "h norm", "h normales",
        "heures normales", "hs", "h sup", "hs 25", "hs 50", "h sup 25", "h sup 50", "heures sup", "heures sup 25",
        "heures sup 50", "heures supplementaires", "heures de nuit", "heures nuit", "heures facturees", "h facturees",
        "heures payees", "h payees", "quantite", "qte", "qte heures", "volume horaire", "duree", "temps", "temps passe",
        "temps de travail", "emi nb heures travail", "nb hres", "hres", "heures trav", "h trav",
        "heures realisees sur le chantier", "heures mission", "heures de mission", "volume heures", "h",
      ]
    ),
    (
      .nature,
      [
        "nature", "nature des heures", "nature heures", "nature d heures", "type d heures", "type heures",
        "type d heure", "type heure", "rubrique", "libelle rubrique", "lib rubrique", "code rubrique", "activite",
        "motif",
      ]
    ),
    (
      .client,
      [
        "client", "nom client", "nom du client", "raison sociale client", "entreprise utilisatrice", "utilisateur",
        "eu",
        "raison sociale", "donneur d ordre", "maitre d ouvrage", "maitrise d ouvrage", "acheteur", "titulaire",
        "societe utilisatrice", "entreprise cliente",
      ]
    ),
    (.lot, ["lot", "n lot", "no lot", "n de lot", "numero lot", "numero de lot", "lots", "code lot"]),
    (
      .reference,
      [
        "n marche", "no marche", "n de marche", "numero marche", "numero de marche", "num marche", "ref marche",
        "reference marche", "reference du marche", "code marche", "code chantier", "n chantier", "n affaire",
        "code affaire", "numero d affaire", "operation ref", "n operation", "ref chantier", "reference",
      ]
    ),
    (
      .site,
      [
        "chantier", "site", "nom du chantier", "nom chantier", "libelle chantier", "site de travail", "lieu de mission",
        "lieu d intervention", "lieu de travail", "lieu", "affaire", "nom affaire", "libelle affaire", "operation",
        "projet", "mission", "marche", "intitule du marche", "intitule marche", "nom du marche", "marche lot",
        "marche et lot", "lot marche", "chantier lot", "chantier client", "client chantier", "marche concerne",
        "nom de l operation", "designation", "programme", "objet", "site d intervention", "sous elements", "libelle",
        "chantier marche", "marche chantier",
      ]
    ),
    (
      .employer,
      [
        "employeur", "siret employeur", "employeur siret", "structure", "siae", "agence", "etti", "nom structure",
        "entreprise employeur", "structure employeuse", "entreprise", "societe", "entreprise d insertion", "geiq",
      ]
    ),
    (
      .from,
      [
        "date debut", "date de debut", "debut", "du", "debut periode", "debut de periode", "periode du", "semaine du",
        "periode start", "debut mission", "debut de mission", "date debut mission", "date de debut de mission", "start",
        "date debut periode", "periode debut",
      ]
    ),
    (
      .through,
      [
        "date fin", "date de fin", "fin", "au", "fin periode", "fin de periode", "periode au", "semaine au",
        "periode end", "fin mission", "fin de mission", "date fin mission", "date de fin de mission", "end",
        "date fin periode", "periode fin",
      ]
    ),
    (.week, ["semaine", "n semaine", "no semaine", "numero semaine", "sem", "n de semaine", "numero de semaine"]),
    (
      .month,
      [
        "mois", "periode", "mois travaille", "mois concerne", "mois annee", "mois de paie", "periode de paie",
        "mois paie", "mois de travail", "emi sme mois", "periode aaaa mm", "mois facture", "periode concernee",
      ]
    ),
    (.year, ["annee", "exercice", "an", "emi sme annee"]),
    (
      .day,
      [
        "date", "jour", "date travaillee", "date du jour", "date de pointage", "date pointage", "date travail",
        "date intervention", "date d intervention", "jour travaille",
      ]
    ),
    (
      .firstName, ["prenom", "prenoms", "prenom salarie", "prenom du salarie", "prenom interimaire", "prenom usuel"]
    ),
    (
      .fullName,
      [
        "nom prenom", "nom et prenom", "nom prenoms", "prenom nom", "prenom et nom", "nom et prenoms", "salarie",
        "salaries", "nom du salarie", "nom salarie", "nom prenom du salarie", "nom prenom salarie", "salarie e",
        "nom et prenom du salarie", "nom de l interimaire", "interimaire", "nom interimaire", "collaborateur",
        "collaborateurs", "beneficiaire", "participant", "personne", "agent", "employe", "ouvrier", "apprenti",
        "nom complet", "identite", "intervenant", "salarie en insertion", "personnel", "name", "nom apprenti",
        "salarie en parcours", "nom du beneficiaire",
      ]
    ),
    (
      .lastName,
      ["nom", "nom de famille", "nom usuel", "nom d usage", "nom de naissance", "nom patronymique", "noms", "nom jf"]
    ),
  ]
}

/// What a heading alone tells.
public enum ColumnHeading {
  /// Whether it announces numbers of the national register, which stop a file.
  public static func announcesNir(_ heading: String) -> Bool {
    heading.utf8.count <= 80 && HeadingWords.announcesNir(heading)
  }
}
