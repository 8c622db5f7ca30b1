"""Persons of a country that does not exist: incomes of zero, below zero and shared by many, in strata and villages."""

import math
import random

from microdata.figures_of_r import Row

VILLAGES = {"coast": (4, 30), "hills": (6, 40), "plain": (7, 28), "town": (9, 45)}
"""Villages drawn, and villages there are, of each stratum."""

AT_LINE = 600.0
"""Sixty per cent of the median income, which some have exactly."""


def invented_persons() -> list[Row]:
    """Return some four hundred persons, in no order of their villages; the median income is exactly 1,000."""
    draw = random.Random(20)  # noqa: S311 - invented incomes
    rows = list[Row]()
    for stratum, (drawn, there) in VILLAGES.items():
        for village in range(1, drawn + 1):
            for _ in range(draw.randint(9, 20)):
                row: Row = {"stratum": stratum, "psu": village, "psus": there, "w": round(draw.uniform(3, 40), 2)}
                row |= {"y": _income(draw), "age": draw.randint(0, 90), "sex": draw.choice(["female", "male"])}
                row |= {"zero": 0.0 if draw.random() < 0.1 else row["w"]}
                rows.append(row | {"group": draw.choices(["north", "south", "rare"], [10, 10, 1])[0]})
    draw.shuffle(rows)
    return [row | {"id": number} for number, row in enumerate(rows, 1)]


def _income(draw: random.Random) -> float:
    kind = draw.random()
    if kind < 0.04:
        return 0.0
    if kind < 0.06:
        return -round(draw.uniform(10, 90), 1)
    if kind < 0.1:
        return AT_LINE
    if kind < 0.2:
        return 1000.0
    drawn = math.exp(draw.gauss(7.0, 0.6))
    return float(round(drawn / 50) * 50) if kind < 0.4 else round(drawn, 3)
