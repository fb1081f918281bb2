# SPDX-License-Identifier: EUPL-1.2
"""An employer declares through its standing link: no account, no JavaScript, the screen of a telephone."""

import re

import pytest

from harness import Server, expect_none, overflow_at_320, typography_faults


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A territory of its own: the statement that is sent is nobody else's."""
    server = Server(tmp_path_factory.mktemp("lien") / "data", scale="petit")
    server.start()
    yield server
    server.stop()


def test_an_employer_declares_on_a_telephone_without_an_account(server, sign_in):
    page = sign_in("Facilitateur", width=360, height=640, java_script_enabled=False)
    # The demonstration wrote to late employers: the facilitateur reads the mail, and opens its link as its reader would.
    page.goto("/messages?etat=pending")
    page.get_by_role("link", name=re.compile("Rappel")).first.click()
    page.get_by_role("button", name="Ouvrir ce lien comme le correspondant").click()
    page.context.clear_cookies()
    faults = []

    def look():
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{page.url}: {width} px"
        faults.extend(typography_faults(page) + overflow_at_320(page))

    look()
    home = page.url
    assert page.get_by_role("navigation", name="Menu principal").count() == 0
    page.get_by_role("link", name=re.compile("^Déclarer ")).first.click()
    look()
    boxes = page.get_by_role("textbox", name=re.compile("chantier"))
    first = boxes.first
    assert first.input_value() == "", "boxes are empty, whatever was declared last"
    first.fill("12,5")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    look()
    # The telephone is put away, and the link opened again.
    page.goto(home)
    page.get_by_role("link", name=re.compile("^Déclarer ")).first.click()
    assert page.get_by_role("textbox", name=re.compile("chantier")).first.input_value() == "12,5"
    page.get_by_role("button", name="Vérifier le relevé").click()
    look()
    page.get_by_role("button", name="Envoyer le relevé").click()
    assert page.get_by_text("Votre qualité").count() >= 1, "nothing leaves without who certifies it"
    look()
    page.get_by_label("Votre qualité").fill("gérante")
    page.get_by_label(re.compile("Je certifie")).check()
    page.get_by_role("button", name="Envoyer le relevé").click()
    look()
    assert page.get_by_text("Accusé de réception").count() == 1
    assert page.get_by_text("12,50").count() >= 1
    # A wrong link explains itself.
    page.goto(home[:-4] + "0000")
    assert page.get_by_role("heading", name="Ce lien ne s’ouvre pas").count() == 1
    look()
    expect_none(faults)
