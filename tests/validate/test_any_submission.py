"""Whatever a country answers, validation ends in findings and never in an error."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.validate import Validator
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Observation

PARTS = load()
VALIDATOR = Validator(PARTS.rules, PARTS.questionnaire, PARTS.codelists)
ITEMS = sorted({item for rule in PARTS.rules for item in rule.items} | {"N.PERS_MULT", "N.UNIT_MULT", "X.CPI", "X.GDP"})
UNITS = [("QMA01", "QMA01-01"), ("QMA01", "QMA01-02"), ("QMA02", "QMA02-01")]

numbers = st.one_of(
    st.sampled_from([Decimal(each) for each in ("0", "-0", "1", "-1", "1E-10", "1E+27", "-9E+27", "0.0000000001")]),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12),
)


@st.composite
def observations(draw: st.DrawFn, year: int) -> Observation:
    item = PARTS.questionnaire.items[draw(st.sampled_from(ITEMS))]
    scheme, benefit = draw(st.sampled_from(UNITS))
    number, text = draw(answers(item))
    return Observation(
        ref_area="QMA",
        item=item.id,
        time_period=year,
        scheme=scheme if item.level in {"scheme", "benefit"} else "_Z",
        benefit=benefit if item.level == "benefit" else "_Z",
        sex=draw(st.sampled_from(["_T", "M", "F", "_U"])) if "SEX" in item.breakdowns else "_T",
        age=draw(st.sampled_from(["_T", "Y0T14", "Y65"])) if "AGE" in item.breakdowns else "_T",
        func=draw(st.sampled_from(["OLD", "MAT", "HEA", "_Z"])) if "FUNC" in item.breakdowns else "_Z",
        value=number,
        text_value=text,
        unit_mult=draw(st.sampled_from([0, 3, 6])),
        obs_status=draw(st.sampled_from(["A", "B", "E", "K", "L", "M", "N", "O", "W"])),
        channel="context" if item.id.startswith("X.") and draw(st.booleans()) else "workbook",
    )


@st.composite
def answers(draw: st.DrawFn, item: Item) -> tuple[Decimal | None, str | None]:
    kind = draw(st.sampled_from(["empty", "fitting", "text"]))
    if kind == "empty":
        return None, None
    if kind == "text":
        return None, draw(st.text(max_size=12)) or None
    if item.is_numeric:
        return draw(numbers), None
    codes = PARTS.codelists[item.codelist].ids if item.codelist in PARTS.codelists else ("2023-01-01",)
    return None, " ".join(draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3)))


@given(st.lists(observations(2023), max_size=40), st.lists(observations(2022), max_size=25))
def test_validation_never_raises(now: list[Observation], before: list[Observation]) -> None:
    for finding in VALIDATOR.findings({2023: now, 2022: before}, 2023):
        assert finding.rule
        assert all((finding.message.en, finding.message.fr, finding.message.es))


def test_nothing_is_found_where_nothing_was_answered() -> None:
    assert VALIDATOR.findings({}, 2023) == ()
    assert VALIDATOR.findings({2023: []}, 2023) == ()


def test_a_submission_of_missing_values_is_only_told_what_is_missing() -> None:
    empty = [
        Observation(ref_area="QMA", item=item, time_period=2023, scheme="QMA01", benefit="QMA01-01", obs_status="L")
        for item in ("B.REC", "B.EXP", "B.AMT_AVG", "B.FUNC")
    ]
    assert {each.rule for each in VALIDATOR.findings({2023: empty}, 2023) if each.severity == "E"} <= {
        "R003", "R013", "R093",
    }  # fmt: skip
