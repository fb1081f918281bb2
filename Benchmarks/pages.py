# SPDX-License-Identifier: EUPL-1.2
"""The lists of a territory against the Django list of the same rows, and a table as a workbook against openpyxl."""

import csv
import html
import http.client
import io
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from measure import ENVIRONMENT, HERE, Server, Table, comma, free_port, load, spaced, timed


class Visitor:
    """Enters the demonstration as a facilitator, keeps the cookie."""

    def __init__(self, port: int):
        self.port, self.cookie = port, ""
        status, page = self.ask("GET", "/connexion")
        for form in re.findall(r"<form\b.*?</form>", page.decode(), flags=re.S):
            membership = re.search(r'name="membership" value="(\d+)"', form)
            if membership and "acilitat" in html.unescape(form):
                self.ask("POST", "/connexion/demonstration", urlencode({"membership": membership.group(1)}))
                return
        raise SystemExit("the demonstration has no button for a facilitator")

    def ask(self, method: str, path: str, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = line.partition(";")[0]
        connection.close()
        return answer.status, content

    def further(self, path: str, pages: int) -> str:
        """The address of a page further on, by the links of the list."""
        for _ in range(pages):
            _, content = self.ask("GET", path)
            following = re.search(r'href="([^"]*[?&;]apres=[^"]*)"', content.decode())
            if not following:
                return path
            path = html.unescape(following.group(1))
        return path


def demonstration(binary: Path, folder: Path) -> tuple[float, int]:
    """Invents the territory; how long it took, and how many lines of hours it has."""
    made = timed([binary, "demo", "--data", folder])
    base = sqlite3.connect(folder / "clausier.sqlite")
    lines = base.execute("SELECT count(*) FROM hours_line").fetchone()[0]
    base.close()
    return made.seconds, lines


def cookie_of_django(data: Path, folder: Path) -> str:
    """Gives it a copy of the database, and the cookie of a signed-in account."""
    copy = folder / "django.sqlite"
    source, target = sqlite3.connect(data / "clausier.sqlite"), sqlite3.connect(copy)
    source.backup(target)
    target.execute("PRAGMA journal_mode=WAL")
    source.close()
    target.close()
    ENVIRONMENT["BENCH_DATABASE"] = str(copy)
    return timed([sys.executable, "-m", "django_lists.site", "prepare"], HERE).output.strip()


def lists(server: Server, visitor: Visitor, data: Path, folder: Path, lines: int, seconds: int) -> Table:
    cookie = cookie_of_django(data, folder)
    port = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{port}", "django_lists.site:app"]
    deep = visitor.further("/heures/lignes", 20)
    pairs = [
        ("Lignes d’heures, première page", "/heures/lignes", "/lignes"),
        ("Lignes d’heures, page 21", deep, "/lignes?page=21"),
        ("Lots et leurs heures, première page", "/marches?pour=equipe", "/lots"),
    ]
    table = Table(
        f"Listes d’un territoire ({spaced(lines)} lignes d’heures)",
        ["page", "clausier (par s)", "99\u202f% sous", "Django (par s)", "99\u202f% sous", "rapport"],
    )
    with Server(gunicorn, port, folder=HERE):
        for label, ours, theirs in pairs:
            mine = load(server.port, ours, visitor.cookie, seconds)
            peer = load(port, theirs, cookie, seconds)
            if mine.bad or peer.bad:
                raise SystemExit(f"{label}: {mine.bad} and {peer.bad} answers that are not a page")
            table.add(
                label, round(mine.per_second), mine.slowest, round(peer.per_second), peer.slowest,
                comma(mine.per_second / peer.per_second),
            )
    table.note = (
        "Quatre connexions\u202f; un processus de clausier, deux de gunicorn, sur une copie de la même base. Les pages de "
        "clausier portent en plus le menu, les filtres, les totaux et les droits de chaque rôle."
    )
    return table


def files(visitor: Visitor) -> Table:
    """The peer is given the rows: it reads no database and checks no right."""
    start = time.monotonic()
    status, workbook = visitor.ask("GET", "/fichiers/lignes?format=xlsx")
    ours = time.monotonic() - start
    _, text = visitor.ask("GET", "/fichiers/lignes?format=csv")
    rows = [
        [float(cell.replace(",", ".")) if re.fullmatch(r"-?\d+(,\d+)?", cell) else cell for cell in row]
        for row in csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";")
    ]
    assert status == 200 and len(rows) > 1, "the table did not come"
    from openpyxl import Workbook

    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Lignes")
        for row in rows:
            sheet.append(row)
        book.save(Path(folder) / "lignes.xlsx")
        theirs = time.monotonic() - start
    table = Table(f"Un classeur de {spaced(len(rows) - 1)} lignes", ["programme", "lignes par seconde", "rapport"])
    table.add("clausier, de la question à la réponse", spaced(round((len(rows) - 1) / ours)), "1,0")
    table.add("openpyxl (write_only), les lignes en mémoire", spaced(round((len(rows) - 1) / theirs)), comma(theirs / ours))
    table.note = "clausier lit la base, applique les droits et écrit la notice des colonnes\u202f; openpyxl n’écrit que les lignes."
    return table


def measure(binary: Path, folder: Path, seconds: int) -> list[Table]:
    data = folder / "demonstration"
    took, lines = demonstration(binary, data)
    port = free_port()
    tables = []
    with Server([binary, "serve", "--data", data, "--port", port], port) as server:
        visitor = Visitor(port)
        if shutil.which("wrk"):
            tables.append(lists(server, visitor, data, folder, lines, seconds))
        else:
            print("wrk is not installed: the lists are not measured", file=sys.stderr)
        tables.append(files(visitor))
    made = Table("Inventer un territoire", ["lignes d’heures", "secondes"])
    made.add(spaced(lines), comma(took))
    return [*tables, made]
