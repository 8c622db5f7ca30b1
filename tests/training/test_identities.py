"""Whatever the seed: sums by sex and age equal their totals, accounts balance, parts stay below wholes."""

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.training import DemonstrationWorld, FilledQuestionnaire, demonstration_answers
from openssi.training.parameters import load_world
from openssi.validate import Validator
from openssi.vocabulary.observation import Observation

Key = tuple[str, str, str, str, str, str, str]

CODES = [country.code for country in load_world(load().root).countries if country.schemes]
CONTRIBUTIONS = ("S.REC_CONTR_ER", "S.REC_CONTR_ER_IMP", "S.REC_CONTR_EE", "S.REC_CONTR_SELF", "S.REC_CONTR_PEN")
RECEIPTS = (
    *CONTRIBUTIONS, "S.REC_GOV_EARM", "S.REC_GOV_GEN", "S.REC_TRANSF", "S.REC_INVEST", "S.REC_GRANT", "S.REC_OTH",
)  # fmt: skip
BENEFITS = ("S.EXP_CASH_PER", "S.EXP_CASH_LUMP", "S.EXP_KIND")
COSTS = (*BENEFITS, "S.EXP_ADMIN", "S.EXP_TRANSF", "S.EXP_OTHER")
DENOMINATORS = {
    "OLD": ("X.POP_15_64", "_T"), "SUR": ("X.POP_15_64", "_T"), "DIS": ("X.POP_15_64", "_T"), "UNE": ("X.LF", "_T"),
    "INJ": ("X.LF", "_T"), "SIC": ("X.LF", "_T"), "MAT": ("X.POP_15_64", "F"), "FAM": ("X.POP_CHILD", "_T"),
    "HEA": ("X.POP_TOTAL", "_T"),
}  # fmt: skip
Numbers = Mapping[Key, Decimal]

any_country_of_any_seed = given(st.sampled_from(CODES), st.integers(0, 2**31))
few = settings(max_examples=8, deadline=None)


def key_of(each: Observation) -> Key:
    return (each.item, each.scheme, each.benefit, each.sex, each.age, each.func, each.breakdown)


def amounts(filled: FilledQuestionnaire) -> Mapping[Key, Decimal]:
    """Return every number of a questionnaire in units."""
    return {key_of(each): each.scaled_value for each in filled.answers if each.scaled_value is not None}


def texts(filled: FilledQuestionnaire) -> Mapping[Key, str]:
    """Return every text of a questionnaire."""
    return {key_of(each): each.text_value for each in filled.answers if each.text_value}


def key(item: str, scheme: str = "_Z", benefit: str = "_Z", **further: str) -> Key:
    """Return the key of a cell."""
    at = {"sex": "_T", "age": "_T", "func": "_Z", "breakdown": "_Z", **further}
    return (item, scheme, benefit, at["sex"], at["age"], at["func"], at["breakdown"])


def answered(code: str, seed: int) -> list[FilledQuestionnaire]:
    return [filled for filled in demonstration_answers(load(), code, seed) if filled.accepted]


def schemes(filled: FilledQuestionnaire) -> list[str]:
    status = {each.scheme: each.text_value for each in filled.answers if each.item == "S.STATUS"}
    return [scheme.id for scheme in filled.inventory.schemes if status[scheme.id] == "ACTIVE"]


def total(numbers: Numbers, scheme: str, items: tuple[str, ...]) -> Decimal:
    return sum((numbers.get(key(item, scheme), Decimal(0)) for item in items), Decimal(0))


@few
@any_country_of_any_seed
def test_men_women_and_unknown_make_the_total(code: str, seed: int) -> None:
    for filled in answered(code, seed):
        numbers = amounts(filled)
        for (item, scheme, benefit, sex, age, func, breakdown), value in numbers.items():
            men = numbers.get((item, scheme, benefit, "M", age, func, breakdown))
            women = numbers.get((item, scheme, benefit, "F", age, func, breakdown))
            is_sum = not item.startswith(("L.AGE", "B.AMT", "S.INS_EARN_AVG", "S.ACTIVE_MONTHS"))
            if sex == "_T" and men is not None and women is not None and is_sum:
                unknown = numbers.get((item, scheme, benefit, "_U", age, func, breakdown), Decimal(0))
                assert men + women + unknown == value, (item, scheme, benefit)


