#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Kills the server and an import with SIGKILL in the middle of their work, again and again, and looks at what is left.

While browsers save statements and decisions, and while `clausier decp import` reads a file, both processes are killed
after a moment drawn at random. Each time: what was acknowledged (a 303 to the browser) is there to the last unit,
nothing is half-written, and `clausier verify` says that the ledger holds. At the end the import is run to its end and
must give every notice once.

    Tests/Faults/kill.py [--engine sqlite|postgres] [--rounds N] [--seed N] [--keep]
"""

import argparse
import http.client
import json
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from harness import Place, Postgres

NOTICES = 6_000
BROWSERS = 4

# Each is empty when nothing was half-written.
HALVES = {
    "a statement without its event": """
        SELECT s.id FROM statement s WHERE s.purpose = 'period' AND s.received_at > '{since}' AND NOT EXISTS (
          SELECT 1 FROM journal_event j
          WHERE j.territory_id = s.territory_id AND j.subject = 'statement' AND j.subject_id = s.id
            AND j.kind = 'statement.received')""",
    "an event without its statement": """
        SELECT j.subject_id AS id FROM journal_event j WHERE j.kind = 'statement.received' AND NOT EXISTS (
          SELECT 1 FROM statement s WHERE s.territory_id = j.territory_id AND s.id = j.subject_id)""",
    "a statement without lines": """
        SELECT s.id FROM statement s WHERE s.received_at > '{since}' AND NOT EXISTS (
          SELECT 1 FROM hours_line l WHERE l.territory_id = s.territory_id AND l.statement_id = s.id)""",
    "a hole in the journal": """
        SELECT territory_id AS id FROM journal_event GROUP BY territory_id HAVING MAX(sequence) <> COUNT(*)""",
    "a notice without its source": """
        SELECT n.id FROM notice n WHERE NOT EXISTS (SELECT 1 FROM notice_record s WHERE s.notice_id = n.id)""",
}


def write_notices(path: Path, count: int):
    """A file of essential data: invented contracts of an invented buyer."""
    notices = [
        {
            "id": f"2026-{number:06}",
            "acheteur": {"id": "99000160400018", "nom": "Ville de Saint-Orme"},
            "nature": "Marché",
            "objet": f"Entretien du bâtiment {number}",
            "codeCPV": "45000000",
            "procedure": "Appel d'offres ouvert",
            "lieuExecution": {"code": "49000", "typeCode": "Code postal"},
            "dureeMois": 12,
            "dateNotification": "2026-01-15",
            "datePublicationDonnees": "2026-02-01",
            "montant": 10_000 + number,
            "formePrix": "Ferme",
            "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "99000202400018"}}],
            "modifications": [],
        }
        for number in range(count)
    ]
    path.write_text(json.dumps({"marches": {"marche": notices}}, ensure_ascii=False))


class Declarer(threading.Thread):
    """A person who saves one statement after the other, and remembers those that the server acknowledged."""

    def __init__(self, server, employers, draw: random.Random):
        super().__init__(daemon=True)
        self.server, self.employers, self.draw = server, employers, draw
        self.acknowledged: list[tuple[int, int]] = []
        self.kept: list[int] = []
        self.refused: list[str] = []
        # What the server said while it could not write.
        self.told: list[str] = []
        self.stopped = False

    def run(self):
        try:
            browser = self.server.browser(timeout=20).enter("Facilitateur")
            # Nobody is left once each of the employers has declared.
            while self.employers and not self.stopped:
                self.declare(browser)
        except (OSError, http.client.HTTPException):
            pass  # The server was killed: what it did not acknowledge may be there or not.
        except AssertionError as error:
            self.refused.append(str(error))

    def declare(self, browser):
        employer = self.draw.choice(self.employers)
        page = browser.get(f"/heures/releves/nouveau?employeur={employer}&mois=2026-10")
        if page.status == 503:
            self.told.append(page.sentence)
            time.sleep(0.2)
            return
        fields = page.fields()
        boxes = [name for name in fields if re.fullmatch(r"h_\d+_\d+_\d+_site", name)]
        if not boxes:
            self.employers.remove(employer)
            return
        fields = {name: value for name, value in fields.items() if not name.startswith(("h_", "j_"))}
        fields.pop("aucune", None)
        declared = 0
        for box in boxes:
            hours = self.draw.randint(1, 60)
            fields[box] = str(hours)
            declared += hours * 300
        fields["csrf"] = page.csrf
        answer = browser.post("/heures/releves", fields)
        if answer.status == 303 and "/verification" in (answer.location or ""):
            # The step before sending: the server keeps what was typed, and the button sends it.
            review = browser.get(answer.location)
            if review.status == 503:
                self.told.append(review.sentence)
                return
            answer = browser.post("/heures/releves", review.fields())
        found = re.fullmatch(r"/heures/releves/(\d+)", answer.location or "")
        if answer.status == 303 and found:
            self.acknowledged.append((int(found.group(1)), declared))
        elif answer.status == 503:
            self.told.append(answer.sentence)
        elif answer.status != 409:
            self.refused.append(f"{answer.status} {answer.location or str()} {answer.sentence[:300]}")


def one_round(place, file, draw, employers, since, postgres):
    server = place.serve()
    declarers = [Declarer(server, list(part), random.Random(draw.random())) for part in employers]
    importing = place.start("decp", "import", str(file))
    for declarer in declarers:
        declarer.start()
    time.sleep(draw.uniform(0.15, 2.5))
    # Every other time the database is killed too, where it is a process of its own.
    if postgres and draw.random() < 0.5:
        postgres.stop("immediate")
        server.kill()
        importing.kill()
        postgres.start()
    else:
        server.kill()
        importing.kill()
    for declarer in declarers:
        declarer.stopped = True
        declarer.join(30)
    return (
        [one for declarer in declarers for one in declarer.acknowledged],
        [text for declarer in declarers for text in declarer.refused],
    )


def faults_left(place, acknowledged, since) -> list[str]:
    """What is wrong with the database after a kill."""
    faults = []
    verified = place.run("verify", check=False)
    if verified.returncode != 0:
        faults.append(f"verify: {verified.returncode}\n{verified.stdout[-1500:]}{verified.stderr[-500:]}")
    rows = place.rows(
        "SELECT s.id, CAST(COALESCE(SUM(l.declared_units), 0) AS BIGINT) AS units FROM statement s"
        " LEFT JOIN hours_line l ON l.territory_id = s.territory_id AND l.statement_id = s.id"
        f" WHERE s.received_at > '{since}' GROUP BY s.id ORDER BY s.id"
    )
    stored = {row["id"]: row["units"] for row in rows}
    for statement, units in acknowledged:
        if stored.get(statement) != units:
            faults.append(f"statement {statement}: {units} units acknowledged, {stored.get(statement)} stored")
    for name, question in HALVES.items():
        found = place.rows(" ".join(question.format(since=since).split()))
        if found:
            faults.append(f"{name}: {[row['id'] for row in found][:5]}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the data for a look")
    parser.add_argument("--demo", type=Path, help="a demonstration folder to copy instead of making one")
    options = parser.parse_args()

    folder = Path(tempfile.mkdtemp(prefix="clausier-kill."))
    postgres = Postgres() if options.engine == "postgres" else None
    try:
        return run(options, folder, postgres)
    finally:
        if postgres:
            postgres.close()
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def run(options, folder, postgres) -> int:
    draw = random.Random(options.seed)
    place = Place(url=postgres.database("kill")) if postgres else Place(folder / "data")
    if options.demo and not postgres:
        shutil.copytree(options.demo, folder / "data")
    else:
        place.run("demo")
    write_notices(folder / "notices.json", NOTICES)
    since = place.rows("SELECT MAX(received_at) AS at FROM statement")[0]["at"]
    ids = [row["id"] for row in place.rows("SELECT DISTINCT employer_id AS id FROM employment_contract ORDER BY 1")]
    draw.shuffle(ids)
    # Each browser has its own employers: two statements of one employer at once are refused, and rightly.
    employers = [ids[number::BROWSERS] for number in range(BROWSERS)]
    acknowledged, begun = [], time.monotonic()
    cut = 0
    for number in range(1, options.rounds + 1):
        saved, refused = one_round(place, folder / "notices.json", draw, employers, since, postgres)
        acknowledged += saved
        faults = refused + faults_left(place, acknowledged, since)
        if faults:
            print(f"round {number}, seed {options.seed}:", *faults, sep="\n  ", flush=True)
            return 1
        done = place.rows("SELECT COUNT(*) AS n FROM notice")[0]["n"]
        cut += done < NOTICES
        if number % 10 == 0 or options.rounds <= 10:
            print(
                f"{number} kills: {len(acknowledged)} statements acknowledged, all there; {done} notices",
                flush=True,
            )
    place.run("decp", "import", str(folder / "notices.json"))
    done = place.rows("SELECT COUNT(*) AS n FROM notice")[0]["n"]
    faults = faults_left(place, acknowledged, since) + ([f"{done} notices"] if done != NOTICES else [])
    if faults:
        print("at the end:", *faults, sep="\n  ", flush=True)
        return 1
    print(
        f"{options.engine}: {options.rounds} kills in {time.monotonic() - begun:.0f} s, {len(acknowledged)} statements"
        f" acknowledged and all there, import cut {cut} times before its end and whole in the end, verify 0 each time"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
