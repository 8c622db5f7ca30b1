"""Reads the parts of a design file that say who gets what: transfers, and answers for SDG 1.3.1."""

from typing import get_args

from openssi.definitions.source import Source
from openssi.microdata.benefits.sdg import ANSWERS
from openssi.microdata.benefits.transfers import Per, ProgrammeClass, Transfer
from openssi.microdata.description import PERIODS, Answer, Answers, Period, in_period
from openssi.microdata.design_labels import name_of
from openssi.microdata.design_values import flag, needed, number, only, positive

_TRANSFER = (
    "column", "name", "code", "per", "period", "times", "class", "contingencies", "contributory", "in_welfare",
)  # fmt: skip
_AGES = ("child_age", "pensionable_age")


def read_transfers(source: Source, period: Period) -> tuple[Transfer, ...]:
    """Read the transfers of a design.

    Args:
        source: The whole design.
        period: Of welfare.

    Raises:
        FixTheFile: with the line of what does not fit.
    """
    found = source.find("transfers")
    return tuple(_transfer(each, period) for each in found.items()) if found else ()


def _transfer(source: Source, period: Period) -> Transfer:
    only(source, _TRANSFER)
    needed(source, "column")
    of: Period = source.one_of("period", PERIODS) if source.find("period") else period
    return Transfer(
        column=source.text("column"),
        name=name_of(source),
        code=source.text("code", ""),
        per=source.one_of("per", get_args(Per)) if source.find("per") else "person",
        times=positive(source, "times") if source.find("times") else in_period(1.0, of, period),
        programme_class=source.one_of("class", get_args(ProgrammeClass)) if source.find("class") else None,
        contingencies=source.texts("contingencies"),
        contributory=flag(source, "contributory") if source.find("contributory") else None,
        in_welfare=flag(source, "in_welfare") if source.find("in_welfare") else True,
    )


def read_answers(source: Source | None) -> Answers:
    """Read where the answers stand that SDG 1.3.1 asks for.

    Raises:
        FixTheFile: with the line of what does not fit.
    """
    if source is None:
        return Answers()
    only(source, [*ANSWERS, *_AGES])
    ages = {key: number(source, key) for key in _AGES if source.find(key)}
    answers = {key: _answer(source, key) for key in ANSWERS if source.find(key)}
    return Answers(**ages, columns=answers)


def _answer(parent: Source, key: str) -> Answer:
    """Read a column, or a column with the answers that mean yes."""
    source = parent[key]
    if not isinstance(source.data, dict):
        return Answer(column=parent.text(key))
    only(source, ["column", "yes"])
    needed(source, "column", "yes")
    return Answer(column=source.text("column"), yes=source.texts("yes"))
