# SPDX-License-Identifier: EUPL-1.2
"""One figure, the same everywhere: on the page, in XLSX, in CSV, from the command line, and from the lines themselves."""

import csv
import io
import json
import random
from decimal import ROUND_HALF_UP, Decimal

from openpyxl import load_workbook

SEED = 20261124
FIGURES = 40
# Each table is a page, two files and two commands: six of them hold hundreds of figures.
TABLES = 6
YEARS = [2024, 2025, 2026]
# Each breakdown, with what a line must be grouped by to find its rows again.
BREAKDOWNS = {
    "mois": "l.month % 100",
    "lot": "g.lot_id",
    "marche": "t.contract_id",
    "employeur": "k.employer_id",
}
# The code of each figure, its column on the page and its column in the files.
MEASURES = {
    "hours.done": ("Heures", "Heures réalisées"),
    "people": ("Personnes", "Personnes"),
    "assignments": ("Contrats", "Contrats et missions"),
    "lots": ("Lots", "Lots"),
}


def number(text) -> Decimal:
    """A number as a person reads it, a workbook holds it or a program gets it, to the hundredth."""
    digits = str(text).replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace("h", "").replace(",", ".")
    return Decimal(digits or "0").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def row_of(rows: list, label: str, title: str, where: str) -> Decimal:
    """The cell of a table whose first row holds titles and whose first column holds labels."""
    titles = [str(cell).strip() for cell in rows[0]]
    assert title in titles, f"{where}: no column {title!r} in {titles}"
    found = [row for row in rows[1:] if str(row[0]).strip() == label]
    assert len(found) == 1, f"{where}: {len(found)} rows {label!r}"
    return number(found[0][titles.index(title)])


class Table:
    """A table of one year by one breakdown, in all its forms."""

    def __init__(self, page, server, territory, year, breakdown):
        self.where = f"{year} by {breakdown}"
        address = f"annee={year}&par={breakdown}"
        page.goto(f"/bilans/tableau?{address}")
        self.page = page.eval_on_selector(
            "#tableau table",
            "table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.replace('à vérifier', '').trim()))",
        )
        answer = page.request.get(f"/fichiers/tableau?format=xlsx&{address}")
        assert answer.status == 200
        book = load_workbook(io.BytesIO(answer.body()), read_only=True)
        self.xlsx = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        answer = page.request.get(f"/fichiers/tableau?format=csv&{address}")
        assert answer.status == 200
        self.csv = list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig")), delimiter=";"))
        said = server.run("indicators", "--year", str(year), "--territory", territory, "--by", breakdown, "--json")
        self.said = json.loads(said)["rows"]
        self.raw = raw(server, territory, year, BREAKDOWNS[breakdown])

    def figures(self):
        """Rows whose label is theirs alone: two lots may bear one name, and only the command line says which is which."""
        labels = [row["label"] for row in self.said]
        return [(row, code) for row in self.said if labels.count(row["label"]) == 1 for code in MEASURES]

    def forms(self, row, code) -> dict:
        on_page, in_file = MEASURES[code]
        value = next(value["value"] for value in row["values"] if value["code"] == code)
        return {
            "page": row_of(self.page, row["label"], on_page, f"page, {self.where}"),
            "xlsx": row_of(self.xlsx, row["label"], in_file, f"xlsx, {self.where}"),
            "csv": row_of(self.csv, row["label"], in_file, f"csv, {self.where}"),
            "command line": number(value),
            # A row may be there for the year before alone.
            "lines": self.raw.get(str(row["key"]), figures_of([]))[code],
        }


def raw(server, territory, year, key) -> dict:
    """The same figures added up from the lines here, by nothing that the program counts with."""
    question = f"""
        SELECT {key} AS part, p.head_id AS person, COALESCE(-k.parcours_id, k.id) AS assignment, g.lot_id AS lot,
          SUM(d.kept_units) AS units
        FROM hours_line l
        JOIN hours_decision d ON d.line_id = l.id
        JOIN engagement g ON g.id = l.engagement_id
        JOIN lot t ON t.id = g.lot_id
        JOIN employment_contract k ON k.id = l.employment_contract_id
        JOIN participant_head p ON p.participant_id = l.participant_id
        JOIN territory y ON y.id = l.territory_id
        WHERE l.kind = 'site' AND l.month BETWEEN {year}01 AND {year}12 AND y.name = '{territory.replace("'", "''")}'
        GROUP BY 1, 2, 3, 4"""
    sums = {}
    for line in server.run("sql", "--json", question).splitlines():
        row = json.loads(line)
        sums.setdefault(str(row["part"]), []).append(row)
    return {part: figures_of(rows) for part, rows in sums.items()}


def figures_of(rows) -> dict:
    def counted(name):
        totals = {}
        for row in rows:
            totals[row[name]] = totals.get(row[name], 0) + row["units"]
        return Decimal(sum(units > 0 for units in totals.values()))

    # An hour is 300 units.
    hours = (Decimal(sum(row["units"] for row in rows)) / 300).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return {"hours.done": hours, "people": counted("person"), "assignments": counted("assignment"), "lots": counted("lot")}


def test_forty_figures_are_the_same_everywhere(sign_in, server):
    territory = json.loads(server.run("sql", "--json", "SELECT name FROM territory ORDER BY id").splitlines()[0])["name"]
    page = sign_in("Facilitateur")
    chance = random.Random(SEED)
    asked = chance.sample([(year, breakdown) for year in YEARS for breakdown in BREAKDOWNS], TABLES)
    tables = [Table(page, server, territory, year, breakdown) for year, breakdown in asked]
    known = [(table, row, code) for table in tables for row, code in table.figures()]
    assert len(known) >= FIGURES, f"only {len(known)} figures to choose from"
    faults = []
    for table, row, code in chance.sample(known, FIGURES):
        forms = table.forms(row, code)
        if len(set(forms.values())) != 1:
            faults.append(f"{table.where}, {row['label']}, {code}: {forms}")
    assert not faults, "\n".join(faults)
