"""Measure how often the intervals of aggregates hold the truth in simulated worlds.

Run it with `.venv/bin/python benchmarks/interval_coverage.py`, or with another number after `--worlds`. It makes worlds
of 180 countries of which a quarter do not answer, at random, because they are poor, or because they are poor and low,
and prints for each method the share of intervals that hold the true mean, with the mean width, at the shift for
non-response that is declared and at others. Nothing here is asserted.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from openssi.definitions import load
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import AggregateMethod
from openssi.vocabulary.text import MultilingualText
from simulated_worlds import Response, coverage, simulate

NAME = MultilingualText("Coverage", "Couverture", "Cobertura")
GROUPINGS = ("WORLD", "SDG_REGION", "M49_SUBREGION", "INCOME")


def measured(worlds: int, factors: Sequence[float]) -> None:
    """Print one row per kind of non-response, method and shift."""
    texts = {"name": NAME, "short_name": NAME, "definition": NAME, "population": NAME}
    bounds = Decimal(0), Decimal(100)
    indicator = Indicator(id="COVERAGE", code="C", family="C", weight="X.POP_TOTAL", bounds=bounds, **texts)
    declared = load().publication
    print("response | method | shift |", " | ".join(GROUPINGS))
    for response in get_args(Response):
        simulated = simulate(worlds, response)
        for method in get_args(AggregateMethod):
            for factor in factors:
                shift = factor * declared.intervals.non_response[method]
                intervals = replace(declared.intervals, non_response={method: shift})
                held = coverage(simulated, indicator, replace(declared, method=method, intervals=intervals))
                cells = (f"{100 * held[each].share:.1f} % ({held[each].width:.1f})" for each in GROUPINGS)
                print(f"{response} | {method} | {shift:.2f} |", " | ".join(cells), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=400)
    parser.add_argument("--factors", type=float, nargs="+", default=[0.0, 1.0])
    given = parser.parse_args()
    measured(given.worlds, given.factors)
