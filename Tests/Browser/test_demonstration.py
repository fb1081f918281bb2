# SPDX-License-Identifier: EUPL-1.2
"""The demonstration has the size of Angers, and something true to show to each role."""

import json

import pytest

# Figures of Angers in 2025, held within three in a hundred.
ANGERS = {"hours.done": 513_814, "people": 1_350, "assignments": 1_731, "companies": 333, "structures": 42}

# What must be there, and how much of it at least.
CONTENT = {
    "buyers": ("SELECT COUNT(*) AS n FROM organisation WHERE buyer_kind IS NOT NULL", 42),
    "kinds of buyers": ("SELECT COUNT(DISTINCT buyer_kind) AS n FROM organisation", 12),
    "kinds of events": ("SELECT COUNT(DISTINCT kind) AS n FROM engagement_event", 10),
    "bases of rules": ("SELECT COUNT(DISTINCT basis) AS n FROM engagement WHERE terms = 'rule'", 2),
    "bearings": ("SELECT COUNT(DISTINCT bearing) AS n FROM engagement", 3),
    "sectors": ("SELECT COUNT(DISTINCT sector) AS n FROM lot", 5),
    "purchasing groups": ("SELECT COUNT(DISTINCT contract_id) AS n FROM contract_owner", 5),
    "operations with contracts": (
        "SELECT COUNT(DISTINCT operation_id) AS n FROM public_contract WHERE operation_id IS NOT NULL",
        8,
    ),
    "renewed conventions": ("SELECT COUNT(*) AS n FROM agreement WHERE renews_id IS NOT NULL", 2),
    "conventions near their end": (
        "SELECT COUNT(*) AS n FROM agreement WHERE ends_on BETWEEN '2026-11-24' AND '2027-05-24'",
        2,
    ),
    "the first convention": ("SELECT COUNT(*) AS n FROM agreement WHERE signed_on = '2014-01-23'", 1),
    "chains of missions": ("SELECT COUNT(*) AS n FROM parcours", 100),
    "training lines": ("SELECT COUNT(*) AS n FROM hours_line WHERE kind = 'training'", 1000),
    "lines to decide": (
        "SELECT COUNT(*) AS n FROM hours_line l"
        " WHERE NOT EXISTS (SELECT 1 FROM hours_decision d WHERE d.line_id = l.id)",
        50,
    ),
    "terminations": ("SELECT COUNT(*) AS n FROM lot WHERE terminated_on IS NOT NULL", 2),
    "suspensions": ("SELECT COUNT(*) AS n FROM lot_suspension WHERE ends_on IS NULL", 2),
    "corrections": ("SELECT COUNT(*) AS n FROM hours_line WHERE reverses_id IS NOT NULL", 5),
    "years closed": ("SELECT COUNT(*) AS n FROM yearly_closing", 6),
    "attestations": ("SELECT COUNT(*) AS n FROM issued_report WHERE kind = 'lot'", 10),
    "merged people": ("SELECT COUNT(*) AS n FROM participant WHERE merged_into IS NOT NULL", 5),
    "requests": (
        "SELECT COUNT(*) AS n FROM participant p WHERE p.merged_into IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM eligibility e WHERE e.participant_id = p.id)",
        10,
    ),
}


def test_its_year_is_the_size_of_angers(server):
    answer = json.loads(server.run("indicators", "--year", "2025", "--json"))
    found = {one["code"]: float(one["value"]) for one in answer["indicators"]}
    for name, expected in ANGERS.items():
        value = found[name]
        assert abs(value - expected) * 100 <= expected * 3, f"{name}: {value}"


@pytest.mark.parametrize("name", CONTENT)
def test_it_holds(server, name):
    question, least = CONTENT[name]
    found = json.loads(server.run("sql", "--json", question))
    assert found["n"] >= least


def test_every_rule_holds(server):
    server.run("verify")
