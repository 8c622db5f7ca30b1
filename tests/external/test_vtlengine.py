"""The VTL text of the rules, run by another implementation, finds what this one finds."""

from collections.abc import Sequence

import pytest

from openssi.definitions import Definitions, default_root, load
from openssi.expressions import ObservationCells
from openssi.expressions.vtl.parts import VtlCondition
from openssi.expressions.vtl.rule import VTL_LEVELS, rule_in_vtl
from openssi.publish import publish_rules
from openssi.publish.catalogues.rules_vtl import dataset_columns
from openssi.validate.conditions import RuleCompiler
from openssi.validate.scopes import SEXES
from openssi.vocabulary.rule import Rule, RuleLevel
from openssi.vocabulary.text import MultilingualText
from vtl_frames import FrameMaker, Worlds, broken_parts, rows_of, run_vtl
from vtlengine_apart import READY

COUNTRIES = 60

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not READY.is_file(), reason="vtlengine is not there: make test-all installs it apart"),
]

Rows = dict[str, list[ObservationCells]]

NOTHING = MultilingualText("", "", "")
MISSING_TERMS: tuple[tuple[RuleLevel, str], ...] = (
    ("scheme", "S.REC_TOTAL - S.REC_INVEST <= 9"),
    ("scheme", "S.REC_INVEST + S.REC_GRANT <= 9"),
    ("scheme", "S.REC_INVEST + (S.REC_GRANT + S.REC_OTH) <= 9"),
    ("scheme", "S.REC_TOTAL - (S.REC_GRANT + S.REC_OTH) <= 9"),
    ("scheme", "coalesce(S.REC_INVEST, S.REC_GRANT) + S.REC_OTH <= 9"),
    ("scheme", "S.REC_OTH + coalesce(S.REC_INVEST, S.REC_GRANT) + S.REC_OTHER <= 20"),
    ("scheme", "S.REC_TOTAL <= 3 + 4; S.REC_TOTAL + 1 - 2 <= 9"),
    ("scheme", "sum_func(S.EXP_FUNC) <= 90"),
    ("scheme", "sum_func(S.EXP_FUNC; f != HEA) <= 90"),
    ("scheme", "not (S.REC_TOTAL > 3 => S.REC_INVEST > 3)"),
    ("scheme", "(S.REC_TOTAL > S.REC_INVEST ? S.REC_TOTAL : S.EXP_TOTAL) <= min(S.REC_TOTAL, S.EXP_TOTAL, 9)"),
    ("scheme", "null(S.REC_INVEST + S.REC_GRANT) or S.EXP_TOTAL / S.REC_TOTAL < 1 or log10(S.REC_TOTAL) < 0.5"),
    ("benefit", "B.REC[M] + B.REC[F] + B.REC[U] <= 20"),
    ("benefit", "B.REC[F] + B.REC[U] <= 9"),
    ("benefit", "B.REC[U] + B.REC_NEW <= 9"),
    ("benefit", "sum_age(B.REC) <= 90"),
    ("benefit", "B.REC - B.REC_NEW(t-1) <= 0.5 * n_terms"),
    ("benefit", "B.REC_NEW + B.REC_EXIT <= max(3, 0.5 * B.REC)"),
    ("country", "H.COV_OLD_C + H.COV_OLD_NC - H.COV_OLD <= 3"),
    ("country", "sumS(S.ACTIVE)(t-1) <= sumS(S.ACTIVE) + 3"),
)
"""Conditions that the rules do not have, by sex, for every way in which a term can be missing."""


def invented(number: int, level: RuleLevel, text: str) -> Rule:
    return Rule(
        id=f"R{900 + number}",
        group="arithmetic",
        severity="W",
        stage="entry",
        level=level,
        expressions=tuple(text.split("; ")) if "sum_func" not in text else (text,),
        items=(),
        title=NOTHING,
        message=NOTHING,
        remedy=NOTHING,
        reason=NOTHING,
        by_sex=True,
    )


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    """The rules of the catalogue, and those that try every missing term."""
    made = Definitions(default_root())
    more = (invented(number, *each) for number, each in enumerate(MISSING_TERMS, start=1))
    made.__dict__["rules"] = (*load().rules, *more)
    return made


@pytest.fixture(scope="module")
def rows(definitions: Definitions) -> Rows:
    worlds = Worlds(definitions, seed=20231)
    made = [worlds.make() for _ in range(COUNTRIES)]
    return {level: rows_of(level, made) for level in VTL_LEVELS}


@pytest.fixture(scope="module")
def found(
    definitions: Definitions, rows: Rows, tmp_path_factory: pytest.TempPathFactory
) -> set[tuple[int, str, str, str]]:
    folder = tmp_path_factory.mktemp("vtl")
    (path,) = publish_rules(definitions, "vtl", folder, "fr")
    maker = FrameMaker(definitions)
    frames = {}
    for level in VTL_LEVELS:
        columns = dataset_columns(definitions, level)
        if columns:
            values = [maker.values(column, rows[level]) for column in columns]
            table = [[number, *row] for number, row in enumerate(zip(*values, strict=True))]
            frames[level.upper()] = ([(column.name, column.type) for column in columns], table)
    return {tuple(each) for each in run_vtl(folder, path.read_text(encoding="utf-8"), frames)}  # type: ignore[misc]


def test_every_condition_finds_the_same_rows_as_the_functions_of_the_language(
    definitions: Definitions, rows: Rows, found: set[tuple[int, str, str, str]]
) -> None:
    expected = {
        (number, part, rule.id, rule.severity)
        for rule in definitions.rules
        for number, part in _broken(definitions, rule.id, rows.get(rule.level, ()))
    }
    assert sorted(found ^ expected) == []
    assert len(expected) > 1000


def _broken(definitions: Definitions, rule_id: str, rows: Sequence[ObservationCells]) -> set[tuple[int, str]]:
    rule = next(each for each in definitions.rules if each.id == rule_id)
    parts = [
        part
        for part in rule_in_vtl(rule, definitions.questionnaire, definitions.codelists)
        if isinstance(part.condition, VtlCondition)
    ]
    return broken_parts(rule, parts, rows, definitions)


def test_a_rule_that_vtl_says_whole_finds_the_rows_that_the_validator_finds(
    definitions: Definitions, rows: Rows, found: set[tuple[int, str, str, str]]
) -> None:
    compiler = RuleCompiler(definitions.questionnaire, definitions.codelists)
    compared = 0
    for rule in definitions.rules:
        parts = rule_in_vtl(rule, definitions.questionnaire, definitions.codelists)
        if rule.form == "full" or not all(isinstance(part.condition, VtlCondition) for part in parts):
            continue
        compiled = compiler.rule(rule)
        expected = {
            number
            for number, cells in enumerate(rows[rule.level])
            for sex in (SEXES if rule.by_sex else SEXES[:1])
            if any(True for _ in compiled.broken(cells.for_sex(sex)))
        }
        assert {number for number, _, code, _ in found if code == rule.id} == expected, rule.id
        compared += bool(expected)
    assert compared >= 30
