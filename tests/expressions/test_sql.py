"""Expressions in SQL give what they give in Python."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

import pytest

from openssi.engine import connect
from openssi.expressions import ObservationCells, compile_python, parse
from openssi.expressions.sql.compiler import SqlCompilation
from openssi.expressions.sql.frames import FrameLevel
from openssi.expressions.sql.support import sql_supports
from openssi.expressions.sql.values import FALSE, NotInSql
from openssi.store.observations import observations_table
from openssi.validate.world_frames import cells_statement, frame_statements
from openssi.validate.world_tables import world_tables
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation

Answers = Mapping[str, object]
Cells = Callable[..., ObservationCells]
Agree = Callable[..., list[Any]]

POSITIONS = {"country": (), "scheme": ("QMA01", "_Z"), "benefit": ("QMA01", "QMA01-01")}
TWO_BENEFITS = {
    "S.STATUS": "ACTIVE",
    "S.STATUS@2": "ENDED",
    "B.REC@1": 10,
    "B.REC@2": 30,
    "B.CONTIG@1": "PENSION CHILD",
}


@pytest.fixture
def agree(cells: Cells, questionnaire: Questionnaire, codelists: dict[str, CodeList]) -> Agree:
    """Evaluate expressions in SQL; each value is that of Python, and so is whether it is uncertain."""

    def evaluate(
        texts: list[str], answers: Answers, earlier: Answers | None = None, scope: FrameLevel = "country"
    ) -> list[Any]:
        country = cells(answers, earlier)
        observations = list(chain.from_iterable(country._answers.by_year.values()))
        own = {"country": [country], "scheme": country.schemes(), "benefit": country.benefits()}[scope][0]
        outcomes = [compile_python(parse(text), questionnaire, codelists).outcome(own) for text in texts]
        found = in_sql(texts, observations, scope, questionnaire, codelists)
        assert [value for value, _ in found] == [each.value for each in outcomes]
        assert [uncertain for _, uncertain in found] == [each.uncertain for each in outcomes]
        return [value for value, _ in found]

    return evaluate


def in_sql(
    texts: list[str],
    observations: list[Observation],
    scope: FrameLevel,
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
) -> list[tuple[Any, bool]]:
    """Return the value of each expression for the first unit of the year 2023, and whether it is uncertain."""
    with connect(observations=observations_table(observations)) as connection:
        occurrences = world_tables(connection, "observations", questionnaire, codelists)
        compilation = SqlCompilation(questionnaire, codelists, occurrences)
        columns = []
        for text in texts:
            verdict = compilation.verdict(scope, parse(text))
            columns.append((verdict.truth, compilation.number(scope, parse(text)), verdict.uncertain))
        program = compilation.program
        program.link()
        for level, wanted in program.cells().items():
            connection.execute(cells_statement(level, wanted))
        for statement in (*frame_statements(program), *program.statements()):
            connection.execute(statement)
        listed = ", ".join(f"{each} AS c{at}" for at, each in enumerate(chain.from_iterable(columns)))
        table = program.frame(scope).table(program.last_rank(scope))
        query = f"SELECT {listed} FROM {table} WHERE year = 2023 AND is_there ORDER BY scheme, benefit LIMIT 1"  # noqa: S608
        (row,) = connection.rows(query)
    values = list(row.values())
    return [
        (truth if truth is not None else None if number is None else Decimal(repr(number)), bool(uncertain))
        for truth, number, uncertain in zip(values[::3], values[1::3], values[2::3], strict=True)
    ]


def test_arithmetic_is_that_of_numbers(agree: Agree) -> None:
    answers = {"X.GDP": 8, "X.BIRTHS": 2}
    texts = ["X.GDP + X.BIRTHS * 3", "X.GDP / X.BIRTHS", "X.GDP ^ X.BIRTHS", "-X.GDP", "abs(X.BIRTHS - X.GDP)"]
    assert agree(texts, answers) == [14, 4, 64, -8, 6]


def test_what_cannot_be_computed_is_missing(agree: Agree) -> None:
    answers = {"X.GDP": 0, "X.BIRTHS": -2}
    texts = ["X.BIRTHS / X.GDP", "X.GDP ^ X.GDP", "X.BIRTHS ^ 0.5", "log10(X.BIRTHS)", "X.HH * 2"]
    assert agree(texts, answers) == [None] * 5


def test_the_smallest_and_the_largest_are_missing_where_one_is(agree: Agree) -> None:
    answers = {"X.GDP": 8, "X.BIRTHS": 2}
    texts = [
        "min(X.GDP, X.BIRTHS, 5)",
        "max(X.GDP, X.BIRTHS)",
        "max(X.GDP, X.HH)",
        "coalesce(X.HH, X.GDP)",
        "log10(100)",
    ]
    assert agree(texts, answers) == [2, 8, None, 8, 2]


def test_comparisons_are_not_evaluated_on_what_is_missing(agree: Agree) -> None:
    texts = ["X.GDP > 7", "0 <= X.GDP <= 7", "X.HH > 1", "X.GDP = 8", "X.GDP != 8", "null(X.HH)", "not null(X.HH)"]
    assert agree(texts, {"X.GDP": 8}) == [True, False, None, True, False, True, False]


def test_tenths_that_are_added_up_are_equal_to_their_sum(agree: Agree) -> None:
    answers = {"X.GDP": "0.1", "X.BIRTHS": "0.2", "X.HH": "0.3"}
    numbers = {name: Decimal(text) for name, text in answers.items()}
    assert agree(["X.GDP + X.BIRTHS = X.HH", "X.GDP + X.BIRTHS <= X.HH"], numbers) == [True, True]


def test_one_side_of_a_condition_may_settle_it(agree: Agree) -> None:
    texts = ["X.HH > 1 or X.GDP = 8", "X.HH > 1 and X.GDP = 7", "X.HH > 1 => X.GDP = 7", "X.GDP = 7 => X.HH > 1"]
    assert agree(texts, {"X.GDP": 8}) == [True, False, None, True]


def test_a_value_is_chosen_by_a_condition(agree: Agree) -> None:
    texts = ["X.GDP > 7 ? 1 : 2", "X.GDP > 9 ? 1 : 2", "X.HH > 9 ? 1 : 2", "r + r where r = X.GDP / 4"]
    assert agree(texts, {"X.GDP": 8}) == [1, 2, None, 4]


def test_codes_are_members_of_sets(agree: Agree) -> None:
    answers = {"S.STATUS": "ACTIVE", "S.FUNCTIONS": "OLD SUR"}
    texts = [
        "S.STATUS = ACTIVE",
        "S.STATUS in {ENDED}",
        "S.STATUS not in {ENDED}",
        "OLD in S.FUNCTIONS",
        "MAT in S.FUNCTIONS",
        "{OLD, SUR} subset of S.FUNCTIONS",
        "S.FUNCTIONS subset of {OLD}",
    ]
    assert agree(texts, answers, scope="scheme") == [True, False, True, True, False, True, False]


def test_a_text_in_the_place_of_a_number_is_neither_more_nor_less(agree: Agree) -> None:
    texts = ["B.REC > 0", "B.REC = 0", "null(B.REC)", "B.REC + 1"]
    assert agree(texts, {"B.REC": "many"}, scope="benefit") == [None, False, False, None]


def test_digits_that_were_read_as_text_are_a_number(agree: Agree) -> None:
    assert agree(["B.REC + 1"], {"B.REC": "12"}, scope="benefit") == [13]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [((None, "M"), 5), ((None, "N"), 5), ((None, "L"), None), ((None, "K"), None), (2, 7), ((2, "W"), 7)],
)
def test_a_status_tells_how_an_empty_term_counts(agree: Agree, answer: object, expected: int | None) -> None:
    answers = {"S.REC_CONTR_EE": 5, "S.REC_CONTR_SELF": answer}
    (found,) = agree(["S.REC_CONTR_EE + S.REC_CONTR_SELF + S.REC_CONTR_PEN"], answers, scope="scheme")
    assert found == expected


def test_a_cell_included_elsewhere_is_nil_beside_its_partner(agree: Agree) -> None:
    answers = {"S.REC_CONTR_EE": (7, "W"), "S.REC_CONTR_SELF": (None, "K")}
    assert agree(["S.REC_CONTR_EE + S.REC_CONTR_SELF"], answers, scope="scheme") == [7]


def test_a_calculated_item_is_computed_where_it_was_not_typed(agree: Agree) -> None:
    parts = {"S.REC_CONTR_EE": 5, "S.REC_CONTR_SELF": 2}
    assert agree(["S.REC_CONTR_PP", "null(S.REC_CONTR_PP)"], parts, scope="scheme") == [7, False]
    assert agree(["S.REC_CONTR_PP"], {**parts, "S.REC_CONTR_PP": 9}, scope="scheme") == [9]
    assert agree(["S.REC_CONTR_PP"], {**parts, "S.REC_CONTR_PP": (None, "L")}, scope="scheme") == [None]


def test_an_empty_conditional_cell_counts_by_its_condition(agree: Agree) -> None:
    texts = ["B.REC + B.REC_PENAGE"]
    assert agree(texts, {"B.REC": 3, "B.CONTIG": "PENSION"}, scope="benefit") == [None]
    assert agree(texts, {"B.REC": 3, "B.CONTIG": "CHILD"}, scope="benefit") == [3]
    assert agree(texts, {"B.REC": 3}, scope="benefit") == [3]


def test_persons_of_unknown_sex_are_nil_beside_men_and_women(agree: Agree) -> None:
    answers = {"B.REC[M]": 1, "B.REC[F]": 2}
    assert agree(["B.REC[M] + B.REC[F] + B.REC[U]", "B.REC[M] + B.REC[U]"], answers, scope="benefit") == [3, None]


def test_a_benefit_sees_its_scheme_and_the_country(agree: Agree) -> None:
    answers = {"B.REC": 3, "S.ACTIVE": 4, "X.BIRTHS": 5}
    assert agree(["B.REC + S.ACTIVE + X.BIRTHS"], answers, scope="benefit") == [12]
    assert agree(["B.REC"], answers) == [None]


def test_earlier_years_are_looked_at(agree: Agree) -> None:
    texts = ["B.REC(t-1)", "B.REC / B.REC(t-1)", "X.BIRTHS(t-1)", "B.REC(t-2)"]
    assert agree(texts, {"B.REC": 6}, {"B.REC": 3, "X.BIRTHS": 1}, scope="benefit") == [3, 2, 1, None]
    assert agree(["sumB(B.REC)(t-1)"], {"B.REC": 6}, {"B.REC@1": 3, "B.REC@2": 4}) == [7]


def test_benefits_are_added_with_a_filter(agree: Agree) -> None:
    texts = [
        "sumB(B.REC)",
        "sumB(B.REC; PENSION in B.CONTIG)",
        "sumB(B.REC; B.REC > 99)",
        "sumB(B.EXP)",
        "max_B(B.REC)",
    ]
    assert agree(texts, TWO_BENEFITS) == [40, 10, 0, None, 30]


def test_there_is_no_sum_without_schemes(agree: Agree) -> None:
    assert agree(["sumS(S.ACTIVE)", "any_S(S.ACTIVE > 0)", "sumB(B.REC)"], {"X.GDP": 8}) == [None, None, None]


def test_a_sum_with_missing_terms_makes_a_comparison_uncertain_unless_it_is_broken_already(agree: Agree) -> None:
    answers = {"B.REC@1": 10, "B.FUNC@2": "OLD", "X.BIRTHS": 9}
    texts = ["sumB(B.REC) <= X.BIRTHS", "sumB(B.REC) >= 11", "sumB(B.REC) = 10", "sumB(B.REC) <= 11"]
    assert agree(texts, answers) == [False, False, True, True]


def test_schemes_are_asked_whether_some_or_all_of_them_do(agree: Agree) -> None:
    texts = [
        "any_S(S.STATUS = ENDED)",
        "all_S(S.STATUS = ACTIVE)",
        "all_S(S.STATUS = ACTIVE; S.STATUS != ENDED)",
        "any_B(B.REC > 20)",
        "all_B(B.REC > 20)",
        "any_B(B.EXP > 20)",
        "set(B.CONTIG) subset of {PENSION, CHILD, MAT}",
    ]
    assert agree(texts, TWO_BENEFITS) == [True, False, True, True, False, None, True]


def test_the_row_of_the_country_counts_where_the_law_is_asked(agree: Agree) -> None:
    law = {"L.EXISTS[OLD]": "ANCH_PER"}
    texts = ["any_S(L.EXISTS[OLD] = ANCH_PER)", "count(f in {OLD, SUR}: any_S(L.EXISTS[f] = ANCH_PER))"]
    assert agree(texts, law) == [True, 1]
    assert agree(texts, {**law, "S.STATUS": "ACTIVE"}) == [True, 1]


def test_functions_and_age_bands_are_added(agree: Agree) -> None:
    answers = {"S.EXP_FUNC[OLD]": 1, "S.EXP_FUNC[HEA]": 2, "S.ACTIVE[Y0T4]": 1, "S.ACTIVE[Y5T9]": 2}
    texts = ["sum_func(S.EXP_FUNC)", "sum_func(S.EXP_FUNC; f != HEA)", "sum_age(S.ACTIVE)"]
    assert agree(texts, answers, scope="scheme") == [3, 1, None]
    assert agree(["sum_age(S.ACTIVE)"], {**answers, "S.ACTIVE[Y10T14]": 4}, scope="scheme") == [7]


def test_the_terms_of_an_identity_widen_its_tolerance(agree: Agree) -> None:
    answers = {"S.EXP_FUNC[OLD]": 1, "S.EXP_FUNC[HEA]": 2, "S.EXP_BEN": 5}
    texts = ["abs(S.EXP_BEN - sum_func(S.EXP_FUNC)) <= 0.6 * n_terms", "abs(S.EXP_BEN - sum_func(S.EXP_FUNC)) <= 1"]
    assert agree(texts, answers, scope="scheme") == [False, False]
    assert agree(["abs(S.EXP_BEN - sum_func(S.EXP_FUNC)) <= 0.7 * n_terms"], answers, scope="scheme") == [True]


def test_quantifiers_run_over_sets_that_are_written_out_and_code_lists(agree: Agree) -> None:
    answers = {"L.CR_EE[OLD]": 5, "L.CR_EE[SUR]": 0}
    texts = [
        "for f in {OLD, SUR}: L.CR_EE[f] >= 1",
        "exists f in {OLD, SUR}: L.CR_EE[f] >= 1",
        "exists k in {1, 2}: X.GDP = k",
        "count(f in CL_FUNC: L.CR_EE[f] >= 0)",
    ]
    assert agree(texts, answers) == [False, True, None, 2]


def test_the_status_of_a_cell_is_known(agree: Agree) -> None:
    answers = {"B.REC": (None, "L"), "B.FUNC": "OLD"}
    texts = ["status(B.REC) = L", "status(B.REC) in {L, O}", "status(B.EXP) = L"]
    assert agree(texts, answers, scope="benefit") == [True, True, None]


def test_no_other_scheme_has_the_same(agree: Agree) -> None:
    answers = {"S.STATUS": "ACTIVE", "S.STATUS@2": "ACTIVE", "S.ACTIVE": 1, "S.ACTIVE@2": 2}
    texts = [
        "unique(S.STATUS)",
        "unique(S.STATUS, S.ACTIVE)",
        "unique(S.STATUS, S.EXP_BEN)",
        "starts_with(S.ID, S.STATUS)",
    ]
    assert agree(texts, answers, scope="scheme") == [False, True, None, False]


def test_a_scheme_with_a_number_is_reported(agree: Agree) -> None:
    assert agree(["reported()"], {"S.STATUS": "ACTIVE"}, scope="scheme") == [False]
    assert agree(["reported()"], {"S.ACTIVE": 1}, scope="scheme") == [True]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("repeated(cell) = 0", "country"),
        ("sumB(B.REC) > 1", "cell"),
        ("cell not in codelist(item)", "cell"),
        ("for s in S.FUNCTIONS: S.EXP_FUNC[s] > 0", "scheme"),
        ("sumB(B.REC; B.REC > r) > 1 where r = X.BIRTHS", "country"),
        ("unique(S.STATUS)", "country"),
        ("robust_z(X.BIRTHS) > 1", "scheme"),
    ],
)
def test_what_sql_cannot_say_is_told(
    text: str, level: FrameLevel, questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    assert not sql_supports(parse(text), level, questionnaire, codelists)
    with connect(observations=observations_table([])) as connection:
        occurrences = world_tables(connection, "observations", questionnaire, codelists)
        with pytest.raises(NotInSql):
            SqlCompilation(questionnaire, codelists, occurrences).verdict(level, parse(text))


def test_what_sql_can_say_is_told(questionnaire: Questionnaire, codelists: dict[str, CodeList]) -> None:
    assert sql_supports(parse("S.EXP_FUNC[f] >= 0"), "scheme", questionnaire, codelists, {"f": "OLD"})
    assert sql_supports(parse("cell in codelist(item)"), "cell", questionnaire, codelists)


def test_a_condition_on_what_nobody_answered_needs_no_column(
    questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    with connect(observations=observations_table([])) as connection:
        occurrences = world_tables(connection, "observations", questionnaire, codelists)
        compilation = SqlCompilation(questionnaire, codelists, occurrences)
        assert compilation.verdict("benefit", parse("B.REC >= 0")).truth == "NULL"
        assert compilation.verdict("benefit", parse("not null(B.REC)")).truth == FALSE
