# SPDX-License-Identifier: EUPL-1.2
"""One server and one browser for the whole run; one fresh context, hence one fresh visitor, for each test."""

import re

import pytest
from playwright.sync_api import sync_playwright

from harness import Server, expect_none, watch


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("clausier") / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        # Debian's own Chromium: no browser is downloaded. No sandbox, since tests may run as root in a container.
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(server, browser):
    """Opens a page as a new visitor. A test that leaves complaints of the browser behind fails."""
    opened, complaints = [], []

    def visit(path="/", width=1280, height=900, **options):
        context = browser.new_context(
            base_url=server.url,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        opened.append(context)
        complaints.append(watch(page))
        page.goto(path)
        return page

    yield visit
    for context in opened:
        context.close()
    expect_none([line for lines in complaints for line in lines])


@pytest.fixture
def sign_in(visit):
    """Enters the demonstration by the one-click button of a role, and gives the role's first page."""

    def sign_in(role, **options):
        page = visit("/", **options)
        role_button(page, role).click()
        page.wait_for_load_state()
        assert role_button(page, role).count() == 0, f"still on the sign-in page after choosing {role}"
        return page

    return sign_in


def role_button(page, role):
    return page.get_by_role("button", name=re.compile(rf"(^|\s){re.escape(role)}($|\s)", re.IGNORECASE)).first


@pytest.fixture
def button_of():
    return role_button
