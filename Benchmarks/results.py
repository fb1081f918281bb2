# SPDX-License-Identifier: EUPL-1.2
"""Tables of results against DuckDB on the same lines, and what keeping the rollup costs."""

import csv
import sqlite3
import tempfile
import time
from pathlib import Path

from measure import Server, Table, comma, free_port, spaced, timed
from pages import Visitor

# The tables that a table of results is counted from, as DuckDB keeps them: by columns, in memory.
TABLES = {
    "line": "SELECT id, territory_id, month / 100 AS year, month, participant_id, employment_contract_id, engagement_id, kind "
    "FROM hours_line",
    "decision": "SELECT line_id, kept_units FROM hours_decision",
    "person": "SELECT id, COALESCE(merged_into, id) AS head, gender FROM participant",
    "hire": "SELECT id, COALESCE(-parcours_id, id) AS assignment, employer_id FROM employment_contract",
    "body": "SELECT id, COALESCE(CAST(siren AS INTEGER), -id) AS body, employer_kind FROM organisation",
    "place": "SELECT g.id, t.id AS lot, t.contract_id, t.sector, c.buyer_id FROM engagement g "
    "JOIN lot t ON t.id = g.lot_id JOIN public_contract c ON c.id = t.contract_id",
}
TEXTS = {"kind", "gender", "employer_kind", "sector"}
# What a table says of each of its parts and of all of them, this year and the year before.
QUESTION = """
    SELECT {column} AS part, l.year, sum(kept_units) FILTER (kind = 'site'), sum(kept_units) FILTER (kind = 'training'),
      count(DISTINCT head), count(DISTINCT assignment), count(DISTINCT body),
      count(DISTINCT body) FILTER (employer_kind NOT IN ('CLASSIQUE', 'ETT')), count(DISTINCT contract_id), count(DISTINCT lot)
    FROM line l JOIN decision d ON d.line_id = l.id JOIN person p ON p.id = l.participant_id
    JOIN hire k ON k.id = l.employment_contract_id JOIN body o ON o.id = k.employer_id JOIN place g ON g.id = l.engagement_id
    WHERE kind <> 'absence' AND {where} GROUP BY GROUPING SETS (({column}, l.year), (l.year))"""
BREAKDOWNS = [("genre", "gender"), ("secteur", "sector"), ("employeur", "employer_id")]


def duck(data: Path):
    import duckdb

    peer = duckdb.connect(config={"threads": 2})
    base = sqlite3.connect(f"file:{data / 'clausier.sqlite'}?mode=ro", uri=True)
    for table, question in TABLES.items():
        cursor = base.execute(question)
        names = [column[0] for column in cursor.description]
        peer.execute(f"CREATE TABLE {table} ({', '.join(n + (' VARCHAR' if n in TEXTS else ' BIGINT') for n in names)})")
        with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
            csv.writer(file).writerows(cursor)
            file.flush()
            peer.execute(f"COPY {table} FROM '{file.name}' (HEADER false)")
    base.close()
    return peer


def place(data: Path, territory: int) -> str:
    base = sqlite3.connect(data / "clausier.sqlite")
    name = base.execute("SELECT name FROM territory WHERE id = ?", (territory,)).fetchone()[0]
    base.close()
    return name


def best(action, times=7) -> float:
    """The median of several, in milliseconds, after a first that is not counted."""
    action()
    found = []
    for _ in range(times):
        start = time.monotonic()
        action()
        found.append((time.monotonic() - start) * 1000)
    return sorted(found)[len(found) // 2]


def tables(binary: Path, data: Path) -> list[Table]:
    peer = duck(data)
    lines = peer.execute("SELECT count(*) FROM line").fetchone()[0]
    year = peer.execute("SELECT max(year) - 1 FROM line").fetchone()[0]
    territory, own = peer.execute(
        "SELECT territory_id, count(*) FROM line GROUP BY 1 ORDER BY 2 DESC LIMIT 1").fetchone()
    name = place(data, territory)

    def theirs(column, where):
        question = QUESTION.format(column=column, where=where)
        return best(lambda: peer.execute(question).fetchall())

    page = Table(
        f"Tableaux de résultats d’un territoire ({spaced(own)} lignes d’heures, {spaced(lines)} en tout)",
        ["tableau d’un an", "clausier, la page entière (ms)", "DuckDB (ms)", "rapport"],
    )
    port = free_port()
    with Server([binary, "serve", "--data", data, "--port", port], port):
        visitor = Visitor(port)
        assert name in visitor.ask("GET", "/bilans")[1].decode(), "the demonstration’s territory is not the largest"
        for word, column in BREAKDOWNS:
            address = f"/bilans/tableau?annee={year}&par={word}"
            assert visitor.ask("GET", address)[0] == 200, address
            mine = best(lambda address=address: visitor.ask("GET", address))
            other = theirs(column, f"territory_id = {territory} AND year IN ({year}, {year - 1})")
            page.add(f"par {word}", comma(mine), comma(other), comma(other / mine))
    page.note = (
        "DuckDB a les mêmes tables en mémoire et dit, pour la même année et celle d’avant, les heures, les personnes, les "
        "contrats, les entreprises, les structures, les marchés et les lots de chaque ligne\u202f; clausier rend la page, ses "
        "droits, ses profils et la même période de l’année d’avant. Le rapport est celui des deux temps."
    )
    table = Table(
        f"Tableaux de la France ({spaced(lines)} lignes d’heures)", ["tableau", "clausier (ms)", "DuckDB (ms)", "rapport"])
    for word, column in BREAKDOWNS:
        mine = best(lambda word=word: timed([binary, "indicators", "--data", data, "--json", "--year", year, "--by", word]))
        other = theirs(column, f"year IN ({year}, {year - 1})")
        table.add(f"un an, par {word}", comma(mine), comma(other), comma(other / mine))
    for label, narrowed, where in [("dix ans", [], "1 = 1"), ("dix ans, les femmes", ["--filter", "genre=F"], "gender = 'F'")]:
        mine = best(lambda narrowed=narrowed: timed([binary, "history", "--data", data, "--json", *narrowed]))
        other = theirs("1", where)
        table.add(label, comma(mine), comma(other), comma(other / mine))
    started = best(lambda: timed([binary, "--version"]))
    table.note = f"clausier est une commande, qui ouvre la base chaque fois\u202f: {comma(started)} ms pour démarrer."
    return [page, table]


def rollup(binary: Path, data: Path) -> Table:
    """What a month of decisions costs to count again, and everything."""
    table = Table("Compter d’avance", ["travail", "secondes"])
    base = sqlite3.connect(data / "clausier.sqlite")
    month = base.execute("SELECT max(month) FROM hours_line").fetchone()[0]
    base.close()
    whole = timed([binary, "rollup", "--data", data, "--all"])
    table.add("toutes les années, depuis leurs lignes", comma(whole.seconds))
    base = sqlite3.connect(data / "clausier.sqlite")
    territory = base.execute(
        "SELECT territory_id FROM hours_line GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
    base.execute("INSERT INTO figure_dirty (territory_id, year) VALUES (?, ?)", (territory, month // 100))
    base.commit()
    base.close()
    table.add("un mois d’un territoire qui vient d’être importé", comma(timed([binary, "rollup", "--data", data]).seconds))
    return table


def measure(binary: Path, folder: Path, data: Path | None) -> list[Table]:
    if data is None:
        data = folder / "resultats"
        timed([binary, "demo", "--data", data])
    return [rollup(binary, data), *tables(binary, data)]
