# SPDX-License-Identifier: EUPL-1.2
"""What others do with the same file, each in a process of its own: `decp_peers.py ijson|sqlite|duckdb FILE`.

Each prints how many notices it read and the sum of their amounts, so that the reader sees that the work was done."""

import sqlite3
import sys
import tempfile
from decimal import Decimal
from pathlib import Path


def records(path):
    import ijson

    with open(path, "rb") as file:
        yield from ijson.items(file, "marches.marche.item")


def count_and_sum(path):
    count, total = 0, Decimal(0)
    for record in records(path):
        count += 1
        total += Decimal(record["montant"])
    return count, total


def into_sqlite(path):
    """The scalars and the holders of each notice into two tables: no check, no version, no duplicate found."""
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "notices.sqlite")
        base.execute("PRAGMA journal_mode=WAL")
        base.execute(
            "CREATE TABLE notice (id INTEGER PRIMARY KEY, buyer TEXT, reference TEXT, object TEXT, cpv TEXT, procedure TEXT,"
            " place TEXT, months INTEGER, notified TEXT, published TEXT, cents INTEGER, social TEXT)"
        )
        base.execute("CREATE TABLE holder (notice INTEGER, kind TEXT, identifier TEXT)")
        base.execute("CREATE UNIQUE INDEX notice_key ON notice (buyer, reference)")
        base.execute("CREATE INDEX holder_identifier ON holder (identifier)")
        count, total, rows, holders = 0, Decimal(0), [], []

        def flush():
            base.executemany("INSERT OR IGNORE INTO notice VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
            base.executemany("INSERT INTO holder VALUES (?,?,?)", holders)
            base.commit()
            rows.clear()
            holders.clear()

        for record in records(path):
            count += 1
            total += Decimal(record["montant"])
            social = (record.get("considerationsSociales") or {}).get("considerationSociale") or []
            rows.append((
                count, record["acheteur"]["id"], record["id"], record.get("objet"), record.get("codeCPV"),
                record.get("procedure"), record["lieuExecution"]["code"], record.get("dureeMois"),
                record.get("dateNotification"), record.get("datePublicationDonnees"),
                int(Decimal(record["montant"]) * 100), ",".join(social),
            ))
            for holder in record.get("titulaires") or []:
                holders.append((count, holder["titulaire"]["typeIdentifiant"], holder["titulaire"]["id"]))
            if len(rows) >= 1000:
                flush()
        flush()
        base.close()
    return count, total


def with_duckdb(path):
    import duckdb

    return duckdb.execute(
        "SELECT count(*), sum(m.montant) FROM (SELECT unnest(marches.marche) AS m FROM read_json(?, maximum_object_size=2147483647))",
        [path],
    ).fetchone()


if __name__ == "__main__":
    work = {"ijson": count_and_sum, "sqlite": into_sqlite, "duckdb": with_duckdb}[sys.argv[1]]
    count, total = work(sys.argv[2])
    print(count, f"{Decimal(str(total)):.2f}")
