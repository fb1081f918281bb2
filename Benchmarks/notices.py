# SPDX-License-Identifier: EUPL-1.2
"""Invented notices in the layout of version 2 of the essential data: the same number, the same file."""

import json
import random

BATCH = 2000
PROCEDURES = ["Procédure adaptée", "Appel d'offres ouvert", "Marché passé sans publicité ni mise en concurrence préalable"]
OBJECTS = [
    "Travaux de réhabilitation de {n} logements collectifs, quartier {q}, lot {l} : gros œuvre et maçonnerie",
    "Entretien des espaces verts du secteur {q}, tranche {l}, y compris élagage et évacuation des déchets",
    "Nettoyage des locaux et de la vitrerie de {n} bâtiments communaux, période {l}",
    "Maîtrise d'œuvre pour la construction d'un groupe scolaire de {n} classes, {q}",
]
QUARTERS = ["Belle-Beille", "Les Hauts-de-Saint-Aubin", "La Roseraie", "Monplaisir", "Grand-Pigeon"]


def keyed(head: str) -> str:
    """These digits and their key of Luhn."""
    total = 0
    for place, digit in enumerate(reversed(head)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return head + str(-total % 10)


def siret(number: int) -> str:
    """A SIREN with its key, a number of establishment, and the key of the whole."""
    return keyed(keyed(f"{number % 10**8:08d}") + "0001")


def notice(number: int, chance: random.Random) -> dict:
    day = f"{2024 + number % 2}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    place = "49" if number % 3 else "75"
    words = {"n": chance.randrange(2, 200), "q": chance.choice(QUARTERS), "l": chance.randrange(1, 40)}
    social = "Clause sociale" if number % 5 == 0 else "Pas de considération sociale"
    return {
        "id": f"{2024 + number % 2}M{number:09d}",
        "acheteur": {"id": siret(21_490_000 + number % 3576)},
        "nature": "Marché",
        "objet": chance.choice(OBJECTS).format(**words),
        "codeCPV": chance.choice(["45210000", "77310000", "90911200", "71221000"]),
        "techniques": {"technique": ["Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Sans objet"]},
        "idAccordCadre": "",
        "marcheInnovant": False,
        "ccag": "Travaux",
        "attributionAvance": True,
        "tauxAvance": 0.05,
        "typeGroupementOperateurs": "Pas de groupement",
        "sousTraitanceDeclaree": False,
        "procedure": chance.choice(PROCEDURES),
        "lieuExecution": {"code": place, "typeCode": "Code département"},
        "dureeMois": chance.randrange(1, 49),
        "dateNotification": day,
        "datePublicationDonnees": "2026-" + day[5:],
        "montant": chance.randrange(1_000, 4_000_000) + 0.5,
        "typesPrix": {"typePrix": ["Définitif ferme"]},
        "formePrix": "Forfaitaire",
        "offresRecues": chance.randrange(1, 9),
        "origineUE": 1.0,
        "origineFrance": 1.0,
        "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": siret(35_200_000 + number)}}],
        "considerationsSociales": {"considerationSociale": [social]},
        "considerationsEnvironnementales": {"considerationEnvironnementale": ["Critère environnemental"]},
        "modifications": [],
        "actesSousTraitance": [],
        "modificationsActesSousTraitance": [],
    }


def write(path, count: int):
    chance = random.Random(20261124)
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"marches":{"marche":[')
        for number in range(count):
            file.write((",\n" if number else "\n") + json.dumps(notice(number, chance), ensure_ascii=False))
        file.write('\n],"contrat-concession":[]}}\n')
