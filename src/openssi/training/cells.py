"""Writes the cells of one questionnaire, as far as its form asks for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any
from zlib import crc32

from openssi.training.facts import BySex
from openssi.training.parameters import CountryParameters, WorldParameters
from openssi.vocabulary.fiscal_year import fiscal_year_label
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.law import COLUMN_ITEMS
from openssi.vocabulary.observation import TOTAL, Observation

SEXES = (TOTAL, "F", "M")
_SHORT_FORMS = frozenset({"SEX", "FUNC", "GROUP", "TABLE", "CONV", "PAIR"})
_LEFT_OUT_OF = 3
"""Of the optional items, one in so many is left empty on wide forms."""
_ASKED_ANYWAY = frozenset({"C1", "C2"})
"""Tables of which no item can be left out, because their totals are the sum of them."""
_NEEDED = frozenset({"mandatory", "conditional"})
_ROWS_OF_WORKBOOKS = frozenset(
    {"Q.SRC_TYPE", "Q.SRC_REF", "Q.SRC_URL", "Q.REF_MOMENT", "Q.COVERAGE", "Q.METHOD", "Q.OBS_STATUS"}
)

Key = Mapping[str, str]


@dataclass(frozen=True)
class CellWriter:
    """Writes cells in the conventions of a country.

    Attributes:
        is_last: Whether it is the last year, whose accounts are provisional.
        thousandfold: Whether money is typed in thousands where units are asked for.
        is_workbook: Whether it comes as a workbook, which has rows for a part of the quality items only.
    """

    world: WorldParameters
    country: CountryParameters
    questionnaire: Questionnaire
    year: int
    is_last: bool
    thousandfold: bool = False
    is_workbook: bool = False
    _words: dict[str, str] = field(default_factory=dict)

    @cached_property
    def asked(self) -> dict[str, Item]:
        """The items that the country answers."""
        items = self.questionnaire.items.values()
        return {item.id: item for item in items if item.is_typed and item.is_asked(self.year) and self._answers(item)}

    def _answers(self, item: Item) -> bool:
        if item.id in COLUMN_ITEMS:
            return False
        if self.is_workbook and item.table == "Q1" and item.id not in _ROWS_OF_WORKBOOKS:
            return False
        if item.core or self.length == "full":
            return True
        if self.length == "core":
            return False
        if item.requirement in _NEEDED or item.table in _ASKED_ANYWAY:
            return True
        code = crc32(f"{self.country.code}{item.id}".encode())
        return self.length == "wide" and (item.requirement != "optional" or code % _LEFT_OUT_OF != 0)

    @cached_property
    def length(self) -> str:
        """How long the form is: core, basic, wide or full."""
        return self.country.length_in(self.year)

    def offers(self, item: str, dimension: str) -> bool:
        """Whether an item is broken down by a dimension on this form."""
        found = self.asked.get(item)
        return found is not None and dimension in found.breakdowns and (
            self.length == "full" or dimension in _SHORT_FORMS
        )  # fmt: skip

    def word(self, key: str, **values: object) -> str:
        """Return a word in the language of the country."""
        if key not in self._words:
            self._words[key] = self.world.word(key, self.country.language)
        return self._words[key].format(**values) if values else self._words[key]

    # Kinds of cells

    def text(self, item: str, text: str, **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        """Write a text or code."""
        if item in self.asked:
            yield self._cell(item, text_value=text, **key)

    def number(self, item: str, value: Decimal | int, **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        """Write a number in units."""
        if item in self.asked:
            source = "" if item.startswith("N.") else self.word("sources.register")
            yield self._cell(item, value=Decimal(value), unit=self.asked[item].unit, **{"source": source, **key})

    def answer(self, item: str, answer: Decimal | int | str, **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        """Write whatever the recipe says."""
        yield from self.text(item, answer, **key) if isinstance(answer, str) else self.number(item, answer, **key)

    def missing(self, item: str, status: str, note: str = "", **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        """Write that there is no value, and why."""
        if item in self.asked:
            yield self._cell(item, obs_status=status, note=note, **key)

    def persons(self, item: str, who: BySex | int, **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        """Write persons, the total first, by sex where the form offers it."""
        yield from self._by_sex(item, who, self.country.pers_mult, key)

    def cases(self, item: str, who: BySex | int, **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        """Write cases, days or services, which are typed in units, by sex where the form offers it."""
        yield from self._by_sex(item, who, 0, key)

    def _by_sex(self, item: str, who: BySex | int, power: int, key: dict[str, Any]) -> Iterator[Observation]:
        if item in self.asked:
            numbers = {TOTAL: who} if isinstance(who, int) else who
            for sex in SEXES if self.offers(item, "SEX") else (TOTAL,):
                if sex in numbers:
                    value = Decimal(numbers[sex]).scaleb(-power)
                    yield self._cell(item, value=value, unit=self.asked[item].unit, unit_mult=power, sex=sex, **key)

    def bands(self, item: str, bands: Mapping[str, int], **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        """Write persons by age."""
        power = self.country.pers_mult
        for age, number in bands.items():
            value = Decimal(number).scaleb(-power)
            yield self._cell(item, value=value, unit=self.asked[item].unit, unit_mult=power, age=age, **key)

    def money(self, item: str, value: Decimal, **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        """Write an amount that is typed already, in national currency and the multiplier of money."""
        if item in self.asked:
            yield self._cell(item, value=value, **{**self._account, **key})

    @cached_property
    def _account(self) -> dict[str, Any]:
        marks: dict[str, Any] = {
            "source": self.word("sources.accounts"),
            "unit": "LCU",
            "currency": self.country.currency,
        }
        marks |= {"unit_mult": self.country.unit_mult, "ref_detail": self.fiscal_year}
        if self.is_last:
            marks |= {"obs_status": "P", "note": self.word("notes.provisional")}
        return marks

    # Conventions

    @cached_property
    def fiscal_year(self) -> str:
        """The fiscal year of the accounts, empty where it is the calendar year."""
        return fiscal_year_label(*self.country.fiscal, self.year)

    @cached_property
    def register(self) -> dict[str, str]:
        """Source and status of figures from the register of beneficiaries."""
        marks = {"source": self.word("sources.register"), "ref_detail": f"{self.year}-12-31"}
        if self.country.estimates:
            marks |= {"obs_status": "E", "note": self.word("notes.estimate"), "method": self.word("texts.method")}
        return marks

    def typed(self, amount: Decimal) -> Decimal:
        """Return an amount of money in the multiplier of the country, as it is typed."""
        scaled = amount.scaleb(-self.country.unit_mult)
        return round(scaled / 1000 if self.thousandfold else scaled, self.places)

    @property
    def places(self) -> int:
        """Decimals of typed money."""
        return 3 if self.country.unit_mult else 0

    def share(self, amount: Decimal, share: float | Decimal | str) -> Decimal:
        """Return a share of a typed amount, as it is typed."""
        return round(amount * Decimal(str(share)), self.places)

    def _cell(self, item: str, **marks: Any) -> Observation:  # noqa: ANN401
        return Observation(ref_area=self.country.code, item=item, time_period=self.year, **marks)
