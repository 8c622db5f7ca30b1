"""The expenditure of a country in the categories of other collections: ESSPROS, SOCX, COFOG and Convention No. 102.

Every amount of the accounts is placed once. What the framework does not contain, or what cannot be told apart with what
was reported, stands in the remainder, so that categories and remainder always add up to total expenditure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from openssi.expressions import Compiled, ObservationCells, compile_python, parse
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.crosswalk import (
    ADMINISTRATION,
    AS_BENEFITS,
    DISCREPANCY,
    NOT_SEPARABLE,
    OTHER_EXPENDITURE,
    OUTSIDE,
    REST,
    UNDIVIDED,
    Framework,
    View,
    ViewRow,
)
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation

_ZERO = Decimal(0)
_TOTAL = "S.EXP_TOTAL-S.EXP_TRANSF"
_FUNCTION = "S.EXP_FUNC[f]"
_NUMBERS = (_TOTAL, "S.EXP_BEN", "S.EXP_ADMIN", "S.EXP_OTHER")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A part of the accounts of a scheme, as it was coded.

    Attributes:
        parts: What it is, the exact code first: benefit type and function, a function, a heading, or one of `REST`.
        form: Form of payment, empty where it is not known.
        means_test: `Y` or `N`, empty where it is not known.
    """

    parts: tuple[str, ...]
    amount: Decimal
    form: str = ""
    means_test: str = ""

    @property
    def row(self) -> ViewRow:
        """The amount as a row without category."""
        is_cash = self.form not in {"", "KIND"}
        return ViewRow(
            category="",
            amount=self.amount,
            cash=self.amount if is_cash else _ZERO,
            means_tested=self.amount if self.means_test == "Y" else _ZERO,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeAccount:
    """The expenditure of a scheme in parts that add up to its total.

    Attributes:
        total: Total expenditure without transfers to other schemes, none where it is not known.
        is_government: Whether the government controls it, none where that is not known.
    """

    scheme: str
    total: Decimal | None
    is_government: bool | None
    benefits: tuple[Amount, ...] = ()
    others: tuple[Amount, ...] = ()


@dataclass(frozen=True)
class CountryAccounts:
    """The accounts of the schemes of a country and year."""

    ref_area: str
    year: int
    currency: str
    gdp: Decimal | None
    schemes: tuple[SchemeAccount, ...]

    def view(self, framework: Framework, categories: CodeList) -> View:
        """Return the accounts in the categories of a framework."""
        known = [each for each in self.schemes if each.total is not None]
        placed = _added(row for scheme in known for row in _placed(scheme, framework, self.year))
        return View(
            framework=framework.id,
            ref_area=self.ref_area,
            year=self.year,
            rows=tuple(placed[code] for code in categories.ids if code in placed),
            rest=tuple(placed[code] for code in REST if code in placed),
            total=sum((each.total or _ZERO for each in known), _ZERO),
            currency=self.currency,
            gdp=self.gdp,
            left_out=tuple(each.scheme for each in self.schemes if each.total is None),
        )


@dataclass(frozen=True)
class AccountReader:
    """Reads the accounts of schemes from accepted observations of one country and year."""

    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]
    _numbers: dict[str, Compiled] = field(default_factory=dict, init=False, repr=False)
    _functions: dict[str, Compiled] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile what is read of every scheme, once."""
        for text in _NUMBERS:
            self._numbers[text] = compile_python(parse(text), self.questionnaire, self.codelists)
        function = parse(_FUNCTION)
        for code in self.codelists["CL_FUNC"].ids:
            self._functions[code] = compile_python(function, self.questionnaire, self.codelists, {"f": code})

    def read(self, observations: Iterable[Observation], year: int) -> CountryAccounts:
        """Return the accounts of a country.

        Args:
            observations: Accepted answers and context data of one country; other years are passed over.
            year: Reference year.
        """
        answers = [each for each in observations if each.time_period == year]
        cells = ObservationCells({year: answers}, year, self.questionnaire)
        gdp = cells.observation("X.GDP", {})
        currency = next((each.currency for each in answers if each.item.startswith("S.") and each.currency), "")
        return CountryAccounts(
            ref_area=cells.ref_area,
            year=year,
            currency=currency,
            gdp=gdp.scaled_value if gdp is not None and gdp.currency in {"", currency} else None,
            schemes=tuple(map(self._account, cells.schemes())),
        )

    def _account(self, scheme: ObservationCells) -> SchemeAccount:
        total = self._number(_TOTAL, scheme)
        controlled = scheme.value("S.GOV_CTRL", {}, 0)
        account = SchemeAccount(
            scheme=scheme.scheme_id, total=total, is_government=None if controlled is None else controlled == "Y"
        )
        if total is None:
            return account
        benefits = tuple(self._benefits(scheme))
        return replace(account, benefits=benefits, others=tuple(self._others(scheme, benefits, total)))

    def _number(self, text: str, scheme: ObservationCells) -> Decimal | None:
        value = self._numbers[text](scheme)
        return value if isinstance(value, Decimal) else None

    def _benefits(self, scheme: ObservationCells) -> Iterator[Amount]:
        """Iterate over the benefits, and over what a function has beside them."""
        by_function: dict[str, Decimal] = {}
        for benefit in scheme.benefits():
            spent, function = benefit.value("B.EXP", {}, 0), _code(benefit, "B.FUNC")
            if not isinstance(spent, Decimal) or not function:
                continue
            by_function[function] = by_function.get(function, _ZERO) + spent
            parts = tuple(filter(None, (_code(benefit, "B.TYPE"), function)))
            yield Amount(parts=parts, amount=spent, form=_code(benefit, "B.FORM"), means_test=_code(benefit, "B.MT"))
        for function, reported in self._functions.items():
            whole = reported(scheme)
            beside = whole - by_function.get(function, _ZERO) if isinstance(whole, Decimal) else _ZERO
            if beside:
                yield Amount(parts=(function,), amount=beside)

    def _others(self, scheme: ObservationCells, benefits: Sequence[Amount], total: Decimal) -> Iterator[Amount]:
        """Iterate over what is no benefit of a function, to the total of the scheme."""
        divided = sum((each.amount for each in benefits), _ZERO)
        spent = self._number("S.EXP_BEN", scheme)
        administration, other = self._number("S.EXP_ADMIN", scheme), self._number("S.EXP_OTHER", scheme)
        parts = {
            ADMINISTRATION: administration or _ZERO,
            OTHER_EXPENDITURE: other or _ZERO,
            UNDIVIDED: _ZERO if spent is None else spent - divided,
        }
        parts[DISCREPANCY] = total - divided - sum(parts.values(), _ZERO)
        yield from (Amount(parts=(part,), amount=amount) for part, amount in parts.items() if amount)


def _code(cells: ObservationCells, item: str) -> str:
    value = cells.value(item, {}, 0)
    return value if isinstance(value, str) else ""


def _placed(scheme: SchemeAccount, framework: Framework, year: int) -> Iterator[ViewRow]:
    """Iterate over the amounts of a scheme with their categories."""
    if framework.government_only and scheme.is_government is not True:
        reason = OUTSIDE if scheme.is_government is False else NOT_SEPARABLE
        yield from (replace(each.row, category=reason) for each in (*scheme.benefits, *scheme.others))
        return
    benefits = [row for each in scheme.benefits for row in _categories(each, framework, year)]
    yield from benefits
    for each in scheme.others:
        for row in _categories(each, framework, year):
            yield from _as_benefits(row, benefits) if row.category == AS_BENEFITS else (row,)


def _categories(amount: Amount, framework: Framework, year: int) -> Iterator[ViewRow]:
    if amount.parts[0] in REST:
        yield replace(amount.row, category=amount.parts[0])
        return
    rows = framework.rows_for(amount.parts, amount.form, amount.means_test, year)
    if not rows:
        yield replace(amount.row, category=NOT_SEPARABLE)
    for row in rows:
        yield _part(amount.row, row.share, row.category)


def _part(row: ViewRow, share: Decimal, category: str) -> ViewRow:
    parts = {name: getattr(row, name) * share for name in ("amount", "cash", "means_tested")}
    return ViewRow(category=category, **parts)


def _as_benefits(row: ViewRow, benefits: Sequence[ViewRow]) -> Iterator[ViewRow]:
    """Divide an amount as benefits are divided; the last category takes what rounding leaves."""
    sums = [each for each in _added(benefits).values() if each.amount > 0]
    if not sums:
        yield replace(row, category=NOT_SEPARABLE)
        return
    whole, left = sum((each.amount for each in sums), _ZERO), row.amount
    for each in sums[:-1]:
        part = row.amount * each.amount / whole
        left -= part
        yield ViewRow(category=each.category, amount=part)
    yield ViewRow(category=sums[-1].category, amount=left)


def _added(rows: Iterable[ViewRow]) -> dict[str, ViewRow]:
    found: dict[str, ViewRow] = {}
    for row in rows:
        before = found.get(row.category, ViewRow(category=row.category, amount=_ZERO))
        parts = {name: getattr(before, name) + getattr(row, name) for name in ("amount", "cash", "means_tested")}
        found[row.category] = ViewRow(category=row.category, **parts)
    return found
