#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The worst day, one fault after the other: each must end in a French sentence and a server that still answers.

After each fault: nothing that was acknowledged is lost and `clausier verify` says that the ledger holds.

    Tests/Faults/faults.py [NAME…] [--list] [--keep] [--demo FOLDER]
"""

import argparse
import ctypes
import http.client
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import harness
from harness import Browser, Place, Postgres, Refused
from kill import Declarer, faults_left, write_notices

ADDRESS, PASSWORD = "essai@clausier.example", "une phrase assez longue pour entrer"


class Skipped(Exception):
    """Why a fault cannot be made here."""


def expect(truth, what):
    if not truth:
        raise AssertionError(what)


def expect_french(text: str, *words: str):
    """A sentence for a person: no trace, no name of a type, and the words that tell what is wrong."""
    for word in ("Fatal error", "Swift.", "GRDB", "Error Domain", "libpq", "Crash", "Thread 0"):
        expect(word not in text, f"« {word} » is shown: {text[-600:]}")
    expect(any(word in text for word in words), f"none of {words} in: {text[-600:]}")


def as_root():
    if os.getuid() != 0:
        raise Skipped("only root may mount a small disk")


class SmallDisk:
    """A file system in memory, of a few megabytes, of a mount namespace that only this process and its children see."""

    def __init__(self, folder: Path, megabytes: int):
        as_root()
        self.folder = folder
        folder.mkdir()
        self._mount("-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder))

    def _mount(self, *arguments):
        if subprocess.run(["mount", *arguments], capture_output=True, text=True).returncode != 0:
            raise Skipped("mount is refused here")

    def read_only(self):
        self._mount("-o", "remount,ro", str(self.folder))

    def fill(self):
        with open(self.folder / "remplissage", "wb", buffering=0) as file:
            for size in (1 << 20, 4096):
                try:
                    while file.write(b"\0" * size) == size:
                        pass
                except OSError:
                    pass

    def free(self):
        (self.folder / "remplissage").unlink()

    def close(self):
        subprocess.run(["umount", "-l", str(self.folder)], capture_output=True)


class Load:
    """A few people who save statements, until told to stop."""

    def __init__(self, place: Place, server, count=3, seed=1):
        ids = [row["id"] for row in place.rows("SELECT DISTINCT employer_id AS id FROM employment_contract ORDER BY 1")]
        draw = random.Random(seed)
        draw.shuffle(ids)
        self.people = [Declarer(server, ids[n::count], random.Random(draw.random())) for n in range(count)]
        for one in self.people:
            one.start()

    @property
    def acknowledged(self):
        return [saved for one in self.people for saved in one.acknowledged]

    @property
    def told(self):
        return [text for one in self.people for text in one.told]

    @property
    def refused(self):
        return [text for one in self.people for text in one.refused]

    def wait_for_more(self, count=3, timeout=40):
        wanted = len(self.acknowledged) + count
        deadline = time.monotonic() + timeout
        while len(self.acknowledged) < wanted:
            expect(time.monotonic() < deadline, f"nothing more is saved; refused: {self.refused[-2:]}")
            time.sleep(0.1)

    def stop(self):
        for one in self.people:
            one.stopped = True
        for one in self.people:
            one.join(40)


class Day:
    """A folder for one fault, and copies of the demonstration."""

    def __init__(self, folder: Path, demo: Path, since: str):
        self.folder, self.demo, self.since = folder, demo, since

    def place(self, folder: Path | None = None) -> Place:
        folder = folder or Path(tempfile.mkdtemp(dir=self.folder)) / "data"
        shutil.copytree(self.demo, folder, dirs_exist_ok=True)
        return Place(folder)

    def whole(self, place, acknowledged=()):
        faults = faults_left(place, list(acknowledged), self.since)
        expect(not faults, "\n".join(faults))


def healthy(server, status=200, timeout=20):
    """Waits for /health to answer with a status, and says after how long."""
    begun = time.monotonic()
    last = None
    while time.monotonic() - begun < timeout:
        try:
            last = server.get("/health", timeout=5).status
            if last == status:
                return time.monotonic() - begun
        except (OSError, http.client.HTTPException) as error:
            last = error
        time.sleep(0.1)
    raise AssertionError(f"/health: {last}, not {status}\n{server.process.said[-800:]}")


def disk_full(day: Day):
    disk = SmallDisk(day.folder / "petit", 72)
    try:
        place = day.place(disk.folder / "data")
        write_notices(day.folder / "avis.json", 4_000)
        with place.serve() as server:
            load = Load(place, server)
            load.wait_for_more()
            disk.fill()
            deadline = time.monotonic() + 30
            while not load.told and time.monotonic() < deadline:
                time.sleep(0.1)
            expect(load.told, "the disk is full and nobody was told")
            for said in load.told:
                expect_french(said, "disque", "place", "instant")
            healthy(server)
            for command in (["backup", str(disk.folder / "copie.sqlite")], ["decp", "import", str(day.folder / "avis.json")]):
                done = place.run(*command, check=False)
                expect(done.returncode != 0, f"{command} ended well on a full disk")
                expect_french(done.stdout + done.stderr, "disque est plein", "place")
            expect(not (disk.folder / "copie.sqlite").exists(), "half a backup is left")
            disk.free()
            for one in load.people:
                one.refused.clear()
            load.wait_for_more()
            load.stop()
            healthy(server)
        day.whole(place, load.acknowledged)
        return f"{len(load.acknowledged)} statements kept"
    finally:
        disk.close()


def read_only_folder(day: Day):
    disk = SmallDisk(day.folder / "fige", 72)
    try:
        place = day.place(disk.folder / "data")
        disk.read_only()
        for command in (["serve", "--port", "0"], ["migrate"], ["decp", "import", __file__]):
            done = place.run(*command, check=False)
            expect(done.returncode not in (0, -6, -11), f"{command}: {done.returncode}")
            expect_french(done.stdout + done.stderr, "droit", "écrire", "lecture")
        return "serve, migrate and import refuse with a sentence"
    finally:
        disk.close()


def torn_file(day: Day):
    place = day.place()
    copy = day.folder / "copie.sqlite"
    place.run("backup", str(copy))
    file = place.folder / "clausier.sqlite"
    whole = file.read_bytes()
    told = []
    draw = random.Random(3)
    patched = bytearray(whole)
    for _ in range(200):
        at = draw.randrange(100, len(patched) - 512)
        patched[at : at + 512] = draw.randbytes(512)
    cases = {
        "half": whole[: len(whole) // 2],
        "a hundred bytes": whole[:100],
        "no header": b"\0" * 4096 + whole[4096:],
        "overwritten": bytes(patched),
        "another file": b"Ceci n'est pas une base.\n" * 400,
    }
    for name, content in cases.items():
        for old in place.folder.glob("clausier.sqlite*"):
            old.unlink()
        file.write_bytes(content)
        for command in ("verify", "doctor"):
            done = place.run(command, check=False)
            expect(done.returncode not in (0, -6, -11), f"{name}: {command} says {done.returncode}\n{done.stdout[-500:]}")
            expect_french(done.stdout + done.stderr, "abîmé", "n’est pas une base", "intégrité", "Intégrité", "base")
        try:
            with place.serve() as server:
                answers = [server.get(path) for path in ("/health", "/connexion")]
                browser = server.browser()
                try:
                    browser.enter("Facilitateur")
                    answers += [browser.get(path) for path in ("/marches", "/heures", "/participants", "/entreprises")]
                except AssertionError:
                    pass
                for answer in answers:
                    expect(answer.status in (200, 303, 404, 503), f"{name}: {answer.status} {answer.sentence[:200]}")
                    if answer.status == 503 and not answer.body.startswith("{"):
                        expect_french(answer.sentence, "base", "instant")
                expect(server.process.process.poll() is None, f"{name}: the server died")
                told.append(f"{name}: /health {answers[0].status}")
        except Refused as refusal:
            expect_french(str(refusal), "abîmé", "n’est pas une base")
            told.append(f"{name}: no start")
    place.run("restore", "--replace", str(copy))
    day.whole(place)
    return "; ".join(told) + "; restored"


def clock_back(day: Day):
    if not shutil.which("faketime"):
        raise Skipped("Debian's package faketime is not installed")
    place = day.place()
    place.run("verify")
    offset = day.folder / "horloge"
    offset.write_text("+0d")
    settings = [f"FAKETIME_TIMESTAMP_FILE={offset}", "FAKETIME_NO_CACHE=1", "DONT_FAKE_MONOTONIC=1"]
    # The time comes from the file, which changes under way, and not from the variable that `faketime` sets.
    away = ["env", *settings, "faketime", "-f", "+0d", "env", "-u", "FAKETIME"]
    server = harness.Server(harness.Process([*away, harness.BINARY, "serve", "--port", "0", *place.options]))
    try:
        load = Load(place, server)
        load.wait_for_more()
        for away in ("-1h", "-40d", "+2d", "-900d", "+0d"):
            offset.write_text(away)
            healthy(server)
            time.sleep(1)
            page = server.get("/connexion")
            expect(page.status == 200, f"{away}: {page.status}")
        for one in load.people:
            one.refused.clear()
        load.stop()
        again = Load(place, server, seed=2)
        again.wait_for_more()
        again.stop()
        healthy(server)
    finally:
        # `faketime` waits for its child and passes no signal on.
        wrapper = server.process.process.pid
        for child in Path(f"/proc/{wrapper}/task/{wrapper}/children").read_text().split():
            os.kill(int(child), signal.SIGTERM)
        server.process.wait(30)
    day.whole(place, load.acknowledged + again.acknowledged)
    return f"{len(load.acknowledged) + len(again.acknowledged)} statements kept"


def two_servers(day: Day):
    place = day.place()
    with place.serve() as server:
        second = place.run("serve", "--port", "0", check=False)
        expect(second.returncode not in (0, -6, -11), "a second server started")
        expect_french(second.stdout + second.stderr, "déjà")
        healthy(server)
        taken = day.place().run("serve", "--port", str(server.port), check=False)
        expect(taken.returncode not in (0, -6, -11), "a port was served twice")
        expect_french(taken.stdout + taken.stderr, "port", "adresse")
        healthy(server)
    day.whole(place)
    return "the second says who has the folder"


def postgres_gone(day: Day, seconds=60):
    postgres = Postgres()
    try:
        place = Place(url=postgres.database("absente"))
        place.run("demo")
        since = place.rows("SELECT MAX(received_at) AS at FROM statement")[0]["at"]
        with place.serve() as server:
            load = Load(place, server)
            load.wait_for_more()
            postgres.stop("immediate")
            healthy(server, 503)
            until = time.monotonic() + seconds
            pages = 0
            while time.monotonic() < until:
                begun = time.monotonic()
                answer = server.get("/connexion", timeout=20)
                expect(answer.status == 503, f"{answer.status} while the database is away")
                expect_french(answer.sentence, "base", "instant")
                expect(time.monotonic() - begun < 15, "a page waits too long for a database that is away")
                expect(server.get("/health").status == 503, "/health is wrong")
                pages += 1
                time.sleep(0.5)
            postgres.start()
            back = healthy(server, timeout=30)
            for one in load.people:
                one.refused.clear()
            load.wait_for_more()
            load.stop()
        faults = faults_left(place, load.acknowledged, since)
        expect(not faults, "\n".join(faults))
        return f"{pages} pages said so in {seconds} s; back after {back:.1f} s; {len(load.acknowledged)} statements kept"
    finally:
        postgres.close()


def long_lines(day: Day):
    place = day.place()
    long = 100 << 20
    notice = (
        '{"id":"2026-1","acheteur":{"id":"99000160400018","nom":"Ville"},"nature":"Marché","objet":"%s","codeCPV":"45000000",'
        '"dateNotification":"2026-01-15","montant":10000,"titulaires":[]}'
    )
    head, tail = notice.split("%s")
    files = {
        "texte.json": (b'{"marches":{"marche":[' + head.encode(), b"a", (tail + "]}}").encode()),
        "cle.json": (b'{"marches":{"marche":[{"', b"k", b'":1}]}}'),
        "nombre.json": (b'{"marches":{"marche":[{"id":"1","montant":', b"9", b"}]}}"),
        "profond.json": (b'{"marches":{"marche":[', b"[", b"]}}"),
        "ligne.csv": (b"id;acheteur.id;objet\n1;99000160400018;", b"a", b"\n"),
        "entete.csv": (b"id;", b"a", b"\n1;2\n"),
        "guillemet.csv": (b'id;acheteur.id;objet\n1;99000160400018;"', b"a", b""),
    }
    worst = 0
    with place.serve() as server:
        for name, (before, byte, after) in files.items():
            path = day.folder / name
            path.write_bytes(before + byte * long + after)
            process = place.start("decp", "import", str(path))
            _, status, used = os.wait4(process.process.pid, 0)
            process.process.returncode = code = os.waitstatus_to_exitcode(status)
            process.reader.join(5)
            expect(code >= 0, f"{name}: killed by {-code}")
            expect_french(process.said, "long", "illisible", "rejet", "Rejet", "JSON", "refus", "colonne", "coupé")
            expect(len(process.said) < 20_000, f"{name}: {len(process.said)} characters were said")
            worst = max(worst, used.ru_maxrss)
            expect(used.ru_maxrss < 700_000, f"{name}: {used.ru_maxrss >> 10} MB of memory")
            healthy(server)
            path.unlink()
        browser = server.browser(timeout=120).enter("Administrateur")
        before, byte, after = files["ligne.csv"]
        answer = send_file(browser, "ligne.csv", before + byte * long + after)
        expect(answer.status in (303, 422), f"{answer.status} {answer.sentence[:200]}")
        if answer.status == 303:
            text = job_done(browser, answer.location)
            expect_french(text, "long", "illisible", "Rejet", "rejet", "arrêté")
        healthy(server)
    day.whole(place)
    return f"{len(files)} files of 100 MB refused, {worst >> 10} MB of memory at most"


def multipart(browser, name: str):
    page = browser.get("/imports")
    mark = "limite-du-formulaire"
    before = (
        f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{page.csrf}\r\n'
        f'--{mark}\r\nContent-Disposition: form-data; name="fichier"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    return before, f"\r\n--{mark}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={mark}"}


def send_file(browser, name: str, content: bytes):
    before, after, headers = multipart(browser, name)
    return browser.request("POST", "/imports", before + content + after, headers)


def job_done(browser, path: str, timeout=120) -> str:
    deadline = time.monotonic() + timeout
    while True:
        page = browser.get(path)
        while page.status == 303:
            page = browser.get(page.location)
        if not any(state in page.sentence for state in ("En attente", "en attente", "en cours", "En cours")):
            return page.sentence
        expect(time.monotonic() < deadline, f"the job has not ended: {page.sentence[:300]}")
        time.sleep(0.3)


def huge_upload(day: Day):
    place = day.place()
    size = 2 << 30
    with place.serve() as server:
        browser = server.browser(timeout=60).enter("Administrateur")
        told = []
        for announced in (True, False):
            before, after, headers = multipart(browser, "enorme.json")
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            cookies = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
            connection.putrequest("POST", "/imports")
            for name, value in {**headers, "Cookie": cookies}.items():
                connection.putheader(name, value)
            if announced:
                connection.putheader("Content-Length", str(len(before) + size + len(after)))
            else:
                connection.putheader("Transfer-Encoding", "chunked")
            connection.endheaders()
            block = b" " * (1 << 20)
            sent = 0

            def send(part):
                connection.send(part if announced else b"%x\r\n%s\r\n" % (len(part), part))

            try:
                send(before)
                while sent < size:
                    send(block)
                    sent += len(block)
                    if sent % (256 << 20) == 0:
                        healthy(server)
            except OSError:
                pass  # The server said no and hung up: its answer may still be there.
            try:
                answer = connection.getresponse()
                text = answer_text(answer)
                expect(answer.status in (413, 422), f"{answer.status} {text[:200]}")
                expect_french(text, "dépasse", "limite")
                told.append(f"{answer.status} after {sent >> 20} MB")
            except (OSError, http.client.HTTPException) as error:
                raise AssertionError(f"cut without a word after {sent >> 20} MB: {error!r}") from error
            finally:
                connection.close()
            healthy(server)
        time.sleep(0.5)
        left = sum(file.stat().st_size for file in place.folder.rglob("*") if file.is_file() and "sqlite" not in file.name)
        expect(left < 1 << 20, f"{left >> 20} MB of a refused file are left")
    day.whole(place)
    return ", ".join(told)


def answer_text(answer) -> str:
    return harness.Answer(answer.status, answer.headers, answer.read()).sentence


def slow_connections(day: Day, count=200, seconds=40):
    place = day.place()
    with place.serve() as server:
        sockets = [server.socket() for _ in range(count)]
        request = b"GET /connexion HTTP/1.1\r\nHost: localhost\r\nX-Lent: " + b"a" * 4000
        closed, worst = 0, 0.0
        for second in range(seconds):
            for slow in list(sockets):
                try:
                    slow.send(request[second : second + 1])
                    slow.setblocking(False)
                    try:
                        if slow.recv(4096) == b"":
                            raise ConnectionResetError
                        raise ConnectionResetError  # an answer: 408
                    except BlockingIOError:
                        slow.setblocking(True)
                except OSError:
                    slow.close()
                    sockets.remove(slow)
                    closed += 1
            begun = time.monotonic()
            expect(server.get("/health", timeout=10).status == 200, "/health")
            expect(server.get("/connexion", timeout=10).status == 200, "/connexion")
            worst = max(worst, time.monotonic() - begun)
            if not sockets:
                break
            time.sleep(1)
        for slow in sockets:
            slow.close()
        expect(closed == count, f"{count - closed} slow connections are still there after {seconds} s")
        expect(worst < 5, f"a page took {worst:.1f} s")
    day.whole(place)
    return f"{closed} closed by the server within {second + 1} s, two pages in {worst:.2f} s at most"


def wrong_passwords(day: Day, count=1000):
    place = day.place()
    subprocess.run(
        [harness.BINARY, "user", "add", "--email", ADDRESS, "--name", "Essai", "--territory", "Essai", "--password-stdin",
         *place.options],
        input=PASSWORD + "\n", text=True, check=True, capture_output=True, cwd=harness.ROOT, env=harness.ENVIRONMENT,
    )  # fmt: skip

    def sign_in(browser, password, address):
        fields = {**browser.get("/connexion").fields(), "email": ADDRESS, "password": password}
        body = "&".join(f"{k}={harness.urlencode({'': v})[1:]}" for k, v in fields.items())
        return browser.request(
            "POST", "/connexion", body,
            {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": address},
        )  # fmt: skip

    with place.serve() as server:
        owner = server.browser()
        first = sign_in(owner, PASSWORD, "192.0.2.7")
        expect(first.status == 303, f"the right password: {first.status} {first.sentence[:200]}")
        statuses: dict[int, int] = {}
        lock = threading.Lock()

        def attack(part):
            for number in range(count // 10):
                answer = sign_in(server.browser(timeout=60), f"faux-{part}-{number}", f"198.51.100.{number % 50}")
                if answer.status in (422, 429):
                    expect_french(answer.sentence, "mot de passe")
                with lock:
                    statuses[answer.status] = statuses.get(answer.status, 0) + 1

        attackers = [threading.Thread(target=attack, args=(part,)) for part in range(10)]
        for one in attackers:
            one.start()
        worst = 0.0
        while any(one.is_alive() for one in attackers):
            begun = time.monotonic()
            healthy(server)
            worst = max(worst, time.monotonic() - begun)
            time.sleep(0.2)
        expect(set(statuses) <= {422, 429} and sum(statuses.values()) == count, f"answers: {statuses}")
        expect(statuses.get(422, 0) <= 50, f"{statuses[422]} passwords were tried")
        expect(statuses.get(429, 0) > 0, "nobody was told to wait")
        again = Browser(server.port)
        again.cookies = {name: value for name, value in owner.cookies.items() if "session" not in name}
        known = sign_in(again, PASSWORD, "192.0.2.7")
        expect(known.status == 303, f"the owner is shut out of a known device: {known.status} {known.sentence[:200]}")
    day.whole(place)
    return f"{statuses}, /health in {worst:.2f} s at most, the owner still enters"


def job_killed(day: Day, count=12_000):
    place = day.place()
    write_notices(day.folder / "avis.json", count)
    content = (day.folder / "avis.json").read_bytes()
    kills = 0
    server = place.serve()
    try:
        browser = server.browser(timeout=60).enter("Administrateur")
        answer = send_file(browser, "avis.json", content)
        expect(answer.status == 303, f"{answer.status} {answer.sentence[:300]}")
        for share in (0.05, 0.4):
            deadline = time.monotonic() + 120
            while (done := place.rows("SELECT COUNT(*) AS n FROM notice")[0]["n"]) < count * share:
                expect(time.monotonic() < deadline, f"{done} notices, and no more")
                time.sleep(0.05)
            server.kill()
            kills += done < count
            server = place.serve()
            healthy(server)
        deadline = time.monotonic() + 240
        while (rows := place.rows("SELECT state, sentence FROM job ORDER BY id DESC LIMIT 1"))[0]["state"] in (
            "running", "pending",
        ):  # fmt: skip
            expect(time.monotonic() < deadline, f"the job has not ended: {rows}")
            time.sleep(0.5)
        expect(rows[0]["state"] == "done", f"the job ended so: {rows}")
        found = place.rows("SELECT COUNT(*) AS n FROM notice")[0]["n"]
        expect(found == count, f"{found} notices of {count}")
        healthy(server)
    finally:
        server.stop()
    day.whole(place)
    return f"killed {kills} times before its end, {count} notices once each"


def graceful_stop(day: Day, count=12_000):
    """SIGTERM while a form is half sent, while a job runs, and while a client never ends its request."""
    place = day.place()
    write_notices(day.folder / "avis.json", count)
    content = (day.folder / "avis.json").read_bytes()
    server = place.serve()
    browser = server.browser(timeout=60).enter("Administrateur")
    before, after, headers = multipart(browser, "avis.json")
    whole = before + content + after
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    cookies = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
    connection.putrequest("POST", "/imports")
    for name, value in {**headers, "Cookie": cookies, "Content-Length": str(len(whole))}.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(whole[: len(whole) // 2])
    time.sleep(0.5)
    begun = time.monotonic()
    server.process.process.terminate()
    time.sleep(0.5)
    try:
        server.get("/health", timeout=5)
        raise AssertionError("a server that was told to stop takes new callers")
    except OSError:
        pass
    connection.send(whole[len(whole) // 2 :])
    answer = connection.getresponse()
    answer.read()
    expect(answer.status == 303, f"the request under way ended with {answer.status}")
    connection.close()
    expect(server.process.wait(30) == 0, f"exit code {server.process.process.returncode}\n{server.process.said[-600:]}")
    upload = time.monotonic() - begun
    expect_french(server.process.said, "Clausier est arrêté")

    # The file was received whole: the next server does the job, and is told to stop in its midst.
    with place.serve() as server:
        deadline = time.monotonic() + 120
        while place.rows("SELECT COUNT(*) AS n FROM notice")[0]["n"] < count * 0.1:
            expect(time.monotonic() < deadline, "the job of the file received does not begin")
            time.sleep(0.05)
        begun = time.monotonic()
        server.process.process.terminate()
        expect(server.process.wait(30) == 0, f"exit code {server.process.process.returncode}")
        job = time.monotonic() - begun
    left = place.rows("SELECT state FROM job ORDER BY id DESC LIMIT 1")[0]["state"]
    expect(left in ("pending", "done"), f"the job was left {left}")

    with place.serve() as server:
        deadline = time.monotonic() + 240
        while (rows := place.rows("SELECT state, sentence FROM job ORDER BY id DESC LIMIT 1"))[0]["state"] != "done":
            expect(time.monotonic() < deadline, f"the job has not ended: {rows}")
            time.sleep(0.3)
        found = place.rows("SELECT COUNT(*) AS n FROM notice")[0]["n"]
        expect(found == count, f"{found} notices of {count}")
        # Somebody who never ends a request does not keep the server.
        slow = server.socket()
        slow.send(b"GET /connexion HTTP/1.1\r\nHost: localhost\r\n")
        time.sleep(0.2)
        begun = time.monotonic()
        server.process.process.terminate()
        expect(server.process.wait(30) == 0, f"exit code {server.process.process.returncode}")
        patience = time.monotonic() - begun
        slow.close()
    day.whole(place)
    return (
        f"request ended and stopped in {upload:.1f} s, in the midst of a job in {job:.1f} s (left {left}, then ended), "
        f"with a client that waits in {patience:.1f} s"
    )


def backup_under_load(day: Day):
    place = day.place()
    folder = day.folder / "sauvegardes"
    folder.mkdir()
    kept = []
    with place.serve() as server:
        load = Load(place, server)
        for number in range(3):
            load.wait_for_more()
            before = load.acknowledged
            place.run("backup", str(folder / f"{number}.sqlite"))
            kept.append((folder / f"{number}.sqlite", before))
        load.stop()
        healthy(server)
    for number, (copy, before) in enumerate(kept):
        elsewhere = Place(day.folder / f"ailleurs-{number}")
        elsewhere.run("restore", "--dry-run", str(copy))
        elsewhere.run("restore", str(copy))
        day.whole(elsewhere, before)
        with elsewhere.serve() as server:
            healthy(server)
    day.whole(place, load.acknowledged)
    # A schema that this program does not know.
    newer = folder / "nouvelle.sqlite"
    shutil.copy(kept[-1][0], newer)
    with sqlite3.connect(newer) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(schema_migration)")]
        row = list(database.execute("SELECT * FROM schema_migration ORDER BY 1 DESC LIMIT 1").fetchone())
        row = ["99990101-demain" if isinstance(one, str) and n == 0 else one for n, one in enumerate(row)]
        if isinstance(row[0], int):
            row[0] += 1000
            row[1] = "futur"
        database.execute(f"INSERT INTO schema_migration ({','.join(columns)}) VALUES ({','.join('?' * len(row))})", row)
    database.close()
    refused = Place(day.folder / "demain").run("restore", str(newer), check=False)
    expect(refused.returncode != 0, "a newer schema was restored")
    expect_french(refused.stdout + refused.stderr, "récent", "plus récente", "version")
    return f"{len(kept)} backups of {len(load.acknowledged)} statements restored elsewhere; a newer schema refused"


def postgres_backup(day: Day):
    """`pg_dump` while people save, and `pg_restore` into another database, as the operator's guide says."""
    postgres = Postgres()
    try:
        url = postgres.database("source")
        place = Place(url=url)
        place.run("demo")
        since = place.rows("SELECT MAX(received_at) AS at FROM statement")[0]["at"]
        dump = day.folder / "source.dump"

        def tool(name, *arguments):
            done = subprocess.run([postgres.binaries / name, *arguments], capture_output=True, text=True, timeout=300)
            expect(done.returncode == 0, f"{name}: {done.stderr[-600:]}")

        with place.serve() as server:
            load = Load(place, server)
            load.wait_for_more()
            before = load.acknowledged
            tool("pg_dump", "--format=custom", f"--file={dump}", url)
            load.wait_for_more()
            load.stop()
        other = postgres.database("ailleurs")
        tool("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={other}", str(dump))
        elsewhere = Place(url=other)
        elsewhere.run("migrate")
        faults = faults_left(elsewhere, before, since)
        expect(not faults, "\n".join(faults))
        elsewhere.run("doctor")
        with elsewhere.serve() as server:
            healthy(server)
        return f"{len(before)} statements in the copy of a database that took {len(load.acknowledged)}"
    finally:
        postgres.close()


