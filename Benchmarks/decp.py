# SPDX-License-Identifier: EUPL-1.2
"""The reading, the check and the import of published contracts, against ijson and DuckDB on the same file."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import notices
from measure import HERE, Table, comma, spaced, timed


def peer(name: str, file: Path):
    done = timed([sys.executable, HERE / "decp_peers.py", name, file])
    return done, int(done.output.split()[0])


def read(binary: Path, file: Path) -> Table:
    """Reading and checking. `ijson` and DuckDB only read and add the amounts up."""
    megabytes = file.stat().st_size / 1e6
    ours = timed([binary, "decp", "check", file, "--json"])
    count = json.loads(ours.output)["files"][0]["read"]
    rows = [("clausier decp check", ours, count)]
    rows += [(label, *peer(name, file)) for name, label in [("ijson", "ijson (yajl2_c)"), ("duckdb", "DuckDB read_json")]]
    table = Table(
        f"Lire et contrôler {spaced(count)} avis ({spaced(round(megabytes))} Mo)",
        ["programme", "Mo/s", "rapport", "processeurs (s)", "rapport", "mémoire au plus (Mo)", "avis lus"],
    )
    for label, done, number in rows:
        table.add(
            label, spaced(round(megabytes / done.seconds)), ratio(done.seconds, ours.seconds), comma(done.work),
            ratio(done.work, ours.work), spaced(round(done.megabytes)), spaced(number),
        )
    table.note = "Le contrôle applique toutes les règles\u202f; ijson et DuckDB lisent et additionnent les montants, sans rien contrôler."
    return table


def store(binary: Path, file: Path) -> Table:
    """A first import into SQLite, then the same file again, which changes nothing."""
    folder = Path(tempfile.mkdtemp(prefix="clausier-bench."))
    try:
        timed([binary, "migrate", "--data", folder])
        first = timed([binary, "decp", "import", file, "--json", "--data", folder])
        again = timed([binary, "decp", "import", file, "--json", "--data", folder])
    finally:
        shutil.rmtree(folder)
    read, unchanged = (json.loads(done.output)["files"][0] for done in (first, again))
    assert unchanged["created"] == unchanged["updated"] == 0, "the same file twice changed something"
    python, count = peer("sqlite", file)
    table = Table(
        "Enregistrer dans SQLite",
        ["programme", "avis par seconde", "rapport", "processeurs (s)", "rapport", "mémoire au plus (Mo)"])
    for label, done, number in [
        ("clausier decp import, première fois", first, read["read"]),
        ("clausier decp import, le même fichier", again, unchanged["read"]),
        ("ijson et sqlite3 (Python)", python, count),
    ]:
        table.add(
            label, spaced(round(number / done.seconds)), ratio(done.seconds, first.seconds), comma(done.work),
            ratio(done.work, first.work), spaced(round(done.megabytes)),
        )
    table.note = (
        "clausier contrôle chaque avis, cherche ses versions, garde son empreinte et ses remarques\u202f; "
        "le programme en Python n’écrit que deux tables."
    )
    return table


def ratio(seconds: float, ours: float) -> str:
    return comma(seconds / ours)


def file_of(path: str | None, count: int, folder: Path) -> Path:
    """The file that was given, or an invented one."""
    if path:
        return Path(path).resolve()
    made = folder / "avis.json"
    notices.write(made, count)
    return made
