"""Amounts of benefits beside benchmarks and over time, as rows in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from openssi.definitions import Texts
from openssi.present.numbers import format_number, percent_sign
from openssi.present.standard_words import as_decimal
from openssi.vocabulary.adequacy import BenefitComparison, RealValue
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item
from openssi.vocabulary.standard import Standards
from openssi.vocabulary.symbols import MISSING
from openssi.vocabulary.text import Language

REAL_HEADS = ("benefit", "year", "nominal", "currency", "prices", "real", "change", "rule", "adjustment", "remark")
COMPARED_HEADS = ("benefit", "amount_of", "benchmark", "amount", "reference", "percent", "remark")


@dataclass(frozen=True, slots=True)
class AdequacyWords:
    """Says amounts in one language."""

    texts: Texts
    codelists: Mapping[str, CodeList]
    items: Mapping[str, Item]
    standards: Standards
    language: Language

    def say(self, key: str, **values: object) -> str:
        """Return a text of `definitions/interface/adequacy.yaml`."""
        return self.texts.get(f"adequacy.{key}", self.language, **values)

    def heads(self, names: tuple[str, ...], year: int) -> list[str]:
        """Return the heads of a table."""
        return [self.say(f"heads.{name}", **({"year": year} if name == "real" else {})) for name in names]

    def real_row(self, each: RealValue) -> list[str]:
        """Return one year of a benefit."""
        return [
            each.benefit,
            str(each.year),
            self._number(each.nominal, 2),
            each.currency,
            self._number(each.prices, 1),
            self._number(each.real, 2),
            self._percent(each.change),
            self._rule(each.index_rule),
            self._adjustment(each),
            self._remark(each),
        ]

    def compared_row(self, each: BenefitComparison) -> list[str]:
        """Return one amount beside one benchmark."""
        return [
            each.benefit,
            self.items[each.item].label.in_language(self.language),
            self._benchmark(each),
            self._number(each.amount, 2),
            self._number(each.reference, 2),
            self._percent(each.percent),
            self._hindrance(each),
        ]

    def _benchmark(self, each: BenefitComparison) -> str:
        labels = {one.id: one.label for one in self.standards.benchmarks}
        labels |= {one.id: one.label for one in self.standards.poverty_lines}
        label = labels[each.benchmark].in_language(self.language)
        if each.source is None or each.source.confirmed:
            return label
        return self.say("recalled", label=label, source=each.source.title.in_language(self.language))

    def _rule(self, code: str) -> str:
        codes = self.codelists["CL_INDEX"]
        return codes[code].name.in_language(self.language) if code in codes else MISSING

    def _adjustment(self, each: RealValue) -> str:
        if each.adjustment is None:
            return MISSING
        percent = self._percent(each.adjustment)
        return self.say("adjusted", percent=percent, day=each.adjusted_on) if each.adjusted_on else percent

    def _remark(self, each: RealValue) -> str:
        factor = self.say("redenominated", factor=self._number(each.old_per_new, 0)) if each.old_per_new != 1 else ""
        return "; ".join(part for part in (self._hindrance(each), factor) if part)

    def _hindrance(self, each: RealValue | BenefitComparison) -> str:
        if not each.hindrance:
            return ""
        return self.say(f"hindrance.{each.hindrance}", missing=", ".join(each.missing))

    def _number(self, number: Fraction | None, decimals: int) -> str:
        return MISSING if number is None else format_number(as_decimal(number), self.language, decimals)

    def _percent(self, number: Fraction | None) -> str:
        return MISSING if number is None else f"{self._number(number, 1)}{percent_sign(self.language)}"
