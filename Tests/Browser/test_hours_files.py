# SPDX-License-Identifier: EUPL-1.2
"""A table of hours with ten kinds of fault, mended on its page and written as a statement."""

import re

from harness import axe_findings, expect_none, overflow_at_320, typography_faults

MONTH = "10/2026"


def people_of(page, employer):
    """Names and lots that the employer's own form shows for the month, and how many lots each person has."""
    page.goto(f"/heures/releves/nouveau?employeur={employer}&mois=2026-10")
    found = {}
    for group in page.locator("fieldset.group").all():
        name = group.locator("legend").first.inner_text().strip()
        place = group.locator("p.help").first.inner_text().split("·")[-1].strip()
        found.setdefault(name, []).append(place)
    return {name: places[0] for name, places in found.items() if len(places) == 1}


def paste(page, employer, table):
    page.goto("/heures/fichiers")
    form = page.locator("form[action='/heures/fichiers/colle']")
    if form.locator("select[name=employeur]").count():
        form.locator("select[name=employeur]").select_option(employer)
    form.locator("textarea").fill(table)
    form.get_by_role("button").click()
    page.wait_for_load_state()


def employer_with_people(page, wanted):
    page.goto("/heures/fichiers")
    options = page.locator("form[action='/heures/fichiers/colle'] select[name=employeur] option").all()
    for value in [o.get_attribute("value") for o in options if o.get_attribute("value")]:
        people = people_of(page, value)
        if len(people) >= wanted:
            return value, people
    raise AssertionError(f"no employer of the demonstration has {wanted} people on one lot each")


def test_ten_kinds_of_fault_are_mended(sign_in):
    page = sign_in("Facilitateur")
    employer, people = employer_with_people(page, 4)
    (one, place_one), (two, place_two), (three, place_three), (four, place_four) = list(people.items())[:4]
    rows = [
        ("Nom et prénom", "Chantier", "Mois", "Heures"),
        (one, place_one, MONTH, "beaucoup"),  # 1 no number
        (two, place_two, MONTH, "-12"),  # 2 negative
        (three, place_three, MONTH, "1516,7"),  # 3 more than a month
        (four, place_four, MONTH, "#REF!"),  # 4 a broken formula
        (one, place_one, "13/2026", "7"),  # 5 no month
        (two, place_two, "12/2026", "7,5"),  # 6 a month to come
        (three, place_three, MONTH, "12:5"),  # 7 minutes that may be two things
        (four, place_four, "01/2026", "21"),  # 8 a month far from the others
        ("", "", "", "33"),  # 9 hours without a name
        (one, "Entrepôt de Nulle-Part", MONTH, "14"),  # 10 a site that is no lot
        ("Zébulon Introuvable", place_one, MONTH, "35"),  # 11 nobody
        (two, place_two, MONTH, "10"),
        (two, place_two, MONTH, "10"),  # 12 the same row twice
    ]
    paste(page, employer, "\n".join("\t".join(row) for row in rows))
    assert page.locator("h1").count() == 1
    expect_none(axe_findings(page))
    expect_none(typography_faults(page))
    assert page.locator("#corriger tbody tr").count() == 10
    assert page.get_by_role("button", name=re.compile("Écrire le relevé")).count() == 0

    mended = {2: "70", 3: "71", 4: "72", 5: "73", 8: "12:05"}
    for row, text in mended.items():
        page.locator(f"input[name='c_0_{row}_3']").fill(text)
    page.locator("input[name='c_0_6_2']").fill(MONTH)
    page.locator("input[name='c_0_7_2']").fill(MONTH)
    page.locator("input[name='c_0_9_2']").fill(MONTH)
    page.locator("input[name='s_0_10']").check()
    page.locator("input[name='k_0_14']").check()
    page.get_by_role("button", name="Relire avec ces corrections").click()
    page.wait_for_load_state()
    assert page.locator("#corriger").count() == 0

    for _ in range(4):
        asked = page.locator("section[id^='demande-']")
        if asked.count() == 0:
            break
        for select in asked.first.locator("select").all():
            select.select_option("-")
        asked.first.get_by_role("button", name="Enregistrer ces réponses").click()
        page.wait_for_load_state()
    expect_none(axe_findings(page))
    if page.get_by_role("button", name="Les ajouter quand même").count():
        page.get_by_role("button", name="Les ajouter quand même").click()
        page.wait_for_load_state()

    page.get_by_role("button", name=re.compile("Écrire le relevé")).click()
    page.wait_for_load_state()
    assert "Relevé écrit" in page.locator("main").inner_text()
    page.get_by_role("button", name="Annuler ce relevé").click()
    page.wait_for_load_state()
    assert "Relevé annulé" in page.locator("main").inner_text()


def test_the_pages_fit_a_small_screen_without_javascript(sign_in):
    page = sign_in("Structure d’insertion", width=320, height=640, java_script_enabled=False)
    page.goto("/heures/fichiers")
    expect_none(overflow_at_320(page))
    paste(page, "", "Nom et prénom;Chantier;Mois;Heures\nZébulon Introuvable;Nulle-Part;10/2026;beaucoup\nA B;C;10/2026;7")
    expect_none(overflow_at_320(page))
    assert page.locator("#corriger").count() == 1
    page.get_by_role("button", name="Abandonner, tout oublier").click()
    page.wait_for_load_state()
    assert "Fichier abandonné" in page.locator("main").inner_text()
