# SPDX-License-Identifier: EUPL-1.2
"""A request, a refusal and a validation before the hiring; a late employer chased from the day's list."""

import re

from harness import axe_findings, expect_none, overflow_at_320, typography_faults


def plain(page):
    return page.locator("main").inner_text().replace("\u202f", " ").replace("\xa0", " ")


def looked_at(page):
    return axe_findings(page) + overflow_at_320(page) + typography_faults(page)


def ask(page, last_name):
    """A company asks for one person; gives the address of the request."""
    page.goto("/demandes/nouvelle")
    page.get_by_label("Nom", exact=True).fill(last_name)
    page.get_by_label("Prénom").fill("Soizic")
    page.get_by_label("Date de naissance").fill("02/03/1991")
    page.get_by_label(re.compile("^(Autre chantier|Employeur ou chantier)")).fill("Chantier de la gare")
    page.get_by_label("Embauche prévue le").fill("30/11/2026")
    page.get_by_role("button", name="Envoyer la demande").click()
    assert "n’a pas encore répondu" in plain(page)
    return page.url


def test_request_refusal_and_validation_before_the_hiring(sign_in):
    company = sign_in("Entreprise")
    refused, wanted = ask(company, "Kervadec"), ask(company, "Lescoat")
    checked = looked_at(company)

    page = sign_in("Facilitateur")
    assert "une personne à valider" in plain(page)
    page.goto("/demandes")
    checked += looked_at(page)
    page.get_by_role("link", name="Soizic Kervadec", exact=True).click()
    checked += looked_at(page)
    page.get_by_label(re.compile("^Motif du refus")).fill("Pièce attendue avant l’embauche")
    page.locator("[name=decision][value=refused]").check()
    page.get_by_role("button", name="Envoyer la réponse").click()
    assert "Refusé" in plain(page)

    page.goto(wanted)
    page.locator("[name=decision][value=validated]").check()
    page.locator("[name=criterion_1]").select_option("RSA")
    page.get_by_role("button", name="Envoyer la réponse").click()
    assert "Validé du 30/11/2026 au 29/11/2028" in plain(page)

    company = sign_in("Entreprise")
    company.goto(refused)
    assert "Pièce attendue avant l’embauche" in plain(company)
    company.goto(wanted)
    assert "Validé du 30/11/2026 au 29/11/2028" in plain(company) and "RSA" not in plain(company)
    expect_none(checked + looked_at(company))


def test_a_late_employer_is_chased_from_the_list(sign_in):
    page = sign_in("Facilitateur")
    page.goto("/aujourdhui?pour=equipe&genre=releve")
    task = page.locator(".worklist li").filter(has_text="Relancer").first
    name = task.locator(".work-title").inner_text().removeprefix("Relancer ").strip()
    assert "attendu depuis le" in task.inner_text()
    task.locator("summary").click()
    task.get_by_label("Ce qui a été dit").fill("Le relevé part jeudi")
    task.get_by_label("Remettre au").fill("26/11/2026")
    task.get_by_role("button", name="Remettre à cette date").click()
    assert "L’échange est noté. La ligne reviendra le 26/11/2026." in plain(page)
    titles = page.locator(".worklist .work-title").all_inner_texts()
    assert f"Relancer {name}" not in titles
    page.goto("/echanges")
    assert "Le relevé part jeudi" in plain(page)
    expect_none(looked_at(page))
