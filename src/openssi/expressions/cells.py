"""The cells that an expression is evaluated on."""

from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping, Sequence
from decimal import Decimal
from typing import Any, Protocol, Self

from openssi.expressions.patterns import CellPattern, Key, key_of, pattern_columns, patterns_beside
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import EMBARGO, NOT_APPLICABLE, TOTAL, Observation

Value = Decimal | str | frozenset[str] | bool | None
"""What an expression gives. A number is in units, after the multiplier; none is missing or not evaluated."""

SEXES_OF_THE_FORM = {"T": TOTAL, "U": "_U"}
"""Codes of the questionnaire's CL_SEX and CL_AGE that SDMX writes in another way."""

_FIELDS = frozenset({"SEX", "AGE", "FUNC"})


class Cells(Protocol):
    """The answers of one country, seen from the country, one of its schemes or one of its benefits."""

    @property
    def scheme_id(self) -> str:
        """The scheme in scope, `_Z` for the country."""

    @property
    def benefit_id(self) -> str:
        """The benefit in scope, `_Z` for a scheme or the country."""

    @property
    def sex(self) -> str:
        """The sex that a reference without index means where the item has one: `_T`, `M` or `F`."""

    @property
    def current(self) -> Observation | None:
        """The cell that a rule of level `cell` is evaluated for."""

    def value(self, item: str, dimensions: Mapping[str, str], lag: int) -> Value:
        """Return the value of a cell, none where it is missing.

        Args:
            item: Mnemonic.
            dimensions: Codes by dimension (`SEX`, `AGE`, `FUNC`, ...); a dimension left out is the total.
            lag: Years back.
        """

    def status(self, item: str, dimensions: Mapping[str, str], lag: int) -> str | None:
        """Return the observation status of a cell, none where nothing is known of it."""

    def observation(self, item: str, dimensions: Mapping[str, str], lag: int) -> Observation | None:
        """Return the answer itself, none where there is none."""

    def schemes(self) -> Sequence[Self]:
        """Return the cells of each scheme of the country."""

    def benefits(self) -> Sequence[Self]:
        """Return the cells of each benefit of the scheme in scope, of the country where none is."""

    def country(self) -> Self:
        """Return the cells of the country."""

    def earlier(self, years: int) -> Self:
        """Return the same cells some years before."""

    def for_sex(self, sex: str) -> Self:
        """Return the same cells with another sex for references without index."""

    def fact(self, name: str) -> Value:
        """Return what is known beside the cells (`file.country`), none where it is not."""

    def current_earlier(self, years: int) -> Observation | None:
        """Return the cell that a rule of level `cell` is evaluated for as it was some years before."""

    def said(self, item: str) -> Value:
        """Return what an item of table Q1 says of the current cell, else of its table."""

    def named(self, name: str) -> Observation | None:
        """Return a cell of the scope by the mnemonic or the code of its item (`S.EXP_BEN`, `C2.01`)."""

    def prefilled(self) -> Decimal | None:
        """Return the pre-filled value of the current cell, in units."""

    def pattern(self) -> CellPattern:
        """Return how the digits of the current cell look beside those of its neighbours."""

    def numbers(self) -> Sequence[Self]:
        """Return the cells of the country, each answered number being the current one in turn."""

    def is_reported(self) -> bool:
        """Whether the scheme in scope answered a number."""

    def years(self) -> Sequence[int]:
        """Return how many years back answers are known, this year being 0, the nearest first."""

    def memory(self, *, by_sex: bool) -> MutableMapping[Hashable, Any]:
        """Return a place for what was worked out of the answers in scope; it is lost when they change.

        Args:
            by_sex: Whether it differs by sex.
        """


