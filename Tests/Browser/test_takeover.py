# SPDX-License-Identifier: EUPL-1.2
"""A territory's own workbook taken over: read, its totals compared, mended, written, undone."""

import io
import re
import time
import zipfile
from xml.sax.saxutils import escape

from harness import axe_findings, expect_none, overflow_at_320, typography_faults

LOTS = [
    ["Tableau de suivi des clauses"],
    ["MARCHÉ", "", "", "LOT", "", "", "", "RÉALISÉ", ""],
    ["Maître d’ouvrage", "N° marché", "Opération", "N°", "Désignation", "Entreprise", "Nb heures insertion", "2023", "2024"],
    ["Ville de Neuvis", "NV-23-4", "Halle de Neuvis", "1", "Gros œuvre", "Roche de Neuvis", "1200", "420", "303,34"],
    ["", "", "", "2", "Peinture", "Couleurs de Neuvis", "400", "", "35"],
    ["TOTAL", "", "", "", "", "", "1600", "420", "338,34"],
]
HOURS = [
    ["Bénéficiaire", "Né(e) le", "Employeur", "Marché", "Lot", "Mois", "Heures"],
    ["ZOUBIR Nadia", "12/03/1990", "Roche de Neuvis", "NV-23-4", "1", "10/2024", "151,67"],
    ["ZOUBIR Nadia", "12/03/1990", "Roche de Neuvis", "NV-23-4", "lot 01", "nov. 2024", "151,67"],
    ["KERBRAT Luc", "01/02/1985", "Couleurs de Neuvis", "NV-23-4", "2", "03/2024", "35"],
]


def workbook(sheets: dict) -> bytes:
    """The least that is a workbook: texts in cells."""
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        numbers = range(1, len(sheets) + 1)
        archive.writestr("[Content_Types].xml", (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{part}.sheet.main+xml"/>'
            + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{part}.worksheet+xml"/>' for n in numbers)
            + "</Types>"))
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        archive.writestr("_rels/.rels", (
            f'{relations}<Relationship Id="r1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>'))
        archive.writestr("xl/_rels/workbook.xml.rels", relations + "".join(
            f'<Relationship Id="s{n}" Type="{kind}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
        ) + "</Relationships>")
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        archive.writestr("xl/workbook.xml", (
            f'<workbook xmlns="{main}" xmlns:r="{kind}"><sheets>'
            + "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(sheets, 1))
            + "</sheets></workbook>"))
        for n, rows in enumerate(sheets.values(), 1):
            lines = "".join(
                f'<row r="{y}">' + "".join(
                    f'<c r="{chr(64 + x)}{y}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
                    for x, text in enumerate(row, 1) if text
                ) + "</row>"
                for y, row in enumerate(rows, 1))
            archive.writestr(f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>')
    return out.getvalue()


def send(page, sheets: dict, openings=False):
    page.goto("/reprises")
    page.locator("input[type=file]").set_input_files(
        {"name": "suivi-neuvis.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(sheets)})
    page.get_by_label("D’où il vient").fill("suivi de Neuvis")
    if openings:
        page.get_by_label("Reprendre comme soldes d’ouverture").check()
    page.get_by_role("button", name="Envoyer et lire").click()
    result(page)


def result(page):
    """From the page of the work to what it gave."""
    for _ in range(60):
        page.wait_for_load_state()
        if not page.locator("[data-reload]").count():
            break
        time.sleep(0.5)
        page.reload()
    page.get_by_role("link", name="Voir le résultat").click()
    page.wait_for_load_state()


def settled(page):
    expect_none(axe_findings(page))
    expect_none(typography_faults(page))
    assert page.locator("h1").count() == 1


def test_a_workbook_is_taken_over_with_its_totals(sign_in):
    page = sign_in("Facilitateur")
    page.goto("/reprises")
    settled(page)

    wrong = [row[:] for row in HOURS]
    wrong[2][5] = "13/2024"
    send(page, {"Suivi": LOTS, "Heures": wrong}, openings=True)
    settled(page)
    expect_none(overflow_at_320(page))
    assert "13/2024" in page.locator("#lignes").inner_text()
    assert "Gros œuvre" in page.locator("#totaux tbody tr").first.inner_text()

    send(page, {"Suivi": LOTS, "Heures": HOURS}, openings=True)
    assert re.search(r"Les 5 totaux du classeur sont retrouvés.*sans écart", page.locator("#totaux").inner_text())
    page.get_by_role("button", name="Écrire cette reprise").click()
    result(page)
    settled(page)
    address = page.url

    page.goto("/recherche?q=Halle+de+Neuvis")
    page.get_by_role("link", name=re.compile("Halle de Neuvis")).first.click()
    page.wait_for_load_state()
    assert "723,34" in page.locator("main").inner_text(), "420 h of a balance and 303,34 h of lines on the lot"

    send(page, {"Suivi": LOTS, "Heures": HOURS}, openings=True)
    assert "rien ne changerait" in page.locator("main").inner_text()

    page.goto(address)
    page.get_by_role("button", name="Annuler cette reprise").click()
    result(page)
    assert "a été annulée" in page.locator("main").inner_text()
    page.goto("/recherche?q=Halle+de+Neuvis")
    assert page.get_by_role("link", name=re.compile("Halle de Neuvis")).count() == 0
