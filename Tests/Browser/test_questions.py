# SPDX-License-Identifier: EUPL-1.2
"""Proof sent by link on a telephone; a line asked about, contested by its employer, kept in part, then corrected."""

import re

import pytest

from harness import Server, expect_none, overflow_at_320, typography_faults

PHOTO = bytes([0xFF, 0xD8, 0xFF, 0xE0]) + b"JFIF" + bytes(200) + bytes([0xFF, 0xD9])


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A territory of its own: what is decided here is nobody else's."""
    server = Server(tmp_path_factory.mktemp("questions") / "data", scale="petit")
    server.start()
    yield server
    server.stop()


def plain(page):
    return page.locator("main").inner_text().replace("\u202f", " ").replace("\xa0", " ")


def as_correspondent(page, message):
    """Opens the link of a mail as its reader would, on the telephone, without the session of the team."""
    page.goto("/messages?etat=pending")
    page.get_by_role("link", name=re.compile(message)).first.click()
    page.get_by_role("button", name="Ouvrir ce lien comme le correspondant").click()
    page.context.clear_cookies()


def test_proof_is_sent_by_link_on_a_telephone(server, sign_in):
    page = sign_in("Facilitateur", width=360, height=640, java_script_enabled=False)
    as_correspondent(page, "Rappel")
    home, faults = page.url, []

    def look():
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{page.url}: {width} px"
        faults.extend(typography_faults(page) + overflow_at_320(page))

    page.get_by_role("table", name=re.compile("Relevés envoyés")).get_by_role("link").first.click()
    look()
    page.get_by_role("link", name="Joindre une photo ou un PDF").click()
    look()
    proofs = page.url
    page.get_by_label("Fichier").set_input_files(
        {"name": "IMG_0001.HEIC", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" + bytes(40)}
    )
    page.get_by_role("button", name="Joindre cette pièce").click()
    assert "HEIC" in plain(page), "what is refused says what to do"
    look()
    page.goto(proofs)
    page.get_by_label("Fichier").set_input_files({"name": "feuille.jpg", "mimeType": "image/jpeg", "buffer": PHOTO})
    page.get_by_role("button", name="Joindre cette pièce").click()
    assert "La pièce est jointe" in plain(page)
    look()
    # The same photo again changes nothing, and the link still opens.
    page.goto(proofs)
    page.get_by_label("Fichier").set_input_files({"name": "copie.jpg", "mimeType": "image/jpeg", "buffer": PHOTO})
    page.get_by_role("button", name="Joindre cette pièce").click()
    assert "déjà jointe" in plain(page)
    page.goto(home)
    look()
    expect_none(faults)


def test_a_line_is_contested_kept_in_part_and_corrected(server, sign_in):
    page = sign_in("Facilitateur", java_script_enabled=False)
    page.goto("/heures?pour=equipe")
    statements = page.get_by_role("link", name=re.compile("^Relire"))
    addresses = [link.get_attribute("href") for link in statements.all()]
    for address in addresses:
        page.goto(address)
        if page.get_by_role("button", name=re.compile("^Demander à l’employeur")).count() > 0:
            break
    ask = page.get_by_role("button", name=re.compile("^Demander à l’employeur"))
    assert ask.count() > 0, "no line of the demonstration has a remark to ask about"
    statement = page.url
    block = page.locator("section.stack").filter(has=ask.first).first
    title = block.locator("h3").inner_text()
    ask.first.click()
    checked = typography_faults(page) + overflow_at_320(page)
    assert "Question envoyée à" in page.locator("body").inner_text()
    assert "réponse attendue" in plain(page)

    # The employer contests its own figure, by the link of the mail.
    as_correspondent(page, "Une question sur vos heures")
    checked += typography_faults(page) + overflow_at_320(page)
    page.get_by_role("link", name=re.compile("^Répondre")).first.click()
    checked += typography_faults(page) + overflow_at_320(page)
    page.get_by_label(re.compile("^En quelques mots")).fill("Deux semaines comptées deux fois")
    page.get_by_label(re.compile("^Le bon chiffre")).fill("42")
    page.get_by_role("button", name="Envoyer la réponse").click()
    assert "la réponse est enregistrée" in page.locator("body").inner_text()

    # The team reads it, keeps a part of the new line, then corrects what it decided.
    page = sign_in("Facilitateur", java_script_enabled=False)
    page.goto(statement)
    assert "Deux semaines comptées deux fois" in plain(page) or "corrigée" in plain(page)
    person = title.split(",")[0].strip()
    line = page.get_by_role("row").filter(has_text=person).filter(has_text="42,00").get_by_role("link").first
    if line.count() > 0:
        page.goto(line.get_attribute("href"))
        page.get_by_role("link", name="Décider cette ligne").click()
    form = page.locator("section.stack").filter(has_text="42,00").locator("form").last
    form.get_by_label(re.compile("^Retenir une partie")).check()
    form.get_by_label(re.compile("^Heures retenues")).fill("30")
    form.get_by_label(re.compile("^Motif")).select_option(index=1)
    form.get_by_role("button", name="Décider cette ligne").click()
    assert "30,00 h retenues sur 42,00 h déclarées" in page.locator("body").inner_text().replace("\u202f", " ")
    row = page.get_by_role("row").filter(has_text="42,00").filter(has_text="30,00")
    row.get_by_role("link").first.click()
    page.get_by_role("link", name="Corriger").click()
    checked += typography_faults(page) + overflow_at_320(page)
    page.get_by_label("Heures déclarées").first.fill("40")
    page.get_by_label(re.compile("^Heures retenues, si")).first.fill("")
    page.get_by_label(re.compile("^Motif de ce qui")).first.select_option("")
    page.get_by_label(re.compile("^Motif de la correction")).fill("Dix heures de plus étaient bien sur le lot")
    page.get_by_role("button", name="Corriger la ligne").click()
    assert "Ligne corrigée" in page.locator("body").inner_text()
    checked += typography_faults(page) + overflow_at_320(page)
    expect_none(checked)