FAULTS = {
    one.__name__.replace("_", "-"): one
    for one in (
        two_servers, read_only_folder, disk_full, torn_file, clock_back, slow_connections, wrong_passwords, long_lines,
        huge_upload, job_killed, graceful_stop, backup_under_load, postgres_backup,
        postgres_gone,
    )
}  # fmt: skip


def own_mounts():
    """Mounts made from here on are seen by this process and its children alone, and go with them."""
    libc = ctypes.CDLL(None, use_errno=True)
    clone_newns, ms_rec, ms_private = 0x00020000, 0x4000, 1 << 18
    if os.getuid() == 0 and libc.unshare(clone_newns) == 0:
        libc.mount(b"none", b"/", None, ms_rec | ms_private, None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="only these faults")
    parser.add_argument("--list", action="store_true", help="say which there are")
    parser.add_argument("--keep", action="store_true", help="leave the data for a look")
    parser.add_argument("--demo", type=Path, help="a demonstration folder to copy instead of making one")
    options = parser.parse_args()
    if options.list:
        print(*FAULTS, sep="\n")
        return 0
    unknown = set(options.names) - set(FAULTS)
    if unknown:
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    own_mounts()
    folder = Path(tempfile.mkdtemp(prefix="clausier-faults."))
    failed = 0
    try:
        demo = folder / "demo"
        if options.demo:
            shutil.copytree(options.demo, demo, ignore=shutil.ignore_patterns("*-shm"))
        else:
            Place(demo).run("demo")
        since = Place(demo).rows("SELECT MAX(received_at) AS at FROM statement")[0]["at"]
        for name in options.names or FAULTS:
            (folder / name).mkdir()
            begun = time.monotonic()
            try:
                said = "ok: " + str(FAULTS[name](Day(folder / name, demo, since)))
            except Skipped as why:
                said = f"skipped: {why}"
            except (AssertionError, Refused, subprocess.SubprocessError, OSError, http.client.HTTPException) as error:
                failed += 1
                said = f"FAILED: {type(error).__name__} {error}"
            print(f"{name} ({time.monotonic() - begun:.0f} s) {said}", flush=True)
            if not options.keep:
                shutil.rmtree(folder / name, ignore_errors=True)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