@few
@any_country_of_any_seed
def test_age_bands_and_unknown_ages_make_the_total(code: str, seed: int) -> None:
    for filled in answered(code, seed):
        numbers, sums = amounts(filled), {}
        for (item, scheme, benefit, sex, age, _, _), value in numbers.items():
            if age != "_T":
                sums[item, scheme, benefit, sex] = sums.get((item, scheme, benefit, sex), Decimal(0)) + value
        for (item, scheme, benefit, sex), bands in sums.items():
            assert bands == numbers[key(item, scheme, benefit, sex=sex)], (item, scheme, benefit)


@few
@any_country_of_any_seed
def test_receipts_and_expenditure_are_the_sums_of_their_parts(code: str, seed: int) -> None:
    for filled in answered(code, seed):
        numbers = amounts(filled)
        for scheme in schemes(filled):
            assert total(numbers, scheme, RECEIPTS) == numbers[key("S.REC_TOTAL", scheme)]
            assert total(numbers, scheme, COSTS) == numbers[key("S.EXP_TOTAL", scheme)]


@few
@any_country_of_any_seed
def test_benefits_make_the_functions_and_the_functions_the_scheme(code: str, seed: int) -> None:
    for filled in answered(code, seed):
        numbers, words = amounts(filled), texts(filled)
        for scheme in schemes(filled):
            whole = total(numbers, scheme, BENEFITS)
            functions = words[key("S.FUNCTIONS", scheme)].split()
            spent = dict.fromkeys(functions, Decimal(0))
            tested = Decimal(0)
            for benefit in next(each for each in filled.inventory.schemes if each.id == scheme).benefits:
                amount = numbers[key("B.EXP", scheme, benefit.id)]
                spent[words[key("B.FUNC", scheme, benefit.id)]] += amount
                tested += amount if words[key("B.MT", scheme, benefit.id)] == "Y" else 0
            assert sum(spent.values()) == whole
            if not filled.is_core:
                assert spent == {each: numbers[key("S.EXP_FUNC", scheme, func=each)] for each in functions}
                assert tested == numbers[key("S.EXP_BEN_MT", scheme)]


@few
@any_country_of_any_seed
def test_parts_by_sector_level_counterpart_and_class_make_the_whole(code: str, seed: int) -> None:
    parts = (
        "S.REC_CONTR_ER",
        "S.REC_GOV_GEN",
        "S.REC_GOV_EARM",
        "S.REC_TRANSF",
        "S.EXP_TRANSF",
        "S.ASSETS",
        "S.ACTIVE",
    )
    for filled in answered(code, seed):
        numbers = amounts(filled)
        sums: dict[tuple[str, str], Decimal] = {}
        for (item, scheme, _, _, _, _, breakdown), value in numbers.items():
            if item in parts and breakdown != "_Z":
                sums[item, scheme] = sums.get((item, scheme), Decimal(0)) + value
        assert all(value == numbers[key(item, scheme)] for (item, scheme), value in sums.items())


@few
@any_country_of_any_seed
def test_reserves_roll_forward_from_year_to_year(code: str, seed: int) -> None:
    closing: dict[tuple[str, int], Decimal] = {}
    for filled in answered(code, seed):
        numbers = amounts(filled)
        for scheme in schemes(filled):
            if key("S.RES_OPEN", scheme) not in numbers:
                continue
            opening, end = numbers[key("S.RES_OPEN", scheme)], numbers[key("S.RES_CLOSE", scheme)]
            balance = numbers[key("S.REC_TOTAL", scheme)] - numbers[key("S.EXP_TOTAL", scheme)]
            if key("S.RES_REVAL", scheme) in numbers:
                assert opening + balance + numbers[key("S.RES_REVAL", scheme)] == end
            assert opening == closing.get((scheme, filled.year - 1), opening)
            closing[scheme, filled.year] = end


