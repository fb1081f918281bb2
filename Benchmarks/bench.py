# SPDX-License-Identifier: EUPL-1.2
"""Measures the program against named alternatives, in one run: only the ratios mean something elsewhere.

    python Benchmarks/bench.py [--binary FILE] [--decp FILE] [--notices 200000] [--lines 100000]
        [--only decp pages hours results takeover checks] [--write FILE]"""

import argparse
import datetime
import os
import tempfile
from pathlib import Path

import checks
import decp
import hours_file
import pages
import results
import takeover
from measure import ROOT, comma, machine

KINDS = ["decp", "pages", "hours", "results", "takeover", "checks"]
parser = argparse.ArgumentParser()
parser.add_argument("--binary", type=Path, default=ROOT / ".build-start" / "release" / "clausier")
parser.add_argument("--decp", help="a real file of version 2 (marches.marche); an invented one without it")
parser.add_argument("--notices", type=int, default=200_000, help="how many notices are invented")
parser.add_argument("--lines", type=int, default=100_000, help="how many lines of hours are taken over")
parser.add_argument("--data", type=Path, help="a folder of data whose results are measured; an invented territory without it")
parser.add_argument("--seconds", type=int, default=10, help="how long each list is asked for")
parser.add_argument("--only", nargs="*", choices=KINDS, default=KINDS)
parser.add_argument("--write", type=Path, help="the page of results, written anew")
asked = parser.parse_args()
binary = asked.binary.resolve()
if not binary.exists():
    raise SystemExit(f"{binary} is missing: make bench builds it, or --binary FILE")

busy = os.getloadavg()[0]
tables = []
with tempfile.TemporaryDirectory(prefix="clausier-bench.") as folder:
    folder = Path(folder)
    if "decp" in asked.only:
        file = decp.file_of(asked.decp, asked.notices, folder)
        tables += [decp.read(binary, file), decp.store(binary, file)]
    if "pages" in asked.only:
        tables += pages.measure(binary, folder, asked.seconds)
    if "hours" in asked.only:
        data = folder / "demonstration"
        if not data.exists():
            pages.demonstration(binary, data)
        tables.append(hours_file.measure(binary, folder, data))
    if "results" in asked.only:
        tables += results.measure(binary, folder, asked.data)
    if "takeover" in asked.only:
        tables.append(takeover.measure(binary, folder, asked.lines))
    if "checks" in asked.only:
        tables.append(checks.measure(binary, folder, asked.data))

page = f"""# Mesures

Chaque tableau vient d’une seule exécution, sur la même machine et les mêmes données\u202f: seuls les rapports valent ailleurs.
Un rapport de 3,0 sur la ligne d’un autre programme dit qu’il y met trois fois plus de temps. `make bench` les refait.

Machine\u202f: {machine()}. Jour\u202f: {datetime.date.today().isoformat()}. Charge au début\u202f: {comma(busy)}\u202f; quand elle
dépasse le nombre de cœurs, les allures ne disent rien et les rapports peu, sauf ceux des secondes de processeur.

""" + "\n".join(table.markdown for table in tables)
if asked.write:
    asked.write.write_text(page, encoding="utf-8")
print(page)
