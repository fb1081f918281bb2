# SPDX-License-Identifier: EUPL-1.2
"""A workbook of 100,000 rows of hours handed over by an employer of the demonstration, read and previewed, against openpyxl."""

import io
import re
import time
import zipfile
from pathlib import Path
from urllib.parse import quote

from measure import Server, Table, comma, free_port, spaced
from pages import Visitor


def employers(visitor: Visitor) -> list[str]:
    """The employers that the page offers."""
    _, page = visitor.ask("GET", "/heures/fichiers")
    chosen = re.search(r'<select[^>]*name="employeur".*?</select>', page.decode(), flags=re.S)
    return re.findall(r'<option value="(\d+)"', chosen.group(0)) if chosen else []


def people(visitor: Visitor) -> tuple[str, list[tuple]]:
    """The employer with the most people in its workbook to fill, and these rows."""
    from openpyxl import load_workbook

    most: tuple[str, list[tuple]] = ("", [])
    for employer in employers(visitor):
        status, content = visitor.ask("GET", f"/heures/fichiers/gabarit?employeur={employer}&mois=2026-09")
        if status != 200:
            continue
        rows = list(load_workbook(io.BytesIO(content), read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True))
        if len(rows) > len(most[1]):
            most = (employer, rows)
    if not most[1]:
        raise SystemExit("the demonstration has nobody in post")
    return most


def workbook(path: Path, rows: list[tuple], count: int):
    """The same people again and again, each time for another day's worth of hours."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Heures")
    sheet.append(["Nom et prénom", "Marché", "Lot", "Mois", "Heures"])
    for number in range(count):
        row = rows[number % len(rows)]
        sheet.append([row[1], row[2], row[3], "09/2026", (number % 7 + 1) / 4])
    book.save(path)


def send(visitor: Visitor, employer: str, file: Path) -> tuple[int, str, bytes]:
    """Hands the file over, with the token of the page; the address of its preview."""
    import http.client

    _, page = visitor.ask("GET", "/heures/fichiers")
    csrf = re.search(r'name="csrf" value="([^"]*)"', page.decode()).group(1)
    edge = "----clausier"
    fields = [("csrf", csrf), ("employeur", employer), ("mois", "2026-09")]
    body = b"".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields
    )
    body += (
        f'--{edge}\r\nContent-Disposition: form-data; name="fichier"; filename="{quote(file.name)}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=600)
    connection.request(
        "POST", "/heures/fichiers", body,
        {"Cookie": visitor.cookie, "Content-Type": f"multipart/form-data; boundary={edge}"},
    )
    answer = connection.getresponse()
    content = answer.read()
    return answer.status, answer.headers.get("Location") or "", content


def peak(server: Server) -> float:
    """The most memory the server ever held, in megabytes."""
    text = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", text).group(1)) / 1024


def measure(binary: Path, folder: Path, data: Path, count: int = 100_000) -> Table:
    """`data` is a demonstration that nobody serves."""
    from openpyxl import load_workbook

    port = free_port()
    file = folder / "heures.xlsx"
    with Server([binary, "serve", "--data", data, "--port", port], port) as server:
        employer, rows = people(Visitor(port))
        workbook(file, rows, count)
    with Server([binary, "serve", "--data", data, "--port", port], port) as server:
        visitor = Visitor(port)
        before = peak(server)
        start = time.monotonic()
        status, address, said = send(visitor, employer, file)
        handed = time.monotonic() - start
        if status != 303:
            words = re.sub(r"<[^>]*>|\s+", " ", said.decode(errors="replace"))
            raise SystemExit(f"the workbook is refused: {status} {words[:2000]}")
        status, page = visitor.ask("GET", address)
        shown = time.monotonic() - start
        if status != 200:
            raise SystemExit(f"{address}: {status}")
        after = peak(server)
    start = time.monotonic()
    read = sum(1 for _ in load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True))
    theirs = time.monotonic() - start
    assert read == count + 1
    inside = sum(part.file_size for part in zipfile.ZipFile(file).infolist()) / 1e6
    table = Table(
        f"Un fichier d’heures de {spaced(count)} lignes ({comma(inside)}\u202fMo une fois ouvert)",
        ["programme", "secondes", "rapport", "mémoire au plus (Mo)"],
    )
    table.add("clausier, de l’envoi à la page qui dit ce qui changerait", comma(shown), "1,0", round(after))
    table.add("openpyxl (read_only), lire les cases", comma(theirs), comma(theirs / shown), "")
    table.note = (
        f"{len(rows)} personnes d’un employeur de la démonstration. L’envoi et la lecture prennent {comma(handed)}\u202fs\u202f; le "
        f"serveur tenait {round(before)}\u202fMo avant. La page fait {spaced(round(len(page) / 1000))}\u202fko. openpyxl ne reconnaît rien."
    )
    return table
