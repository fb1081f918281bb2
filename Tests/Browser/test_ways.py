# SPDX-License-Identifier: EUPL-1.2
"""The same work with a keyboard only, and without JavaScript: nobody needs a mouse or a script to run the clause."""

import re

import pytest

from harness import Server, expect_none, typography_faults


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A territory of its own: the statements that are decided are nobody else's."""
    server = Server(tmp_path_factory.mktemp("manieres") / "data", scale="petit")
    server.start()
    yield server
    server.stop()


class Mouse:
    """Someone with a mouse, in a browser that runs no script."""

    options = {"java_script_enabled": False}

    def press(self, page, target):
        target.click()
        page.wait_for_load_state()

    def choose(self, page, target):
        target.check()

    def write(self, page, target, text):
        target.fill(text)


class Keyboard:
    """Someone who has no mouse: what cannot be reached with the Tab key, or not seen there, does not exist."""

    options = {}

    def reach(self, page, target):
        target = target.element_handle()
        for _ in range(400):
            if target.evaluate("e => e === document.activeElement"):
                shown = target.evaluate(
                    "e => { const s = getComputedStyle(e); return s.outlineStyle + s.outlineWidth + s.boxShadow }"
                )
                assert shown != "none0pxnone", f"nothing shows the focus on {target.inner_text()}, {page.url}"
                return
            page.keyboard.press("Tab")
        pytest.fail(f"never reached with the Tab key: {target.inner_text()}, {page.url}")

    def press(self, page, target):
        self.reach(page, target)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def choose(self, page, target):
        self.reach(page, target)
        page.keyboard.press("Space")
        assert target.is_checked()

    def write(self, page, target, text):
        self.reach(page, target)
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(text)


each_way = pytest.mark.parametrize("way", [Mouse(), Keyboard()], ids=["no script", "keyboard only"])


def plain(page):
    return page.locator("main").inner_text().replace("\u202f", " ").replace("\xa0", " ")


@each_way
def test_a_statement_is_read_again_decided_and_closed(server, sign_in, way):
    page = sign_in("Facilitateur", **way.options)
    way.press(page, page.get_by_role("link", name="Heures", exact=True))
    way.press(page, page.get_by_role("link", name=re.compile("^Relire")).first)
    statement = page.url
    bulk = page.get_by_role("button", name=re.compile("^Valider"))
    one = page.get_by_role("button", name="Décider cette ligne")
    left = bulk.count() + one.count()
    assert left > 0, "nothing is to be decided"
    while left > 0:
        if bulk.count() > 0:
            way.press(page, bulk.first)
        else:
            form = page.locator("form").filter(has=one.first).first
            way.choose(page, form.get_by_role("radio", name=re.compile("^Tout retenir")))
            way.press(page, form.get_by_role("button", name="Décider cette ligne"))
        assert bulk.count() + one.count() < left, "a decision changed nothing"
        left = bulk.count() + one.count()
    assert page.url.startswith(statement)
    way.press(page, page.get_by_role("button", name="Clore le relevé"))
    assert "Relevé clos" in plain(page)
    expect_none(typography_faults(page))


@each_way
def test_a_person_is_found_by_the_search(server, sign_in, way):
    page = sign_in("Facilitateur", **way.options)
    way.press(page, page.get_by_role("link", name="Participants", exact=True))
    person = page.locator("main table tbody a").first
    name, address = person.inner_text().strip(), person.get_attribute("href")
    search = page.get_by_role("searchbox").first
    way.write(page, search, name)
    if isinstance(way, Keyboard):
        with page.expect_navigation():
            page.keyboard.press("Enter")
    else:
        search.press("Enter")
        page.wait_for_load_state()
    way.press(page, page.locator(f"main a[href='{address}']").first)
    assert name.split()[-1] in page.locator("h1").inner_text()


@each_way
def test_a_company_declares_a_month(server, sign_in, way):
    page = sign_in("Entreprise", **way.options)
    page.goto("/heures/releves/nouveau?mois=2026-11")
    boxes = page.locator("input[name$=_site]")
    assert boxes.count() > 0, "nobody is in post at the demonstration's company"
    way.write(page, boxes.first, "12,50")
    way.press(page, page.get_by_role("button", name="Vérifier le relevé"))
    assert "12,50" in plain(page) and "rien n’est encore envoyé" in plain(page)
    expect_none(typography_faults(page))
