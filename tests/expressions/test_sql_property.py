"""Any expression gives in SQL what it gives in Python, on any answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.engine import connect
from openssi.expressions import ObservationCells, compile_python, parse
from openssi.expressions.sql.compiler import SqlCompilation
from openssi.expressions.sql.frames import FrameLevel
from openssi.store.observations import observations_table
from openssi.validate.world_frames import cells_statement, frame_statements
from openssi.validate.world_tables import world_tables
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation

LEVELS: tuple[FrameLevel, ...] = ("country", "scheme", "benefit")
NUMBERS: Mapping[FrameLevel, tuple[str, ...]] = {
    "country": (
        "X.POP_TOTAL", "X.POP_TOTAL[F]", "X.BIRTHS", "X.GDP", "X.HH", "H.COV_OLD", "H.COV_OLD[M]", "L.CR_EE[OLD]",
        "L.CR_EE[SUR]", "N.UNIT_MULT",
    ),
    "scheme": (
        "S.ACTIVE", "S.ACTIVE[M]", "S.ACTIVE[U]", "S.ACTIVE[Y0T4]", "S.REC_CONTR_EE", "S.REC_CONTR_SELF",
        "S.REC_CONTR_PEN", "S.REC_CONTR_PP", "S.REC_INVEST", "S.REC_GRANT", "S.REC_OTHER", "S.REC_TOTAL", "S.EXP_BEN",
        "S.EXP_FUNC[OLD]", "S.EXP_FUNC[HEA]", "S.INSURED[MAT]", "S.INSURED[MAT,F]",
    ),
    "benefit": (
        "B.REC", "B.REC[M]", "B.REC[F]", "B.REC[U]", "B.REC_PENAGE", "B.REC_PENAGE[F]", "B.EXP", "B.AMT_AVG",
    ),
}  # fmt: skip
CODED: Mapping[FrameLevel, tuple[str, ...]] = {
    "country": ("L.EXISTS[OLD]",),
    "scheme": ("S.STATUS", "S.FUNCTIONS"),
    "benefit": ("B.FUNC", "B.CONTIG"),
}
ON_CODES: Mapping[FrameLevel, tuple[str, ...]] = {
    "country": ("L.EXISTS[OLD] = ANCH_PER", "any_S(L.EXISTS[OLD] = ANCH_PER)", "OLD in set(B.FUNC)"),
    "scheme": (
        "S.STATUS = ACTIVE", "S.STATUS in {ENDED}", "OLD in S.FUNCTIONS", "S.FUNCTIONS subset of {OLD, SUR}",
        "S.STATUS > S.ID", "S.FUNCTIONS = {OLD}", "unique(S.STATUS, S.FUNCTIONS)",
    ),
    "benefit": ("PENSION in B.CONTIG", "B.FUNC = OLD", "B.FUNC in S.FUNCTIONS", "starts_with(B.ID, S.ID)"),
}  # fmt: skip


@dataclass(frozen=True)
class Writer:
    """Writes expressions; `names` are local names that stand for numbers."""

    random: Random
    level: FrameLevel
    names: tuple[str, ...] = ()

    def number(self, depth: int) -> str:
        kinds = ["cell", "cell", "chain", "product", "extreme", "first", "abs", "choice", "codes", "sum", "sum"]
        kind = self.random.choice(kinds if depth > 0 else ["cell", "constant", "name"])
        return str(getattr(self, f"_{kind}")(depth - 1))

    def condition(self, depth: int) -> str:
        kinds = ["comparison"] * 4 + ["logic", "logic", "negation", "null", "status", "coded", "exists", "units"]
        kind = self.random.choice(kinds if depth > 0 else ["comparison", "coded"])
        return str(getattr(self, f"_{kind}")(depth - 1))

    def whole(self) -> str:
        if self.random.random() < 0.2:
            return f"{replace(self, names=('r',)).condition(2)} where r = {self.number(2)}"
        if self.random.random() < 0.1:
            return f"abs({self.number(1)} - sum_func(S.EXP_FUNC)) <= 2 * n_terms"
        return self.condition(3)

    def _at(self, level: FrameLevel) -> "Writer":
        return Writer(self.random, level)

    def _cell(self, _: int) -> str:
        seen = [each for level in LEVELS[: 1 + LEVELS.index(self.level)] for each in NUMBERS[level]]
        return self.random.choice(seen) + self.random.choice(["", "", "", "", "(t-1)"])

    def _constant(self, _: int) -> str:
        return self.random.choice(["0", "1", "2", "0.5", "10", "100"])

    def _name(self, depth: int) -> str:
        return self.random.choice(self.names) if self.names else self._cell(depth)

    def _chain(self, depth: int) -> str:
        sign = self.random.choice([" + ", " - "])
        return f"({sign.join(self.number(depth) for _ in range(self.random.choice([2, 2, 3])))})"

    def _product(self, depth: int) -> str:
        return f"({self.number(depth)} {self.random.choice('*/')} {self.number(depth)})"

    def _extreme(self, depth: int) -> str:
        return f"{self.random.choice(['min', 'max'])}({self.number(depth)}, {self.number(depth)})"

    def _first(self, depth: int) -> str:
        return f"coalesce({self.number(depth)}, {self.number(depth)})"

    def _abs(self, depth: int) -> str:
        return self.random.choice([f"abs({self.number(depth)})", f"-{self.number(depth)}"])

    def _choice(self, depth: int) -> str:
        return f"({self.condition(depth)} ? {self.number(depth)} : {self.number(depth)})"

    def _codes(self, _: int) -> str:
        sums = ["sum_func(S.EXP_FUNC)", "sum_func(S.EXP_FUNC; f != HEA)", "sum_age(S.ACTIVE)"]
        return self.random.choice([*sums, f"count(f in {{OLD, SUR}}: L.CR_EE[f] >= {self.number(0)})"])

    def _sum(self, depth: int) -> str:
        name, level = self.random.choice([("sumS", "scheme"), ("sumB", "benefit"), ("max_B", "benefit")])
        inside = self._at(level)  # type: ignore[arg-type]  # one of the levels
        keep = self.random.choice(["", f"; {inside.condition(depth - 1)}"])
        return f"{name}({inside.number(depth)}{keep}){self.random.choice(['', '', '(t-1)'])}"

    def _comparison(self, depth: int) -> str:
        if self.random.random() < 0.15:
            return f"({self.number(depth)} <= {self.number(depth)} <= {self.number(depth)})"
        sign = self.random.choice(["<=", ">=", "<", ">", "=", "!="])
        return f"({self.number(depth)} {sign} {self.number(depth)})"

    def _logic(self, depth: int) -> str:
        return f"({self.condition(depth)} {self.random.choice(['and', 'or', '=>'])} {self.condition(depth)})"

    def _negation(self, depth: int) -> str:
        return f"not {self.condition(depth)}"

    def _null(self, depth: int) -> str:
        return f"null({self.number(depth)})"

    def _status(self, _: int) -> str:
        test = self.random.choice(["= L", "in {K, L}", "not in {A}"])
        return f"(status({self.random.choice(NUMBERS[self.level])}) {test})"

    def _coded(self, _: int) -> str:
        return f"({self.random.choice(ON_CODES[self.level])})"

    def _exists(self, depth: int) -> str:
        inside = replace(self, names=(*self.names, "k"))
        return f"(exists k in {{1, 2, 10}}: {inside.number(depth)} = k)"

    def _units(self, depth: int) -> str:
        name, level = self.random.choice([("any_S", "scheme"), ("all_S", "scheme"), ("any_B", "benefit")])
        inside = self._at(level)  # type: ignore[arg-type]  # one of the levels
        keep = self.random.choice(["", f"; {inside.condition(depth - 1)}"])
        return f"{name}({inside.condition(depth)}{keep})"


def answers(
    random: Random, area: str, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> list[Observation]:
    """Return answers of two years with gaps, statuses, multipliers and values of the wrong kind."""
    density, untidiness = random.choice([0.4, 0.8, 1]), random.choice([0, 0.15, 0.4])
    found: dict[str, Observation] = {}
    for year in (2022, 2023):
        for level, scheme, benefit in _units(random, area):
            for name in (*NUMBERS[level], *CODED[level]):
                if random.random() < density:
                    each = _answer(random, name, untidiness, questionnaire, codelists)
                    placed = replace(each, ref_area=area, time_period=year, scheme=scheme, benefit=benefit)
                    found[placed.id] = placed
    return list(found.values())


def _units(random: Random, area: str) -> Iterator[tuple[FrameLevel, str, str]]:
    yield "country", "_Z", "_Z"
    for scheme in [f"{area}01", f"{area}02"][: random.choice([0, 1, 2, 2])]:
        yield "scheme", scheme, "_Z"
        for benefit in ["01", "02"][: random.choice([0, 1, 2])]:
            yield "benefit", scheme, f"{scheme}-{benefit}"


def _answer(
    random: Random, name: str, untidiness: float, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> Observation:
    mnemonic, _, index = name.rstrip("]").partition("[")
    item = questionnaire.items[mnemonic]
    codes: dict[str, Any] = {"sex": "_T", "age": "_T", "func": "_Z"}
    for code in filter(None, index.split(",")):
        column = "sex" if code in {"M", "F", "U"} else "age" if code.startswith("Y") else "func"
        codes[column] = "_U" if code == "U" else code
    number, text, status = None, None, "A"
    if item.codelist or item.type == "codes":
        known = codelists[item.codelist].ids
        text = " ".join(random.sample(known, random.choice([1, 2]) if item.type == "codes" else 1))
    elif random.random() < 0.03:
        text = random.choice(["many", "7"])
    else:
        number = Decimal(random.choice(["0", "1", "2", "3", "5", "10", "100", "0.5", "-2"]))
    if random.random() < untidiness:
        number, text, status = None, None, random.choice("MNKKLOQJA")
    elif random.random() < untidiness:
        status = random.choice("WWAL")
    mult = random.choice([0, 0, 1])
    return Observation(
        ref_area="",
        item=mnemonic,
        time_period=0,
        value=number,
        text_value=text,
        obs_status=status,
        unit_mult=mult,
        **codes,
    )


Outcomes = dict[tuple[str, str, str, str], tuple[Any, bool]]


def by_sql(
    texts: list[tuple[FrameLevel, str]],
    observations: list[Observation],
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
) -> Outcomes:
    found: Outcomes = {}
    with connect(observations=observations_table(observations)) as connection:
        occurrences = world_tables(connection, "observations", questionnaire, codelists)
        compilation = SqlCompilation(questionnaire, codelists, occurrences)
        verdicts = [(level, text, compilation.verdict(level, parse(text))) for level, text in texts]
        program = compilation.program
        program.link()
        for level, cells in program.cells().items():
            connection.execute(cells_statement(level, cells))
        for statement in (*frame_statements(program), *program.statements()):
            connection.execute(statement)
        for each, text, verdict in verdicts:
            table = program.frame(each).table(program.last_rank(each))
            query = (
                f"SELECT area, scheme, benefit, {verdict.truth} AS truth, {verdict.uncertain} AS uncertain FROM {table}"  # noqa: S608
            )
            for row in connection.rows(f"{query} WHERE year = 2023 AND is_there"):
                found[text, row["area"], row["scheme"], row["benefit"]] = (row["truth"], bool(row["uncertain"]))
    return found


def by_python(
    texts: list[tuple[FrameLevel, str]],
    submissions: Mapping[str, list[Observation]],
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
) -> Outcomes:
    found: Outcomes = {}
    compiled = [(level, text, compile_python(parse(text), questionnaire, codelists)) for level, text in texts]
    for area, observations in submissions.items():
        by_year = {year: [each for each in observations if each.time_period == year] for year in (2022, 2023)}
        if not by_year[2023]:
            continue
        country = ObservationCells(by_year, 2023, questionnaire)
        units = {"country": [country], "scheme": country.schemes(), "benefit": country.benefits()}
        for level, text, function in compiled:
            for cells in units[level]:
                outcome = function.outcome(cells)
                found[text, area, cells.scheme_id, cells.benefit_id] = (outcome.value, outcome.uncertain)
    return found


@settings(
    max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck), report_multiple_bugs=False
)
@given(st.integers(0, 2**32))
def test_any_expression_gives_in_sql_what_it_gives_in_python(
    questionnaire: Questionnaire, codelists: dict[str, CodeList], seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - draws test cases
    submissions = {
        area: answers(random, area, questionnaire, codelists) for area in ("QMA", "QMB", "QMC", "QMD", "QME")
    }
    texts = [(level, Writer(random, level).whole()) for level in LEVELS for _ in range(12)]
    observations = list(chain.from_iterable(submissions.values()))
    in_python = by_python(texts, submissions, questionnaire, codelists)
    in_sql = by_sql(texts, observations, questionnaire, codelists)
    assert in_sql == in_python
