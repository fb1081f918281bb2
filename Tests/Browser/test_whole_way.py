# SPDX-License-Identifier: EUPL-1.2
"""The whole job on one contract: from a published notice to the yearly arrêté, as a facilitator does it by hand."""

import json
import re

import pytest

from harness import Server, axe_findings, expect_none, overflow_at_320, typography_faults

# The 17 columns of the consolidated table, without an object. Every name and number is invented.
COLUMNS = (
    "uid,id,type,codeCPV,acheteur_id,acheteur_nom,titulaire_id,titulaire_nom,montant,dateNotification,procedure,"
    "dureeMois,offresRecues,acheteur_departement_code,titulaire_departement_code,acheteur_region_code,"
    "titulaire_region_code"
)
ROWS = [
    "9910000010001624901,24901,Travaux,45212314,99100000100016,VILLE DE TRELORME (MAIRIE),99100001900018,"
    "PIERRE DE VAL,858734,2024-12-04,Procédure adaptée,32,3,49,49,52,52",
    "9910000010001624902,24902,Travaux,45212314,99100000100016,VILLE DE TRELORME (MAIRIE),99100001900018,"
    "PIERRE DE VAL,61903,2024-12-04,Procédure adaptée,20,2,49,49,52,52",
]
SEPTEMBER = "\n".join(
    f"{day:02d}/09 : 7"
    for day in [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26, 29, 30]
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A territory of its own: the year that it closes is nobody else's."""
    folder = tmp_path_factory.mktemp("chemin")
    server = Server(folder / "data", scale="petit")
    server.start()
    table = folder / "avis.csv"
    table.write_text("\n".join([COLUMNS, *ROWS]) + "\n", encoding="utf-8")
    imported = json.loads(server.run("decp", "import", str(table), "--json"))["files"][0]
    assert (imported["read"], imported["created"], imported["rejected"]) == (2, 2, 0)
    yield server
    server.stop()


def test_from_a_notice_to_the_arrete(server, sign_in):
    page = sign_in("Facilitateur")
    before = done(server)
    checked = []

    def look():
        """Every page of the way holds at 320 px, in French typography, without a finding of axe."""
        checked.extend(axe_findings(page) + overflow_at_320(page) + typography_faults(page))

    page.goto("/avis?q=ville+de+trelorme")
    page.get_by_role("link", name="24901").click()
    page.get_by_role("link", name="En faire un marché").click()
    page.get_by_label("Objet du marché").fill("Restauration du musée")
    lots = page.get_by_label(re.compile("^Lots"))
    lots.fill("1\tMaçonnerie\t99100001900018\t1 200\t858 734")
    page.get_by_role("button", name="Vérifier avant d’enregistrer").click()
    page.get_by_role("button", name="Enregistrer le marché").click()
    contract = page.url
    assert "1 200" in plain(page)

    page.goto("/participants/nouveau")
    page.get_by_label("Nom", exact=True).fill("Kervadec")
    page.get_by_label("Prénom").fill("Soizic")
    page.get_by_role("button", name="Créer la fiche").click()
    person = page.url
    page.get_by_role("link", name="Vérifier l’éligibilité").first.click()
    page.locator("[name=criterion_1]").select_option("DELD")
    page.locator("[name=decision][value=validated]").check()
    page.locator("[name=starts_on]").fill("15/09/2025")
    page.locator("main form button[type=submit]").first.click()
    assert "Validé jusqu’au 14/09/2027" in plain(page)
    page.goto(person + "/contrats/nouveau")
    page.locator("[name=employer]").select_option(label=holder(server))
    page.locator("[name=kind]").select_option("FIXED_TERM")
    page.locator("[name=modality]").select_option("DIRECT")
    page.locator("[name=job]").fill("maçonne")
    page.locator("[name=starts_on]").fill("01/09/2025")
    page.locator("[name=planned_end_on]").fill("31/08/2026")
    page.locator("[name=weekly]").fill("35")
    engagement = sql(server, "SELECT MAX(id) FROM engagement")
    page.locator("[name=lot_1]").select_option(engagement)
    page.locator("main form button[type=submit]").first.click()
    assert "avant la validation du 15/09/2025" in plain(page)

    employer = sql(server, "SELECT id FROM organisation WHERE siret = '99100001900018'")
    declare(page, look, employer, "2025-09", days=SEPTEMBER)
    assert "84,00 h retenues sur 154,00 h" in plain(page)
    page.get_by_role("button", name="Décider cette ligne").click()
    assert "70,00 h non retenues : avant validation" in plain(page)
    page.get_by_role("button", name="Clore le relevé").click()

    for month, hours in [("2025-10", "151,67"), ("2025-11", "140:30")]:
        declare(page, look, employer, month, hours=hours)
        page.get_by_role("button", name=re.compile("^Valider")).click()
        page.get_by_role("button", name="Clore le relevé").click()
        assert "Relevé clos" in plain(page)
    look()

    page.locator("main table").get_by_role("link").first.click()
    look()
    page.get_by_role("link", name="Corriger", exact=True).click()
    look()
    page.locator("[name=declarees_0]").fill("133,50")
    page.locator("[name=note]").fill("Une journée comptée deux fois")
    page.get_by_role("button", name="Corriger la ligne").click()
    assert "−7,00 h" in plain(page)
    look()

    page.goto("/heures/arretes?annee=2025")
    look()
    page.get_by_role("button", name="Arrêter l’année 2025").click()
    arrete = figure(plain(page), r"Heures retenues\s+([\d ]+,\d\d) h")

    page.goto(contract)
    assert "369,17" in plain(page)
    look()
    page.goto("/bilans?annee=2025")
    published = figure(plain(page), r"Année arrêtée le [\d/]+ : ([\d ]+,\d\d) h")
    total = done(server)
    units = int(
        sql(
            server,
            "SELECT SUM(d.kept_units) FROM hours_line l JOIN hours_decision d ON d.line_id = l.id "
            "WHERE l.kind = 'site' AND l.month BETWEEN 202501 AND 202512",
        )
    )
    assert round((total - before) * 100) == 36_917
    assert arrete == published == total
    assert abs(units / 300 - total) < 0.005
    assert server.run("verify")
    expect_none(checked)


def test_a_statement_is_reviewed_and_nothing_typed_is_lost(server, sign_in):
    page = sign_in("Entreprise")
    page.goto("/heures/releves/nouveau?mois=2026-11")
    boxes = page.locator("input[name$=_site]")
    if boxes.count() == 0:
        pytest.skip("nobody is in post at the demonstration's company that month")
    boxes.first.fill("151,67")
    page.get_by_role("button", name="Vérifier le relevé").click()
    assert "rien n’est encore envoyé" in plain(page)
    expect_none(axe_findings(page) + overflow_at_320(page) + typography_faults(page))
    page.go_back()
    assert page.locator("input[name$=_site]").first.input_value() == "151,67"
    page.goto("/heures")
    page.goto("/heures/releves/nouveau?mois=2026-11")
    assert page.locator("input[name$=_site]").first.input_value() == "151,67"
    assert "Votre brouillon du" in plain(page)
    page.get_by_role("button", name="Repartir d’un relevé vide").click()
    assert page.locator("input[name$=_site]").first.input_value() == ""


def declare(page, look, employer, month, hours="", days=""):
    page.goto(f"/heures/releves/nouveau?employeur={employer}&mois={month}")
    if hours:
        page.locator("input[name$=_site]").first.fill(hours)
    if days:
        page.locator("textarea[name^=j_]").first.fill(days)
    page.get_by_role("button", name="Vérifier le relevé").click()
    assert "rien n’est encore envoyé" in plain(page)
    look()
    page.get_by_role("button", name="Enregistrer le relevé").click()
    page.wait_for_load_state()
    look()


def plain(page):
    """The words of the page, its several kinds of spaces made one."""
    return page.locator("body").inner_text().replace("\u202f", " ").replace("\u00a0", " ")


def figure(text, pattern):
    found = re.search(pattern, text)
    assert found, f"{pattern} is not on the page"
    return float(found.group(1).replace(" ", "").replace(",", "."))


def sql(server, question):
    return server.run("sql", question).strip().splitlines()[-1].strip()


def holder(server):
    return sql(server, "SELECT name FROM organisation WHERE siret = '99100001900018'")


def done(server):
    answer = json.loads(server.run("indicators", "--year", "2025", "--json"))
    return float(next(one["value"] for one in answer["indicators"] if one["code"] == "hours.done"))
