"""What is said of an outlier: what would have been expected, and against what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.outlier import OutlierDefinitions, OutlierMethod
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

_SEPARATORS: Mapping[Language, tuple[str, str]] = {"en": (",", "."), "fr": ("\u00a0", ","), "es": ("\u00a0", ",")}
_PERCENT: Mapping[Language, str] = {"en": "%", "fr": "\u00a0%", "es": "\u00a0%"}
_MINUS = "\u2212"
_EN_DASH = "\u2013"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What fills the slots of a message.

    Attributes:
        range_: Expected value, lowest and highest, in units.
        real_year: Year of the prices to which earlier values were brought, none where they are as reported.
        size_item: What values were divided by, empty where they were not.
        group: How the peers are named, none where there are none.
    """

    method: OutlierMethod
    cell: Observation
    value: Decimal
    range_: tuple[float, float, float]
    years: Sequence[int]
    compared: int
    real_year: int | None = None
    size_item: str = ""
    group: MultilingualText | None = None


@dataclass(frozen=True, slots=True)
class OutlierWords:
    """Fills messages, numbers written as a reader of each language writes them."""

    definitions: OutlierDefinitions
    items: Mapping[str, Item]
    codelists: Mapping[str, CodeList]

    def filled(self, text: MultilingualText, said: Said) -> MultilingualText:
        """Return a message with its slots filled in every language."""
        return MultilingualText(*(self._in(language, text, said) for language in LANGUAGES))

    def _in(self, language: Language, text: MultilingualText, said: Said) -> str:
        expected, low, high = (number_in(rounded(each), language) for each in said.range_)
        real = said.real_year
        threshold = Decimal(repr(said.method.threshold))
        filled = text.in_language(language).format(
            item=self._named(said.cell, language),
            value=number_in(said.value, language),
            expected=expected,
            low=low,
            high=high,
            threshold=number_in(threshold, language),
            share=f"{number_in(100 * threshold, language)}{_PERCENT[language]}",
            count=said.compared,
            years=years_in(said.years),
            terms="" if real is None else f" {self.definitions.real.in_language(language).format(year=real)}",
            size=self._label(said.size_item, language),
            group="" if said.group is None else said.group.in_language(language),
        )
        return f"{filled[:1].upper()}{filled[1:]}"

    def _label(self, item: str, language: Language) -> str:
        known = self.items.get(item)
        return known.label.in_language(language) if known else item

    def _named(self, cell: Observation, language: Language) -> str:
        """Return the label of the item with the scheme or benefit and the codes of its breakdowns."""
        subject = cell.benefit if cell.benefit != NOT_APPLICABLE else cell.scheme
        codes = [each for each in (cell.age, cell.breakdown) if each not in {TOTAL, NOT_APPLICABLE}]
        named = [self._code("CL_FUNC", cell.func, language), self._code("CL_SEX", cell.sex, language)]
        parts = [each for each in (subject, *named, *codes) if each not in {"", NOT_APPLICABLE}]
        return f"{self._label(cell.item, language)} ({', '.join(parts)})" if parts else self._label(cell.item, language)

    def _code(self, codelist: str, code: str, language: Language) -> str:
        if code in {TOTAL, NOT_APPLICABLE}:
            return ""
        known = self.codelists.get(codelist)
        return known[code].name.in_language(language) if known is not None and code in known else code


def rounded(value: float) -> Decimal:
    """Return a number with four significant digits."""
    return Decimal(f"{value:.3e}")


def number_in(value: Decimal, language: Language) -> str:
    """Return a number with the separators and the minus of the language, without zeros behind the last decimal."""
    thousands, decimal = _SEPARATORS[language]
    plain = f"{value.normalize():f}"
    whole, _, digits = plain.partition(".")
    digits = digits[:2] if len(whole.lstrip("-")) > 1 else digits
    grouped = language != "es" or abs(value) >= 10000
    text = f"{int(whole):,}" if grouped else whole
    sign = _MINUS if plain.startswith("-") else ""
    text = text.lstrip("-").replace(",", thousands)
    kept = digits.rstrip("0")
    return f"{sign}{text}{decimal}{kept}" if kept else f"{sign}{text}"


def years_in(years: Sequence[int]) -> str:
    """Return years as `2016–2020` where none is missing between, else `2016, 2018–2020`."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}{_EN_DASH}{run[-1]}" for run in runs)
