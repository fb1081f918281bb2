# SPDX-License-Identifier: EUPL-1.2
"""Documents open in a word processor and print, and say the figure of the page that leads to them."""

import re
import shutil
import subprocess

import pytest

from harness import axe_findings, expect_none, overflow_at_320, typography_faults

KINDS = ["attestation", "bilan-intermediaire", "bilan-final", "en-regle"]


def plain(text):
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")


def words(path):
    """The text of a PDF, spaces between words made one."""
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"\s+", " ", plain(text))


def first_lot(page):
    page.goto("/marches")
    page.locator("main a[href^='/lots/']").first.click()
    return re.search(r"/lots/\d+", page.url).group()


def test_documents_are_readable_pages_that_print(sign_in, tmp_path):
    page = sign_in("Facilitateur")
    lot, found = first_lot(page), []
    for kind in KINDS:
        page.goto(f"{lot}/{kind}")
        found += axe_findings(page) + overflow_at_320(page) + typography_faults(page)
    expect_none(found)
    page.goto(f"{lot}/attestation")
    paper = tmp_path / "attestation.pdf"
    page.pdf(path=str(paper), format="A4")
    if shutil.which("pdftotext"):
        assert "non signé" in words(paper) and "Chercher" not in words(paper)


@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftotext"), reason="LibreOffice is not installed")
def test_files_open_in_a_word_processor(sign_in, tmp_path):
    page = sign_in("Facilitateur")
    lot = first_lot(page)
    page.goto(lot)
    kept = plain(page.locator(".tile", has_text="Retenues").locator("dd").first.inner_text()).split(" h")[0]
    paths = [f"{lot}/{kind}/docx" for kind in KINDS] + ["/bilans/note/docx?annee=2025"]
    files = []
    for number, path in enumerate(paths):
        reply = page.request.get(path)
        assert reply.status == 200
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(reply.body())
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
        + ["--outdir", str(tmp_path)] + [str(file) for file in files],
        check=True, capture_output=True, timeout=180,
    )
    for file in files[:4]:
        text = words(file.with_suffix(".pdf"))
        assert "Heures retenues" in text and "non signé" in text
        assert kept in text, f"{file.name} does not say {kept}"
    assert "heures d'insertion" in words(files[4].with_suffix(".pdf"))


def test_dashboards_are_readable_on_a_screen_a_telephone_and_paper(sign_in, tmp_path):
    page = sign_in("Facilitateur")
    page.goto("/conventions")
    page.locator("main table a[href^='/conventions/']").first.click()
    page.get_by_role("link", name="Tableau de bord").click()
    found = axe_findings(page) + overflow_at_320(page) + typography_faults(page)
    # From the agreement to a buyer of its table, then back by the filter that it became.
    buyers = page.locator("main section", has=page.get_by_role("heading", name="Par donneur d’ordre"))
    buyers.locator("td a, th a").first.click()
    assert "donneur=" in page.url
    found += axe_findings(page) + overflow_at_320(page) + typography_faults(page)
    page.get_by_role("link", name="retirer").click()
    assert "donneur=" not in page.url
    expect_none(found)
    page.pdf(path=str(tmp_path / "dashboard.pdf"), format="A4")
