# SPDX-License-Identifier: EUPL-1.2
"""What the fault tests share: the program as a process, a browser without a screen, and a private PostgreSQL."""

import html
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("CLAUSIER_FAULTS_BINARY", ROOT / ".build" / "debug" / "clausier"))

# The defaults of the program, whatever the machine that runs the tests has set.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("CLAUSIER_")}


class Refused(Exception):
    """A command that ended with another code than 0."""


class Place:
    """Where the data of a test is: a folder, or a PostgreSQL database."""

    def __init__(self, folder: Path | None = None, url: str | None = None):
        self.folder = folder
        self.options = ["--database", url] if url else ["--data", str(folder)]

    def run(self, *arguments: str, check=True, preexec=None) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [BINARY, *arguments, *self.options],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
            preexec_fn=preexec,
        )
        if check and done.returncode != 0:
            raise Refused(f"clausier {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def rows(self, question: str) -> list[dict]:
        """What the database answers to one question, by the program's own read-only command."""
        return [json.loads(line) for line in self.run("sql", "--json", question).stdout.splitlines()]

    def start(self, *arguments: str, preexec=None) -> "Process":
        return Process([BINARY, *arguments, *self.options], preexec)

    def serve(self, *arguments: str, preexec=None, port=0) -> "Server":
        process = self.start("serve", "--port", str(port), *arguments, preexec=preexec)
        return Server(process)


class Process:
    """A command under way, with all that it says."""

    def __init__(self, command, preexec=None):
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            preexec_fn=preexec,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def kill(self):
        """SIGKILL: no farewell, no flush."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, timeout=20) -> int:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
        self.reader.join(5)
        return self.process.returncode

    def wait(self, timeout=60) -> int:
        code = self.process.wait(timeout)
        self.reader.join(5)
        return code


class Server:
    """The program serving on a free port of this machine."""

    def __init__(self, process: Process):
        self.process = process
        deadline = time.monotonic() + 60
        self.port = 0
        while time.monotonic() < deadline and not self.port:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", process.said)
            if found:
                self.port = int(found.group(1))
            elif process.process.poll() is not None:
                break
            else:
                time.sleep(0.02)
        if not self.port:
            process.stop()
            raise Refused(f"the server did not start\n{process.said}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.process.stop()

    def kill(self):
        self.process.kill()

    def get(self, path: str, timeout=15) -> "Answer":
        return Browser(self.port, timeout).get(path)

    def browser(self, timeout=30) -> "Browser":
        return Browser(self.port, timeout)

    def socket(self, timeout=30) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout)


class Answer:
    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers = status, headers
        self.body = body.decode("utf-8", "replace")
        self.location = headers.get("Location")

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]*)"', self.body)
        return found.group(1) if found else ""

    @property
    def sentence(self) -> str:
        """The words of the page, without its tags."""
        text = re.sub(r"<(script|style)\b.*?</\1>", " ", self.body, flags=re.S)
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", text))).strip()

    def fields(self) -> dict[str, str]:
        """Every named input of the page with its value."""
        found = {}
        for tag in re.findall(r"<input\b[^>]*>", self.body):
            name = re.search(r'\bname="([^"]*)"', tag)
            value = re.search(r'\bvalue="([^"]*)"', tag)
            if name:
                found[html.unescape(name.group(1))] = html.unescape(value.group(1)) if value else ""
        return found


class Browser:
    """Keeps cookies, posts forms. One connection a request: a fault must not hide behind a kept connection."""

    def __init__(self, port: int, timeout=30):
        self.port, self.timeout, self.cookies = port, timeout, {}

    def request(self, method: str, path: str, body=None, headers=None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
            connection.request(method, path, body, {**sent, **(headers or {})})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, answer.headers, body)

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def post(self, path: str, fields) -> Answer:
        return self.request(
            "POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"}
        )

    def enter(self, role: str) -> "Browser":
        """Enters a demonstration by the one-click button of a role."""
        page = self.get("/connexion").body
        for form in re.findall(r"<form\b.*?</form>", page, flags=re.S):
            membership = re.search(r'name="membership" value="(\d+)"', form)
            if membership and role in html.unescape(form):
                answer = self.post("/connexion/demonstration", {"membership": membership.group(1)})
                assert answer.status == 303, answer.sentence
                return self
        raise AssertionError(f"no button for {role}")


class Postgres:
    """A private cluster in a temporary folder. Writes reach the disk, as they do in service."""

    def __init__(self):
        versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
        if not versions:
            raise Refused("no PostgreSQL server under /usr/lib/postgresql")
        self.binaries = versions[-1]
        self.folder = Path(tempfile.mkdtemp(prefix="clausier-pg."))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("initdb", "-D", self.data, "-U", "clausier", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str):
        before = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run(
            [*before, str(self.binaries / program), *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
        )

    def start(self):
        options = f"-h 127.0.0.1 -p {self.port} -k {self.folder} -c max_connections=100"
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.data + "/log", "-o", options)

    def stop(self, mode="fast"):
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", self.data)

    def database(self, name: str) -> str:
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "clausier", name)
        return f"postgres://clausier@127.0.0.1:{self.port}/{name}"

    def close(self):
        try:
            self.stop("immediate")
        except subprocess.CalledProcessError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)
