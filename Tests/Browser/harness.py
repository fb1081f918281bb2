# SPDX-License-Identifier: EUPL-1.2
"""What the browser tests share: the server under test, the roles, and the checks made on any page."""

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build" / "debug" / "clausier"

# The defaults of the program, whatever the machine that runs the tests has set.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("CLAUSIER_")}

# The words on the one-click buttons of a demonstration's sign-in page.
ROLES = [
    "Administrateur",
    "Facilitateur",
    "Donneur d’ordre",
    "Entreprise",
    "Structure d’insertion",
    "Prescripteur",
    "Élu",
]


class Server:
    """The program itself, serving a demonstration territory of its own on a free port."""

    def __init__(self, folder: Path, scale: str = "territoire"):
        self.folder = folder
        self.scale = scale
        self.log_path = folder.parent / "server.log"
        self.url = ""
        self.process = None

    def start(self):
        if not BINARY.exists():
            raise RuntimeError(f"{BINARY} is missing: run swift build --build-tests first")
        self.run("demo", "--scale", self.scale)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", self.folder, "--port", str(port)],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=self.log_path.open("wb"),
            stderr=subprocess.STDOUT,
        )
        self.wait_until_healthy()

    def run(self, *arguments: str) -> str:
        """Runs a command of the program on this server's folder, and gives what it printed."""
        done = subprocess.run(
            [BINARY, *arguments, "--data", self.folder],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode != 0:
            raise RuntimeError(f"clausier {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def wait_until_healthy(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.url + "/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"the server did not answer on {self.url}\n{self.log()}")

    def stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def watch(page) -> list[str]:
    """Collects what a browser complains of: script errors, refused resources, policy violations."""
    complaints: list[str] = []

    def on_console(message):
        # A refused form or a link that does not open is a page like another; the browser says its status too.
        refused = re.search(r"Failed to load resource.*\b(404|409|422)\b", message.text)
        if refused and message.location.get("url") == page.url:
            return
        if message.type in ("error", "warning"):
            complaints.append(f"{page.url}: console {message.type}: {message.text}")

    def on_response(response):
        if response.status >= 400 and response.request.resource_type != "document":
            complaints.append(f"{page.url}: {response.status} for {response.url}")

    page.on("console", on_console)
    page.on("response", on_response)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: script error: {error}"))
    return complaints


def axe_findings(page) -> list[str]:
    """One line for each element that axe finds at fault, with every rule that axe has."""
    results = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{page.url}: {rule['id']} ({rule['impact']}) {' '.join(node['target'][0:1])}: {rule['help']}"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]


def overflow_at_320(page) -> list[str]:
    """Says by how much the page is wider than the narrowest screen (WCAG 1.4.10), and what sticks out."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    found = page.evaluate(
        """() => {
          const width = document.documentElement.scrollWidth;
          if (width <= 320) return [];
          const clipped = e => {
            for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
              if (getComputedStyle(p).overflowX !== 'visible') return true;
            return false;
          };
          const out = [...document.body.querySelectorAll('*')]
            .filter(e => e.getBoundingClientRect().right > 320.5 && !clipped(e))
            .slice(-3).map(e => e.tagName.toLowerCase() + (e.className ? '.' + e.className : ''));
          return [width + ' px wide at 320: ' + out.join(', ')];
        }"""
    )
    page.set_viewport_size(before)
    return [f"{page.url}: {line}" for line in found]


def expect_none(faults: list[str]):
    """Fails with one fault a line, which pytest's own comparison of lists would cut short."""
    if faults:
        pytest.fail("\n".join(dict.fromkeys(faults)), pytrace=False)


# A straight apostrophe inside a word, or an ordinary space before the signs that take a narrow one.
STRAIGHT_APOSTROPHE = re.compile(r"\S*[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]\S*")
WIDE_SPACE = re.compile(r"\S+ [;:!?%»](?=\s|$)|« \S+|\d [€](?=\s|$)")


def typography_faults(page) -> list[str]:
    text = page.locator("body").inner_text()
    found = STRAIGHT_APOSTROPHE.findall(text) + WIDE_SPACE.findall(text)
    return [f"{page.url}: typography: {words!r}" for words in dict.fromkeys(found)]


def same_origin_links(page, origin: str) -> list[str]:
    """Every address that the page links to on this server, without fragments, in order."""
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    inside = (link.split("#")[0] for link in links if link.startswith(origin + "/"))
    return list(dict.fromkeys(inside))


def shape_of(url: str) -> str:
    """Two addresses have one shape when they differ only by numbers: two contracts, two pages of a list."""
    parts = urlsplit(url)
    names = sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair)
    return re.sub(r"\d+", "0", parts.path) + "?" + "&".join(names)
