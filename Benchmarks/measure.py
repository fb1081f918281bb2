# SPDX-License-Identifier: EUPL-1.2
"""What every measure shares: a process timed with its peak of memory, a table of results, and the machine in general terms."""

import os
import platform
import re
import socket
import subprocess
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# The defaults of the program, whatever the machine has set.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("CLAUSIER_")}


@dataclass
class Done:
    seconds: float
    # Of all processors together: another load on the machine does not change it.
    work: float
    megabytes: float
    output: str


def watch(pid, most) -> None:
    """Follows the most memory of a program until it ends. What the system says at the end of a child counts what its parent held."""
    while True:
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            return
        peak = [line.split()[1] for line in lines if line.startswith("VmHWM")]
        if not peak:
            return
        most[0] = max(most[0], int(peak[0]) / 1024)
        time.sleep(0.005)


def timed(command, folder=None) -> Done:
    """Runs a command to its end; its time includes its start, its memory is the most it held."""
    start = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
    )
    complaint: list[str] = []
    most = [0.0]
    threads = [
        threading.Thread(target=lambda: complaint.append(process.stderr.read())),
        threading.Thread(target=lambda: watch(process.pid, most)),
    ]
    for thread in threads:
        thread.start()
    output = process.stdout.read()
    for thread in threads:
        thread.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[0]}: {process.returncode}\n{output}{complaint[0]}")
    return Done(time.monotonic() - start, usage.ru_utime + usage.ru_stime, most[0], output)


@dataclass
class Table:
    title: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    note: str = ""

    def add(self, *cells):
        self.rows.append([str(cell) for cell in cells])

    @property
    def markdown(self) -> str:
        lines = [f"## {self.title}", "", *(line(cells) for cells in [self.columns, ["---"] * len(self.columns), *self.rows])]
        return "\n".join([*lines, "", *([self.note, ""] if self.note else [])])


def line(cells) -> str:
    return "| " + " | ".join(cells) + " |"


def spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def machine() -> str:
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cœurs {platform.machine()}, {memory:.0f}\u202fGo de mémoire, Linux, Python {platform.python_version()}"


class Server:
    """A server as a process of its own, from its first answer to `stop`."""

    def __init__(self, command, port: int, environment=None, folder=None):
        self.port = port
        self.process = subprocess.Popen(
            [str(part) for part in command], env={**ENVIRONMENT, **(environment or {})}, cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{command[0]} does not answer")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Load:
    per_second: float
    slowest: str
    bad: int


def load(port: int, path: str, cookie: str, seconds: int) -> Load:
    """Four connections that ask one page again and again, by wrk; a first request is not counted."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=120) as answer:
        if answer.url != request.full_url:
            raise SystemExit(f"{path} sends to {answer.url}")
    done = subprocess.run(
        ["wrk", "-t1", "-c4", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", done)
    return Load(
        float(re.search(r"Requests/sec:\s+([\d.]+)", done).group(1)), re.search(r"99%\s+(\S+)", done).group(1),
        int(bad.group(1)) if bad else 0,
    )
