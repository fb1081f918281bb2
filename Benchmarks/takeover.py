# SPDX-License-Identifier: EUPL-1.2
"""Ten years of a territory taken over from its own files, 100,000 lines of hours: read, written, written again, undone, given back."""

import datetime
import random
from pathlib import Path

from measure import Table, comma, spaced, timed

YEARS = range(2016, 2026)
SYLLABLES = "BA CHE DI FOU GAR HEL JO KER LAN MOU NI PER QUE RO SAN TI VA WEN XA ZOL".split()
FIRST_NAMES = (
    "Nadia Luc Aïcha Karim Élodie Mohamed Chloé Jean-Pierre Maria Fatou Yann Inès Hugo Léa Samir Awa Paul Zoé Omar Rose "
    "Igor Maud Tom Ève Bilal Anne Marc Sonia Théo Lina"
).split()
HEADINGS = "Nom;Prénom;Né(e) le;Employeur;N° marché;Lot;Mois;Heures retenues"


def files(folder: Path, count: int) -> Path:
    """Lots with their totals by year, and a line of hours for a person, a lot and a month, as a territory would write them."""
    dice = random.Random(2026)
    employers = [f"Entreprise {n:03d}" for n in range(120)]
    lots = [(f"{YEARS[n % 10]}-{n // 5:04d}", n % 5 + 1) for n in range(1_500)]
    people = [
        (name(n), FIRST_NAMES[n % len(FIRST_NAMES)], datetime.date(1960, 1, 1) + datetime.timedelta(days=n * 3))
        for n in range(4_000)
    ]
    lines, totals = [HEADINGS], {}
    seen = set()
    while len(lines) <= count:
        last, first, born = people[dice.randrange(len(people))]
        lot = lots[dice.randrange(len(lots))]
        year, month = dice.choice(YEARS), dice.randint(1, 12)
        if (last, lot, year, month) in seen:
            continue
        seen.add((last, lot, year, month))
        done = dice.randint(1, 15_167)
        totals[lot, year] = totals.get((lot, year), 0) + done
        cells = [last, first, born.strftime("%d/%m/%Y"), employers[hash_of(last, lot) % len(employers)], lot[0], str(lot[1])]
        lines.append(";".join(cells + [f"{month:02d}/{year}", hundredths(done)]))
    where = folder / "territoire"
    where.mkdir()
    (where / "heures.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = ["Maître d’ouvrage;N° marché;Objet;Lot n°;Intitulé du lot;Titulaire;Heures prévues;" + ";".join(map(str, YEARS))]
    for number, (reference, lot) in enumerate(lots):
        done = [hundredths(totals.get(((reference, lot), year), 0)) for year in YEARS]
        rows.append(
            f"Acheteur {number // 50:02d};{reference};Opération {reference};{lot};Lot {lot};{employers[number % 120]};1200;"
            + ";".join(done)
        )
    (where / "lots.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return where


def name(number: int) -> str:
    """Names as alike as people's are: some differ by a syllable, few by a letter."""
    number = number * 7_919 % len(SYLLABLES) ** 3
    return "".join(SYLLABLES[number // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(3))


def hundredths(number: int) -> str:
    return f"{number // 100},{number % 100:02d}"


def hash_of(last: str, lot: tuple) -> int:
    return sum(map(ord, last + lot[0])) + lot[1]


def measure(binary: Path, folder: Path, count: int = 100_000) -> Table:
    where = files(folder, count)
    data = folder / "reprise"
    timed([binary, "user", "add", "--data", data, "--email", "f@example.fr", "--name", "F", "--role", "facilitateur",
           "--territory", "Territoire"])
    table = Table(
        f"Reprendre dix ans d’un territoire ({spaced(count)} lignes d’heures)",
        ["étape", "secondes", "processeurs (s)", "mémoire au plus (Mo)"],
        note="1 500 lots, 4 000 personnes, 15 000 totaux retrouvés. La première écriture crée les personnes, leurs contrats et "
        "les marchés que les lignes nomment, en une transaction.",
    )
    archive = folder / "archive"
    for name, command in [
        ("lire, comparer, ne rien écrire", ["takeover", where, "--data", data]),
        ("écrire", ["takeover", where, "--data", data, "--apply"]),
        ("relire le même, rien ne change", ["takeover", where, "--data", data]),
        ("tout rendre en fichiers", ["export", "--all", archive, "--data", data]),
    ]:
        done = timed([binary, *command])
        if command[0] == "takeover":
            assert "sont retrouvés, sans écart" in done.output, done.output[-2_000:]
        table.add(name, comma(done.seconds), comma(done.work), spaced(round(done.megabytes)))
    return table
