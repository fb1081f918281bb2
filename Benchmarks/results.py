# SPDX-License-Identifier: EUPL-1.2
"""Tables of results against DuckDB on the same lines, and what keeping the rollup costs."""

import csv
import sqlite3
import tempfile
import time
from pathlib import Path

from measure import Table, comma, spaced, timed

# The lines as DuckDB likes them best: one flat table, people already resolved, decided hours alone.
LINES = """
    SELECT l.territory_id, l.month / 100 AS year, l.month, COALESCE(p.merged_into, p.id) AS head, d.kept_units AS units,
      p.gender, t.sector, k.employer_id, k.modality, k.age_at_hiring AS age, c.buyer_id
    FROM hours_line l JOIN hours_decision d ON d.line_id = l.id JOIN participant p ON p.id = l.participant_id
    JOIN employment_contract k ON k.id = l.employment_contract_id JOIN engagement g ON g.id = l.engagement_id
    JOIN lot t ON t.id = g.lot_id JOIN public_contract c ON c.id = t.contract_id WHERE l.kind = 'site'"""
BREAKDOWNS = [("genre", "gender"), ("secteur", "sector"), ("employeur", "employer_id")]


def duck(data: Path):
    import duckdb

    peer = duckdb.connect(config={"threads": 2})
    base = sqlite3.connect(f"file:{data / 'clausier.sqlite'}?mode=ro", uri=True)
    cursor = base.execute(LINES)
    names = [column[0] for column in cursor.description]
    texts = {"gender", "sector", "modality"}
    peer.execute(f"CREATE TABLE line ({', '.join(n + (' VARCHAR' if n in texts else ' BIGINT') for n in names)})")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        csv.writer(file).writerows(cursor)
        file.flush()
        peer.execute(f"COPY line FROM '{file.name}' (HEADER false)")
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
    territory = peer.execute("SELECT territory_id FROM line GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
    table = Table(
        f"Tableaux de résultats ({spaced(lines)} lignes d’heures sur site)",
        ["tableau", "clausier (ms)", "DuckDB (ms)", "rapport"],
    )
    name = place(data, territory)

    def ours(*arguments):
        return best(lambda: timed([binary, *arguments, "--data", data, "--json"]))

    for word, column in BREAKDOWNS:
        for label, here, where in [
            (f"un territoire, un an, par {word}", ["--territory", name], f"territory_id = {territory} AND year = {year}"),
            (f"la France, un an, par {word}", [], f"year = {year}"),
        ]:
            theirs = best(
                lambda where=where, column=column: peer.execute(
                    f"SELECT {column}, sum(units), count(DISTINCT head) FROM line WHERE {where} GROUP BY ALL").fetchall())
            mine = ours("indicators", "--year", year, "--by", word, *here)
            table.add(label, comma(mine), comma(theirs), comma(theirs / mine))
    for label, narrowed, where in [("la France, dix ans", [], "1 = 1"), ("la France, dix ans, les femmes", ["--filter", "genre=F"], "gender = 'F'")]:
        theirs = best(
            lambda where=where: peer.execute(
                f"SELECT year, sum(units), count(DISTINCT head) FROM line WHERE {where} GROUP BY ALL").fetchall())
        mine = ours("history", *narrowed)
        table.add(label, comma(mine), comma(theirs), comma(theirs / mine))
    started = best(lambda: timed([binary, "--version"]))
    table.note = (
        "DuckDB a toutes ses lignes en mémoire, déjà jointes, et ne donne que les heures et les personnes\u202f; clausier lit "
        f"la base, donne dix mesures, les profils et la même période de l’année d’avant, et compte {comma(started)} ms pour démarrer."
    )
    return [table]


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
