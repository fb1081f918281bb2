# SPDX-License-Identifier: EUPL-1.2
"""The checks of one month of declared hours, over every territory of a demonstration: the target is France in under 60 s."""

import json
from pathlib import Path

from measure import Table, comma, spaced, timed

MONTH = "2026-10"


def measure(binary: Path, folder: Path, data: Path | None = None) -> Table:
    """`data` is a folder of data that exists already, such as ten years of France; else a territory is invented."""
    if data is None:
        data = folder / "controles"
        timed([binary, "demo", "--data", data])
    table = Table(
        f"Contrôler un mois d’heures ({MONTH})",
        ["étape", "territoires", "lignes", "remarques", "secondes", "processeurs (s)", "mémoire au plus (Mo)"],
        note="Chaque ligne passe tous les contrôles, avec ce que la personne a fait ailleurs, comme sur la page d’un relevé.",
    )
    done = timed([binary, "hours", "check", "--month", MONTH, "--data", data, "--json"])
    found = json.loads(done.output)
    assert found["lines"] > 0, "no line in that month"
    table.add(
        "toutes les lignes du mois", spaced(found["territories"]), spaced(found["lines"]),
        spaced(sum(one["lines"] for one in found["remarks"])), comma(done.seconds), comma(done.work),
        spaced(round(done.megabytes)),
    )
    return table