@few
@any_country_of_any_seed
def test_parts_stay_below_wholes(code: str, seed: int) -> None:
    below = (
        ("S.EXP_BEN_MT", "S.EXP_TOTAL"), ("S.EXP_ADMIN_STAFF", "S.EXP_ADMIN"), ("S.ACTIVE_PUB", "S.ACTIVE"),
        ("S.ACTIVE_SELF", "S.ACTIVE"), ("S.ACTIVE_VOL", "S.ACTIVE"), ("S.ACTIVE_AVG", "S.ACTIVE"),
        ("S.ACTIVE", "S.AFFIL"), ("B.REC_PENAGE", "B.REC"), ("B.REC_SEVDIS", "B.REC"), ("B.EXP_ABROAD", "B.EXP"),
        ("B.REC_NEW", "B.REC"), ("B.AMT_MIN", "B.AMT_AVG"), ("B.AMT_AVG", "B.AMT_MAX"), ("L.QUAL_MIN", "L.QUAL"),
        ("H.COV_OLD_C", "H.COV_OLD"), ("H.COV_WA_C", "H.COV_C"), ("H.COV_C", "H.COV_ANY"),
    )  # fmt: skip
    for filled in answered(code, seed):
        numbers = amounts(filled)
        for part, whole in below:
            for at, value in numbers.items():
                limit = numbers.get((whole, *at[1:]))
                if at[0] == part and limit is not None:
                    assert value <= limit, at


@few
@any_country_of_any_seed
def test_transfers_between_schemes_of_a_country_mirror(code: str, seed: int) -> None:
    for filled in answered(code, seed):
        numbers = amounts(filled)
        paid = sum(value for at, value in numbers.items() if at == key("S.EXP_TRANSF", at[1]))
        received = sum(value for at, value in numbers.items() if at == key("S.REC_TRANSF", at[1]))
        assert paid == received


@few
@any_country_of_any_seed
def test_older_persons_with_any_pension_are_those_with_and_without_a_contributory_one(code: str, seed: int) -> None:
    for filled in answered(code, seed):
        numbers = amounts(filled)
        if key("H.COV_OLD_NC") in numbers:
            parts = numbers[key("H.COV_OLD_C")] + numbers[key("H.COV_OLD_NC")]
            assert parts == numbers[key("H.COV_OLD")]


def population_of(world: DemonstrationWorld) -> Mapping[tuple[str, int, str, str], Decimal]:
    return {
        (each.ref_area, each.time_period, each.item, each.sex): each.value or Decimal(0)
        for each in world.context
        if each.age == "_T"
    }


def test_no_total_exceeds_its_population(world: DemonstrationWorld, accepted: list[FilledQuestionnaire]) -> None:
    population = population_of(world)
    pairs = (("H.COV_ANY", "X.POP_TOTAL"), ("H.COV_CHILD", "X.POP_CHILD"), ("H.COV_INJ", "X.LF"),
             ("H.COV_HEALTH", "X.POP_TOTAL"), ("H.COV_MAT", "X.BIRTHS"), ("H.COV_DIS", "X.DIS_SEVERE"))  # fmt: skip
    for filled in accepted:
        numbers = amounts(filled)
        for covered, people in pairs:
            assert numbers.get(key(covered), Decimal(0)) <= population[filled.ref_area, filled.year, people, "_T"]


def test_legal_coverage_in_three_groups_stays_within_the_persons_concerned(
    world: DemonstrationWorld, accepted: list[FilledQuestionnaire]
) -> None:
    population = population_of(world)
    for filled in accepted:
        numbers, words = amounts(filled), texts(filled)
        for function, (item, sex) in DENOMINATORS.items():
            groups = [numbers.get(key(name, func=function)) for name in ("L.COV_MAND", "L.COV_VOL", "L.COV_NC")]
            covered = sum((each for each in groups if each is not None), Decimal(0))
            assert covered <= population[filled.ref_area, filled.year, item, sex], (filled.ref_area, function)
            if None not in groups and words[key("L.EXISTS", func=function)] == "ANCH_PER":
                assert covered > 0, (filled.ref_area, function)


def test_nothing_that_is_accepted_has_an_open_finding_and_every_draft_has_one(world: DemonstrationWorld) -> None:
    definitions = load()
    validator = Validator(definitions.rules, definitions.questionnaire, definitions.codelists)
    known: dict[str, dict[int, list[Observation]]] = {}
    for each in world.context:
        known.setdefault(each.ref_area, {}).setdefault(each.time_period, []).append(each)
    for filled in world.questionnaires:
        years = known[filled.ref_area]
        years[filled.year].extend(filled.answers)
        findings = validator.findings(years, filled.year)
        blocking = [each for each in findings if each.state == "open" and each.severity in {"E", "W"}]
        assert bool(blocking) != filled.accepted, (filled.ref_area, filled.year, blocking[:1])
