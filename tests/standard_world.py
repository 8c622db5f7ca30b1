"""Literal cells of a country from which a branch is judged."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from openssi.definitions import load
from openssi.expressions import ObservationCells
from openssi.indicators.standard_answers import StandardAnswers
from openssi.indicators.standards import StandardsJudge
from openssi.store.law import legal_parameters
from openssi.vocabulary.law import in_force
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.verdict import BranchVerdict, Condition

DEFINITIONS = load()
JUDGE = StandardsJudge(DEFINITIONS.standards, DEFINITIONS.questionnaire, DEFINITIONS.codelists)
BRANCHES = {each.id: each for each in DEFINITIONS.standards.branches()}
YEAR = 2022
SCHEME = "QMA01"

Cell = str | int | Decimal


def cell(item: str, answer: Cell, func: str = "_Z", scheme: str = "_Z", **key: str) -> Observation:
    """One answer of 2022, a number or a text."""
    number = None if isinstance(answer, str) else Decimal(answer)
    told: dict[str, object] = {"ref_area": "QMA", "time_period": YEAR, "value": number}
    told |= {"text_value": answer if isinstance(answer, str) else None}
    return Observation(item=item, func=func, scheme=scheme, **(told | key))  # type: ignore[arg-type]


def of_scheme(func: str, **answers: Cell) -> list[Observation]:
    """Answers of the reference scheme in a function, by the item without its first part: `QUAL` is `L.QUAL`."""
    return [
        cell("L.REF_SCHEME", SCHEME, func),
        *(cell(f"L.{name}", answer, func, SCHEME) for name, answer in answers.items()),
    ]


def scheme(**answers: str) -> list[Observation]:
    """Coded answers of the reference scheme: `CONTRIB` is `S.CONTRIB`."""
    return [cell(f"S.{name}", answer, scheme=SCHEME) for name, answer in answers.items()]


def judged(branch: str, *cells: Iterable[Observation]) -> BranchVerdict:
    """The verdict on a branch from literal cells."""
    told = [each for some in cells for each in some]
    law = in_force(legal_parameters(told, DEFINITIONS.questionnaire.items), dt.date(YEAR, 12, 31))
    own = [each for each in told if each.time_period == YEAR]
    answers = StandardAnswers("QMA", YEAR, law, ObservationCells({YEAR: own}, YEAR, DEFINITIONS.questionnaire))
    return JUDGE.verdict(answers, BRANCHES[branch])


def condition(verdict: BranchVerdict, kind: str) -> Condition:
    """One condition of a verdict."""
    return next(each for each in verdict.conditions if each.kind == kind)


WAGES = [cell("X.WAGE_SKILLED", 2400), cell("X.WAGE_LABOURER", 1600)]
"""Wages of the skilled manual male employee and of the ordinary adult male labourer."""

EARNINGS = scheme(BEN_FORMULA="DB", CONTRIB="CONTRIB", MEANS_TEST="NONE")
"""A contributory scheme whose benefit follows earnings."""

RATE_52 = {"SB_BEN": 1200, "SB_FA_BEN": 80, "SB_FA_WORK": 60}
"""(1,200 + 80) / (2,400 + 60) = 52.03 per cent."""