class _Answers:
    """Observations of one country by key, each year by itself."""

    def __init__(self, by_year: Mapping[int, Iterable[Observation]], questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self.items: Mapping[str, Item] = questionnaire.items
        self.by_year = by_year
        self._keyed: dict[int, dict[Key, Observation]] = {}
        self._prefilled: dict[int, dict[Key, Observation]] = {}
        self._patterns: dict[int, dict[Key, CellPattern]] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._units: dict[int, dict[str, dict[str, None]]] = {}
        self._numbers: dict[int, tuple[Observation, ...]] = {}
        self._reporting: dict[int, frozenset[str]] = {}
        self.memories: dict[tuple[int, str, str, str], dict[Hashable, Any]] = {}

    def keyed(self, year: int) -> Mapping[Key, Observation]:
        """Return the observations of a year by key: what the country answered before what was filled in beforehand."""
        if year not in self._keyed:
            context = self.prefilled(year)
            known = dict(context)
            answered = (each for each in self.by_year.get(year, ()) if each.channel != "context")
            known.update((key_of(each), each) for each in answered if each.is_answered or key_of(each) not in context)
            self._keyed[year] = known
        return self._keyed[year]

    def prefilled(self, year: int) -> Mapping[Key, Observation]:
        """Return the context data of a year by key."""
        if year not in self._prefilled:
            context = (each for each in self.by_year.get(year, ()) if each.channel == "context")
            self._prefilled[year] = {key_of(each): each for each in context}
        return self._prefilled[year]

    def pattern(self, year: int, key: Key) -> CellPattern:
        """Return the pattern of a typed number of a year beside its neighbours."""
        found = self._patterns.setdefault(year, {})
        if key not in found:
            if not self._columns:
                self._columns.update(pattern_columns(self.items))
            found.update(patterns_beside(key, self.keyed(year), self._columns))
        return found.get(key, CellPattern())

    def numbers(self, year: int) -> tuple[Observation, ...]:
        """Return the answered numbers of a year."""
        if year not in self._numbers:
            keyed = self.keyed(year).values()
            self._numbers[year] = tuple(each for each in keyed if each.value is not None and each.channel != "context")
        return self._numbers[year]

    def reporting(self, year: int) -> frozenset[str]:
        """Return the schemes that answered a number of a year."""
        if year not in self._reporting:
            self._reporting[year] = frozenset(each.scheme for each in self.numbers(year))
        return self._reporting[year]

    def with_year(
        self, year: int, observations: Sequence[Observation], answered: Iterable[tuple[Key, Observation]] | None
    ) -> "_Answers":
        """Return the same answers with others of one year; what was worked out of the other years is shared."""
        made = _Answers({**self.by_year, year: observations}, self._questionnaire)
        made._columns = self._columns
        if answered is not None:
            context = made._prefilled[year] = {**self.prefilled(year)}
            known = dict(answered)
            known.update((key, each) for key, each in context.items() if key not in known or not known[key].is_answered)
            made._keyed[year] = known
        for each in self.by_year:
            if each != year:
                self.work_out(each)
                # Shared as they are: `add` puts another table in the place of one of them, and changes none.
                made._keyed[each], made._prefilled[each] = self._keyed[each], self._prefilled[each]
                made._units[each] = self._units[each]
                made._numbers[each], made._reporting[each] = self._numbers[each], self._reporting[each]
        return made

    def work_out(self, year: int) -> None:
        """Work out everything of a year that is worked out when it is first asked for."""
        if year not in self._reporting or year not in self._units:
            self.reporting(year)
            self.benefits_by_scheme(year)

    def add(self, year: int, observations: Iterable[Observation]) -> None:
        """Add observations of the country itself, which has its schemes already."""
        self._keyed[year] = {**self.keyed(year), **{key_of(each): each for each in observations}}
        self._numbers.pop(year, None)
        self._reporting.pop(year, None)

    def benefits_by_scheme(self, year: int) -> Mapping[str, Mapping[str, None]]:
        """Return the schemes of a year and their benefits, in the order of their ids."""
        if year not in self._units:
            found: dict[str, dict[str, None]] = {}
            for scheme, benefit in sorted({(each.scheme, each.benefit) for each in self.keyed(year).values()}):
                if scheme != NOT_APPLICABLE:
                    benefits = found.setdefault(scheme, {})
                    if benefit != NOT_APPLICABLE:
                        benefits[benefit] = None
            self._units[year] = found
        return self._units[year]


def _wider(scheme: str, benefit: str) -> tuple[tuple[str, str], ...]:
    """Return a scope and those around it up to the country: what a benefit does not know, its scheme may."""
    nothing = NOT_APPLICABLE
    return tuple(dict.fromkeys(((scheme, benefit), (scheme, nothing), (nothing, nothing))))


class ObservationCells:
    """Cells made of observations of one country, its context data among them."""

    __slots__ = ("_answers", "_facts", "_scopes", "benefit_id", "current", "scheme_id", "sex", "year")

    def __init__(
        self, observations_by_year: Mapping[int, Iterable[Observation]], year: int, questionnaire: Questionnaire
    ) -> None:
        """Return the cells of the country.

        Args:
            observations_by_year: Observations of this country by reference year.
            year: The year in scope.
            questionnaire: Tells the type and the breakdowns of each item.
        """
        self._facts: Mapping[str, Value] = {}
        self._set(_Answers(observations_by_year, questionnaire), year, (NOT_APPLICABLE, NOT_APPLICABLE), TOTAL, None)

    def _set(self, answers: _Answers, year: int, scope: tuple[str, str], sex: str, current: Observation | None) -> None:
        self._answers = answers
        self.year = year
        self.scheme_id, self.benefit_id = scope
        self.sex = sex
        self.current = current
        self._scopes = _wider(*scope)

    def _view(
        self,
        *,
        scope: tuple[str, str] | None = None,
        year: int | None = None,
        sex: str | None = None,
        current: Observation | None = None,
        facts: Mapping[str, Value] | None = None,
    ) -> "ObservationCells":
        view = object.__new__(ObservationCells)
        view._facts = self._facts if facts is None else facts
        view._answers = self._answers
        view.year = self.year if year is None else year
        view.sex = sex or self.sex
        view.current = current or self.current
        view.scheme_id, view.benefit_id = scope or (self.scheme_id, self.benefit_id)
        view._scopes = _wider(*scope) if scope else self._scopes
        return view

    def observation(self, item: str, dimensions: Mapping[str, str], lag: int = 0) -> Observation | None:
        """Return the answer itself, none where there is none."""
        keyed = self._answers.keyed(self.year - lag)
        codes = self._codes(item, dimensions)
        for scheme, benefit in self._scopes:
            found = keyed.get((item, scheme, benefit, *codes))
            if found is not None:
                return found
        return None

    def _codes(self, item: str, dimensions: Mapping[str, str]) -> tuple[str, str, str, str]:
        sex = dimensions.get("SEX")
        if sex is None:
            known = self._answers.items.get(item) if self.sex != TOTAL else None
            sex = self.sex if known is not None and "SEX" in known.breakdowns else TOTAL
        if not dimensions:
            return (sex, TOTAL, NOT_APPLICABLE, NOT_APPLICABLE)
        other = next((code for name, code in dimensions.items() if name not in _FIELDS), NOT_APPLICABLE)
        age, func = dimensions.get("AGE", TOTAL), dimensions.get("FUNC", NOT_APPLICABLE)
        return (SEXES_OF_THE_FORM.get(sex, sex), SEXES_OF_THE_FORM.get(age, age), func, other)

    def value(self, item: str, dimensions: Mapping[str, str], lag: int = 0) -> Value:
        """Return the value of a cell, none where it is missing."""
        found = self.observation(item, dimensions, lag)
        if found is None:
            own = {"S.ID": self.scheme_id, "B.ID": self.benefit_id}.get(item, NOT_APPLICABLE)
            return None if own == NOT_APPLICABLE else own
        return value_of(found, self._answers.items.get(item))

    def status(self, item: str, dimensions: Mapping[str, str], lag: int = 0) -> str | None:
        """Return the observation status of a cell, none where nothing is known of it."""
        found = self.observation(item, dimensions, lag)
        return None if found is None else found.obs_status

    def schemes(self) -> Sequence["ObservationCells"]:
        """Return the cells of each scheme of the country."""
        return self._kept("schemes", self._schemes)

    def _kept(self, name: str, make: Callable[[], list["ObservationCells"]]) -> Sequence["ObservationCells"]:
        """Return views that are the same for whoever asks, unless they carry a cell or facts of their own."""
        if self.current is not None or self._facts:
            return make()
        memory = self.memory(by_sex=True)
        found: list[ObservationCells] = memory.get(name) or memory.setdefault(name, make())
        return found

    def _schemes(self) -> list["ObservationCells"]:
        known = self._answers.benefits_by_scheme(self.year)
        return [self._view(scope=(scheme, NOT_APPLICABLE)) for scheme in known]

    def benefits(self) -> Sequence["ObservationCells"]:
        """Return the cells of each benefit of the scheme in scope, of the country where none is."""
        return self._kept("benefits", self._benefits)

    def _benefits(self) -> list["ObservationCells"]:
        known = self._answers.benefits_by_scheme(self.year)
        wanted = known if self.scheme_id == NOT_APPLICABLE else [self.scheme_id]
        return [self._view(scope=(scheme, benefit)) for scheme in wanted for benefit in known.get(scheme, ())]

    def with_answers(
        self, observations: Sequence[Observation], answered: Iterable[tuple[Key, Observation]] | None = None
    ) -> "ObservationCells":
        """Return the cells of the country with other observations of the year in scope.

        The other years are shared, with all that was worked out of them: the same history serves many states of one
        submission.

        Args:
            observations: Answers and context data of the year.
            answered: The answers among them with their keys, where those are there already; the context data are those
                that the cells know.
        """
        made = object.__new__(ObservationCells)
        made._facts = self._facts
        nothing = (NOT_APPLICABLE, NOT_APPLICABLE)
        made._set(self._answers.with_year(self.year, observations, answered), self.year, nothing, TOTAL, None)
        return made

    def add(self, observations: Iterable[Observation]) -> None:
        """Add what was computed for the country in the year in scope, so that expressions can name it."""
        self._answers.add(self.year, observations)

    def country(self) -> "ObservationCells":
        """Return the cells of the country."""
        return self._view(scope=(NOT_APPLICABLE, NOT_APPLICABLE))

    def earlier(self, years: int) -> "ObservationCells":
        """Return the same cells some years before."""
        return self._view(year=self.year - years)

    def for_sex(self, sex: str) -> "ObservationCells":
        """Return cells in which a reference without index means one sex, where the item has that breakdown.

        Args:
            sex: `_T`, `M` or `F`.
        """
        return self._view(sex=SEXES_OF_THE_FORM.get(sex, sex))

    def for_cell(self, observation: Observation) -> "ObservationCells":
        """Return cells in which `cell`, `item` and the `Q.` items mean one observation, in the scope it belongs to."""
        return self._view(scope=(observation.scheme, observation.benefit), current=observation)

    def for_unit(self, scheme: str, benefit: str = NOT_APPLICABLE) -> "ObservationCells":
        """Return the cells of a scheme or benefit, whether it is there this year or not."""
        return self._view(scope=(scheme, benefit))

    def with_facts(self, facts: Mapping[str, Value]) -> "ObservationCells":
        """Return the same cells with what is known beside them."""
        return self._view(facts=facts)

    @property
    def ref_area(self) -> str:
        """The country, empty where there is no answer at all."""
        if self.current is not None:
            return self.current.ref_area
        return next((each.ref_area for each in self._answers.keyed(self.year).values()), "")

    def fact(self, name: str) -> Value:
        """Return what is known beside the cells, none where it is not."""
        return self._facts.get(name)

    def current_earlier(self, years: int) -> Observation | None:
        """Return the current cell as it was some years before."""
        return self._answers.keyed(self.year - years).get(key_of(self.current)) if self.current is not None else None

    def said(self, item: str) -> Value:
        """Return what an item of table Q1 says of the current cell, else of its table."""
        current = self.current
        if current is None:
            return None
        known = self._answers.items.get(current.item)
        keyed = self._answers.keyed(self.year)
        table = known.table if known is not None else NOT_APPLICABLE
        own, total = (current.sex, current.age, current.func), (TOTAL, TOTAL, NOT_APPLICABLE)
        if item == EMBARGO and current.embargo:
            return current.embargo
        alone = current.alone
        places = dict.fromkeys((scope, each) for scope in self._scopes for each in (alone, table))
        for (scheme, benefit), breakdown in places:
            for codes in dict.fromkeys((own, total)):
                found = keyed.get((item, scheme, benefit, *codes, breakdown))
                if found is not None and found.is_answered:
                    return value_of(found, self._answers.items.get(item))
        return None

    def named(self, name: str) -> Observation | None:
        """Return a cell of the scope by the mnemonic or the code of its item."""
        wanted = name.strip().partition("[")[0]
        items = self._answers.items
        item = wanted if wanted in items else next((each.id for each in items.values() if each.code == wanted), "")
        return self.observation(item, {}) if item else None

    def prefilled(self) -> Decimal | None:
        """Return the pre-filled value of the current cell."""
        if self.current is None:
            return None
        found = self._answers.prefilled(self.year).get(key_of(self.current))
        return found.scaled_value if found is not None else None

    def pattern(self) -> CellPattern:
        """Return how the digits of the current cell look beside those of its neighbours."""
        if self.current is None:
            return CellPattern()
        return self._answers.pattern(self.year, key_of(self.current))

    def numbers(self) -> Sequence["ObservationCells"]:
        """Return the cells of the country, each answered number being the current one in turn."""
        return [self.for_cell(each) for each in self._answers.numbers(self.year)]

    def answered_items(self) -> frozenset[str]:
        """Return the items of which any cell is there in the year in scope."""
        return frozenset(item for item, *_ in self._answers.keyed(self.year))

    def is_reported(self) -> bool:
        """Whether the scheme in scope answered a number."""
        return self.scheme_id in self._answers.reporting(self.year)

    def years(self) -> Sequence[int]:
        """Return how many years back answers are known."""
        return sorted(self.year - year for year in self._answers.by_year if year <= self.year)

    def memory(self, *, by_sex: bool) -> MutableMapping[Hashable, Any]:
        """Return a place for what was worked out of the schemes and benefits in scope; `add` does not change these."""
        key = (self.year, self.scheme_id, self.benefit_id, self.sex if by_sex else "")
        return self._answers.memories.setdefault(key, {})

    def earlier_units(self) -> Sequence[tuple[str, str]]:
        """Return the schemes and benefits of the year before that are there no more."""
        now, before = (self._answers.benefits_by_scheme(year) for year in (self.year, self.year - 1))
        gone = [(scheme, NOT_APPLICABLE) for scheme in before if scheme not in now]
        return gone + [
            (scheme, benefit)
            for scheme, known in before.items()
            for benefit in known
            if benefit not in now.get(scheme, {})
        ]


def value_of(observation: Observation, item: Item | None) -> Value:
    """Return the value of an observation: a number in units, a set of codes, a code or a text, or none."""
    if observation.value is not None:
        return observation.scaled_value
    text = observation.text_value
    if not text:
        return None
    if item is not None and item.type == "codes":
        return frozenset(text.split())
    if item is not None and item.type == "list":
        return frozenset(each.strip() for each in text.split(";") if each.strip())
    if item is not None and item.is_numeric and text.isdecimal():
        return Decimal(text)
    return text
