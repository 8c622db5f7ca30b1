"""The cells that an expression is evaluated on."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol, Self

from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation

Value = Decimal | str | frozenset[str] | bool | None
"""What an expression gives. A number is in units, after the multiplier; none is missing or not evaluated."""

SEXES_OF_THE_FORM = {"T": TOTAL, "U": "_U"}
"""Codes of the questionnaire's CL_SEX and CL_AGE that SDMX writes in another way."""

_FIELDS = frozenset({"SEX", "AGE", "FUNC"})

Key = tuple[str, str, str, str, str, str, str]


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


class _Answers:
    """Observations of one country by key, each year by itself."""

    def __init__(self, by_year: Mapping[int, Iterable[Observation]], questionnaire: Questionnaire) -> None:
        self.items: Mapping[str, Item] = questionnaire.items
        self.by_year = by_year
        self._keyed: dict[int, dict[Key, Observation]] = {}
        self._units: dict[int, dict[str, dict[str, None]]] = {}

    def keyed(self, year: int) -> Mapping[Key, Observation]:
        """Return the observations of a year by key; of two with one key the last counts."""
        if year not in self._keyed:
            self._keyed[year] = {_key(each): each for each in self.by_year.get(year, ())}
        return self._keyed[year]

    def add(self, year: int, observations: Iterable[Observation]) -> None:
        """Add observations of the country itself, which has its schemes already."""
        self._keyed[year] = {**self.keyed(year), **{_key(each): each for each in observations}}

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


def _key(each: Observation) -> Key:
    return (each.item, each.scheme, each.benefit, each.sex, each.age, each.func, each.breakdown)


class ObservationCells:
    """Cells made of observations of one country, its context data among them."""

    __slots__ = ("_answers", "_scopes", "benefit_id", "current", "scheme_id", "sex", "year")

    def __init__(
        self, observations_by_year: Mapping[int, Iterable[Observation]], year: int, questionnaire: Questionnaire
    ) -> None:
        """Return the cells of the country.

        Args:
            observations_by_year: Observations of this country by reference year.
            year: The year in scope.
            questionnaire: Tells the type and the breakdowns of each item.
        """
        self._set(_Answers(observations_by_year, questionnaire), year, (NOT_APPLICABLE, NOT_APPLICABLE), TOTAL, None)

    def _set(self, answers: _Answers, year: int, scope: tuple[str, str], sex: str, current: Observation | None) -> None:
        self._answers = answers
        self.year = year
        self.scheme_id, self.benefit_id = scope
        self.sex = sex
        self.current = current
        # From the narrowest to the country: what a benefit does not know, its scheme may.
        nothing = NOT_APPLICABLE
        self._scopes = tuple(dict.fromkeys((scope, (self.scheme_id, nothing), (nothing, nothing))))

    def _view(
        self,
        *,
        scope: tuple[str, str] | None = None,
        year: int | None = None,
        sex: str | None = None,
        current: Observation | None = None,
    ) -> "ObservationCells":
        view = object.__new__(ObservationCells)
        own = scope or (self.scheme_id, self.benefit_id)
        view._set(self._answers, self.year if year is None else year, own, sex or self.sex, current or self.current)
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
        return None if found is None else value_of(found, self._answers.items.get(item))

    def status(self, item: str, dimensions: Mapping[str, str], lag: int = 0) -> str | None:
        """Return the observation status of a cell, none where nothing is known of it."""
        found = self.observation(item, dimensions, lag)
        return None if found is None else found.obs_status

    def schemes(self) -> Sequence["ObservationCells"]:
        """Return the cells of each scheme of the country."""
        known = self._answers.benefits_by_scheme(self.year)
        return [self._view(scope=(scheme, NOT_APPLICABLE)) for scheme in known]

    def benefits(self) -> Sequence["ObservationCells"]:
        """Return the cells of each benefit of the scheme in scope, of the country where none is."""
        known = self._answers.benefits_by_scheme(self.year)
        wanted = known if self.scheme_id == NOT_APPLICABLE else [self.scheme_id]
        return [self._view(scope=(scheme, benefit)) for scheme in wanted for benefit in known.get(scheme, ())]

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


def value_of(observation: Observation, item: Item | None) -> Value:
    """Return the value of an observation: a number in units, a set of codes, a code or a text, or none."""
    if observation.value is not None:
        return observation.scaled_value
    text = observation.text_value
    if not text:
        return None
    if item is not None and item.type == "codes":
        return frozenset(text.split())
    if item is not None and item.is_numeric and text.isdigit():
        return Decimal(text)
    return text
