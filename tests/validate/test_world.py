"""Rules on a whole database find what they find on each submission."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import product
from random import Random
from string import ascii_uppercase
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.engine import connect
from openssi.expressions.example_cells import YEAR, example_cells
from openssi.expressions.sql.cells import CellKey, Occurrence
from openssi.expressions.sql.compiler import SqlCompilation
from openssi.expressions.sql.frames import UnitLevel
from openssi.expressions.sql.support import Everything
from openssi.store.observations import observations_table
from openssi.validate import Validator
from openssi.validate.conditions import RuleCompiler
from openssi.validate.world import WorldFindings, validate_world
from openssi.validate.world_conditions import WORLD_LEVELS, world_conditions
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Rule

PARTS = load()
ITEMS = PARTS.questionnaire.items
AREAS = [f"Q{first}{second}" for first, second in product("MNOPQRSTUVWXYZ", ascii_uppercase)]
NUMBERS = (
    "0", "1", "2", "3", "5", "10", "12", "100", "101", "1000", "1200", "1003", "0.5", "2.5", "-5", "50000", "1234567.5"
)  # fmt: skip
MISSING = "MNKLOQJ"
Place = tuple[str, ...]
Figures = tuple[Decimal | None, Decimal | None, Decimal | None]


def in_sql(observations: Sequence[Observation], rules: Sequence[Rule] = PARTS.rules) -> WorldFindings:
    with connect(observations=observations_table(observations)) as connection:
        return validate_world(connection, "observations", rules, PARTS.questionnaire, PARTS.codelists)


class _Named(Everything):
    """Remembers which cells the rules name."""

    def __init__(self) -> None:
        super().__init__(PARTS.questionnaire)
        self.cells: set[tuple[UnitLevel, CellKey]] = set()

    def at(self, level: UnitLevel, key: CellKey) -> Occurrence | None:
        found = super().at(level, key)
        if found is not None:
            self.cells.add((level, key))
        return found


@cache
def named_cells() -> tuple[list[tuple[UnitLevel, CellKey]], tuple[Rule, ...]]:
    """Return the cells that rules name, and the rules that SQL can say."""
    named = _Named()
    compiler = RuleCompiler(PARTS.questionnaire, PARTS.codelists)
    compilation = SqlCompilation(PARTS.questionnaire, PARTS.codelists, named)
    _, left_out = world_conditions(PARTS.rules, compiler, compilation)
    unsaid = {each.rule for each in left_out}
    return sorted(named.cells), tuple(rule for rule in PARTS.rules if rule.id not in unsaid)


# Random submissions


def a_value(random: Random, item: Item) -> tuple[Decimal | None, str | None]:
    """Return a value as it might be typed, now and then of the wrong kind."""
    chance, codes = random.random(), PARTS.codelists[item.codelist].ids if item.codelist in PARTS.codelists else ()
    if item.type == "codes":
        return None, " ".join(random.sample(codes, min(len(codes), random.choice([1, 1, 2, 4]))))
    if codes:
        wrong = {True: (Decimal(3), None)}.get(chance < 0.02, (None, "ZZZ"))
        return wrong if chance < 0.07 else (None, random.choice(codes[:6]))
    if item.type == "list":
        return None, random.choice(["QMA01", "QMA01; QMB02 ;", ";", "QMC01;QMC02; QMC03"])
    if item.id in {"N.UNIT_MULT", "N.PERS_MULT"}:
        return random.choice([(Decimal(0), None), (Decimal(3), None), (None, "0")])
    if item.is_numeric:
        return (None, random.choice(["abc", "12"])) if chance < 0.02 else (Decimal(random.choice(NUMBERS)), None)
    return None, random.choice(["one", "two", "A B"])


def an_answer(random: Random, key: CellKey, unit: tuple[str, int, str, str], untidiness: float) -> Observation:
    item, chance = ITEMS[key[0]], random.random()
    value, text = a_value(random, item)
    status = "A"
    if chance < untidiness:
        value, text, status = None, None, random.choice([*MISSING, "A", "B"])
    elif chance < 1.5 * untidiness:
        status = random.choice([*MISSING, *"WWBDSUEI"])
    prefilled = item.requirement == "prefilled" and random.random() < 0.9
    return Observation(
        ref_area=unit[0],
        time_period=unit[1],
        scheme=unit[2],
        benefit=unit[3],
        item=key[0],
        sex=key[1],
        age=key[2],
        func=key[3],
        breakdown=key[4],
        value=value,
        text_value=text,
        unit_mult=random.choice([0, 0, 0, 3]) if value is not None and item.unit else 0,
        obs_status=status,
        channel="context" if prefilled else "workbook",
        currency=random.choice(["XTS", "", "XXX"]) if item.type == "money" else "",
        note=random.choice(["", "", "n"]),
        method=random.choice(["", "m"]),
    )


def units(random: Random, area: str) -> Iterator[tuple[UnitLevel, tuple[str, int, str, str]]]:
    """Iterate over the units of two years: the country, up to two schemes with up to two benefits each."""
    schemes = [f"{area}0{number}" for number in range(1, 1 + random.choice([0, 1, 2, 2, 2]))]
    for year in (2022, 2023):
        yield "country", (area, year, "_Z", "_Z")
        for scheme in schemes:
            if random.random() < 0.9:
                yield "scheme", (area, year, scheme, "_Z")
                for benefit in ("01", "02"):
                    if random.random() < 0.85:
                        yield "benefit", (area, year, scheme, f"{scheme}-{benefit}")


def what_is_said(random: Random, unit: tuple[str, int, str, str]) -> Iterator[Observation]:
    """Iterate over answers of table Q1 on tables and cells of a unit."""
    for item in ITEMS.values():
        if item.id.startswith("Q.") and random.random() < 0.15:
            sex, table = random.choice(["_T", "_T", "F"]), random.choice(["C1", "C2", "D1", "F1", "F2", "H1", "F3"])
            each = an_answer(random, (item.id, sex, "_T", "_Z", table), unit, 0.1)
            named = random.choice(["B.REC", "S.EXP_BEN", " S.ACTIVE ", ITEMS["S.ACTIVE"].code, "H.COV_OLD[F]"])
            yield replace(each, value=None, text_value=named) if item.id == "Q.INCL_IN" else each


def submissions(random: Random, area: str) -> list[Observation]:
    """Return answers of a country with gaps, statuses, multipliers, context beside answers, and what is misplaced."""
    density, untidiness = random.choice([0.3, 0.6, 0.95]), random.choice([0, 0.1, 0.3])
    found: dict[tuple[str, bool], Observation] = {}
    for level, unit in units(random, area):
        cells = [key for at, key in named_cells()[0] if at == level]
        there = {item for item in sorted({key[0] for key in cells}) if random.random() < density}
        drawn = list(what_is_said(random, unit))
        for key in cells:
            if key[0] in there and random.random() < max(density, 0.6):
                drawn.append(an_answer(random, key, unit, untidiness))
                if random.random() < 0.03:
                    drawn.append(replace(an_answer(random, key, unit, untidiness), channel="context"))
            if random.random() < 0.001:
                drawn.append(replace(an_answer(random, key, unit, untidiness), scheme="_Z", benefit="_Z"))
        for each in drawn:
            found.setdefault((each.id, each.channel == "context"), each)
    return sorted(found.values(), key=lambda each: each.channel == "context")


def by_python(answers: Sequence[Observation], validator: Validator) -> dict[Place, Figures]:
    by_year: dict[int, list[Observation]] = {}
    for each in answers:
        by_year.setdefault(each.time_period, []).append(each)
    found = (each for year in by_year for each in validator.findings(by_year, year))
    return {(each.rule, each.obs_id): (each.value, each.expected_low, each.expected_high) for each in found}


def by_sql(findings: WorldFindings) -> dict[Place, Figures]:
    found: dict[Place, Figures] = {}
    for row in findings.table.to_pylist():
        names = ("ref_area", "item", "time_period", "scheme", "benefit", "sex", "age", "func", "breakdown")
        place = Observation(**{name: row[name] for name in names})
        found[row["rule"], place.id] = (row["value"], row["expected_low"], row["expected_high"])
    assert len(found) == findings.table.num_rows
    return found


def is_same(one: Any, other: Any) -> bool:
    """Whether two figures of a finding are the same, to the last of four decimals."""
    if one is None or other is None:
        return one is other
    return abs(float(one) - float(other)) <= 1.01e-4 + 1e-11 * abs(float(other))


@settings(max_examples=3, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_sql_finds_what_python_finds_in_any_submission(seed: int) -> None:
    rules = named_cells()[1]
    random = Random(seed)  # noqa: S311 - draws test cases
    answers = {area: submissions(random, area) for area in AREAS[:18]}
    found = in_sql([each for area in answers.values() for each in area], rules)
    assert found.left_out == ()
    in_python: dict[Place, Figures] = {}
    validator = Validator(rules, PARTS.questionnaire, PARTS.codelists)
    for each in answers.values():
        in_python |= by_python(each, validator)
    in_database = by_sql(found)
    assert in_database.keys() == in_python.keys()
    different = [key for key in in_python if not all(map(is_same, in_database[key], in_python[key]))]
    assert different == []


# Examples


def not_on_the_core_form() -> str:
    return next(each.id for each in ITEMS.values() if not each.core and each.level == "country" and each.is_numeric)


def test_every_example_of_a_rule_comes_true_in_sql() -> None:
    rules = [rule for rule in named_cells()[1] if rule.examples]
    examples = [(rule, example) for rule in rules for example in rule.examples]
    answers: list[Observation] = []
    for number, (rule, example) in enumerate(examples):
        country, _, _ = example_cells(example.cells, PARTS.questionnaire)
        cells = [replace(each, ref_area=f"QMA{number}") for year in country._answers.by_year.values() for each in year]
        # What is said of a table stands once for each of its cells.
        answers += {(each.id, each.channel): each for each in cells}.values()
        if rule.form == "full":
            answers.append(Observation(ref_area=f"QMA{number}", item=not_on_the_core_form(), time_period=YEAR))
    # What is said of cells is itself an answer; the examples are about the cells.
    found = (row for row in in_sql(answers, rules).table.to_pylist() if not row["item"].startswith("Q."))
    broken = Counter((row["rule"], row["ref_area"]) for row in found)
    wrong = [
        (rule.id, dict(example.cells))
        for number, (rule, example) in enumerate(examples)
        if (broken[rule.id, f"QMA{number}"] == 0) is not example.passes
    ]
    assert wrong == []


# Literal cases


def cell(item: str, value: int | str | None, area: str = "QMA", year: int = 2023, **parts: Any) -> Observation:
    level = ITEMS[item].level
    given_parts = {
        "scheme": f"{area}01" if level in {"scheme", "benefit"} else "_Z",
        "benefit": f"{area}01-01" if level == "benefit" else "_Z",
        "channel": "context" if item.startswith("X.") else "workbook",
        **parts,
    }
    return Observation(
        ref_area=area,
        item=item,
        time_period=year,
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
        **given_parts,
    )


def rules(*wanted: str) -> list[Rule]:
    return [rule for rule in PARTS.rules if rule.id in wanted]


def rows(*cells: Observation, wanted: Sequence[str]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = in_sql(cells, rules(*wanted)).table.to_pylist()
    return found


SEXES = (cell("N.PERS_MULT", 0), cell("B.REC", 30), cell("B.REC", 5, sex="M"), cell("B.REC", 6, sex="F"))


def test_a_row_names_the_rule_the_cell_its_value_and_what_was_expected() -> None:
    (row,) = rows(*SEXES, wanted=["R020"])
    assert (row["rule"], row["severity"], row["condition"]) == ("R020", "E", 1)
    assert (row["ref_area"], row["time_period"], row["item"], row["sex"]) == ("QMA", 2023, "B.REC", "_T")
    assert (row["scheme"], row["benefit"]) == ("QMA01", "QMA01-01")
    assert (row["value"], row["expected_low"], row["expected_high"]) == (30, 11, 11)


def test_each_country_and_year_is_looked_at_by_itself() -> None:
    others = [replace(each, ref_area="QMB", scheme="_Z", benefit="_Z") for each in SEXES[:1]]
    others += [cell("B.REC", 11, "QMB"), cell("B.REC", 5, "QMB", sex="M"), cell("B.REC", 6, "QMB", sex="F")]
    earlier = [replace(each, time_period=2020) for each in SEXES]
    found = rows(*SEXES, *others, *earlier, wanted=["R020"])
    assert [(row["ref_area"], row["time_period"]) for row in found] == [("QMA", 2020), ("QMA", 2023)]


def test_a_condition_on_each_function_names_the_function() -> None:
    (row,) = rows(cell("L.CR_EE", 101, func="OLD"), cell("L.CR_EE", 99, func="SUR"), wanted=["R036"])
    assert (row["name"], row["member"], row["func"], row["item"]) == ("f", "OLD", "OLD", "L.CR_EE")
    assert (row["expected_low"], row["expected_high"]) == (0, 100)


def test_a_rule_by_sex_finds_the_sex() -> None:
    found = rows(cell("B.REC_PENAGE", 9, sex="F"), cell("B.REC", 8, sex="F"), wanted=["R035"])
    assert [(row["item"], row["sex"], row["expected_high"]) for row in found] == [("B.REC_PENAGE", "F", 8)]


def test_multipliers_are_applied() -> None:
    answered = cell("H.COV_OLD", 3, unit_mult=3)
    assert rows(answered, cell("X.POP_PENAGE", 3000), wanted=["R066"]) == []
    (row,) = rows(answered, cell("X.POP_PENAGE", 2999), wanted=["R066"])
    assert (row["value"], row["expected_high"]) == (3000, 2999)


def test_what_the_country_answered_goes_before_context_unless_it_is_empty() -> None:
    context = replace(cell("H.COV_OLD", 5), channel="context")
    people = cell("X.POP_PENAGE", 4)
    assert rows(cell("H.COV_OLD", 3), context, people, wanted=["R066"]) == []
    # Context is not the country's to correct: the finding stands at the next cell that it answered.
    (row,) = rows(cell("H.COV_OLD", None), context, people, cell("H.COV_ANY", 1), wanted=["R066"])
    assert (row["item"], row["value"], row["expected_high"]) == ("H.COV_ANY", 1, None)


def test_a_year_without_answers_has_no_findings() -> None:
    only_context = [replace(each, channel="context") for each in SEXES]
    assert rows(*only_context, wanted=["R020"]) == []


def test_a_benefit_that_disappeared_is_found_in_the_year_after() -> None:
    earlier = [cell("B.REC", 7, year=2022), cell("S.STATUS", "ACTIVE", year=2022)]
    (row,) = rows(*earlier, cell("S.STATUS", "ACTIVE"), wanted=["R106"])
    assert (row["time_period"], row["benefit"], row["item"], row["value"]) == (2023, "QMA01-01", "B.REC", None)


def test_the_core_form_is_not_asked_what_only_the_full_form_asks() -> None:
    core = next(each.id for each in ITEMS.values() if each.core and each.level == "scheme" and each.type == "money")
    other = next(
        each.id for each in ITEMS.values() if not each.core and each.level == "scheme" and each.type == "money"
    )
    status = cell("S.STATUS", "ACTIVE")
    assert rows(status, cell(core, 1), wanted=["R008"]) == []
    assert rows(status, cell(other, 1), wanted=["R008"]) != []


def test_a_rule_that_blocks_is_silent_on_a_sum_with_missing_terms() -> None:
    (known,) = rules("R059")
    blocks = replace(known, severity="E", expressions=("X.POP_TOTAL <= sumB(B.REC)", "X.POP_CHILD >= sumB(B.REC)"))
    parts = [cell("X.POP_TOTAL", 9), cell("X.POP_CHILD", 3), cell("B.REC", 7)]
    complete = in_sql(parts, [blocks]).table.to_pylist()
    incomplete = in_sql([*parts, cell("B.FUNC", "OLD", benefit="QMA01-02")], [blocks]).table.to_pylist()
    assert [row["condition"] for row in complete] == [1]
    assert [row["condition"] for row in incomplete] == [2]


def test_a_change_out_of_line_with_the_history_is_found() -> None:
    figures = {2015: 100, 2016: 103, 2017: 104, 2018: 110, 2019: 111, 2020: 118, 2021: 119, 2022: 125, 2023: 900}
    series = [cell("B.REC", figure, year=year) for year, figure in figures.items()]
    found = rows(*series, wanted=["R101A"])
    assert [(row["time_period"], row["item"], row["value"]) for row in found] == [(2023, "B.REC", 900)]


def test_series_of_years_give_in_sql_what_they_give_in_python() -> None:
    random, items = Random(1), ("B.REC", "B.EXP", "S.ACTIVE", "S.EXP_TOTAL", "X.CPI", "B.FUNC")  # noqa: S311
    answers: dict[str, list[Observation]] = {}
    for area, year, item in product(AREAS[:8], range(2010, 2024), items):
        if random.random() < 0.9:
            growth, slip = 1.05 ** (year - 2010) * random.uniform(0.9, 1.1), random.choice([*[1] * 12, 10, 0, 1000])
            value = random.choice(["OLD", "FAM"]) if item == "B.FUNC" else int(1000 * growth * slip)
            answers.setdefault(area, []).append(cell(item, value, area, year))
    wanted = rules("R091", "R098", "R098A", "R099", "R100", "R101", "R101A", "R106")
    validator = Validator(wanted, PARTS.questionnaire, PARTS.codelists)
    found = by_sql(in_sql([each for area in answers.values() for each in area], wanted))
    expected = {place: figures for each in answers.values() for place, figures in by_python(each, validator).items()}
    assert found.keys() == expected.keys()
    assert {"R101", "R101A"} <= {rule for rule, _ in found}
    assert all(is_same(one, other) for place in found for one, other in zip(found[place], expected[place], strict=True))


def test_an_empty_database_has_no_findings() -> None:
    assert in_sql([]).table.num_rows == 0


def test_nothing_that_was_made_on_the_way_is_left_behind() -> None:
    with connect(world_of_today=observations_table(SEXES)) as connection:
        validate_world(connection, "world_of_today", PARTS.rules, PARTS.questionnaire, PARTS.codelists)
        left = connection.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_catalog IN (current_database(), 'temp')"
        )
    assert [row["table_name"] for row in left] == ["world_of_today"]


def test_what_needs_facts_from_outside_the_answers_is_left_out_by_name() -> None:
    left_out = {each.rule: each.construct for each in in_sql([]).left_out}
    levels = {rule.id: rule.level for rule in PARTS.rules}
    assert all(
        construct == f"level {levels[rule]}" for rule, construct in left_out.items() if levels[rule] not in WORLD_LEVELS
    )
    assert left_out["R104"] == "level revision"
    assert len(left_out) < len(PARTS.rules) / 4
