"""The words and numbers of a validation report in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from babel.dates import format_date

from openssi.definitions import Definitions
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Place
from openssi.vocabulary.rule import Finding, Rule
from openssi.vocabulary.text import Language

_LOCALES: Mapping[Language, str] = {"en": "en_GB", "fr": "fr", "es": "es"}
_DIMENSIONS = ("CL_SEX", "CL_AGE", "CL_FUNC", "")
"""Code lists of the last four parts of the id of a cell: sex, age, function, breakdown."""

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class ReportWords:
    """Says in one language what a finding is about.

    Attributes:
        unit_names: Names of schemes and benefits by their ids.
    """

    definitions: Definitions
    language: Language
    unit_names: Mapping[str, str] = field(default_factory=lambda: _NO_NAMES)

    def say(self, key: str, **values: object) -> str:
        """Return a text of `definitions/interface/findings.yaml`."""
        return self.definitions.texts.get(f"findings.{key}", self.language, **values)

    def notices(self, *, fictional: bool) -> tuple[str, ...]:
        """Return what every file says: that its countries are invented, where they are, and who stands behind it."""
        keys = ("invented", "independent") if fictional else ("independent",)
        return tuple(self.definitions.texts.get(f"publish.notice.{key}", self.language) for key in keys)

    def number(self, value: Decimal | int) -> str:
        """Return a number with all its decimals, as a reader of the language writes it."""
        exact = Decimal(value)
        plain = f"{abs(exact):f}"
        whole, _, decimals = plain.partition(".")
        decimals = decimals.rstrip("0")
        if self.language != "es" or len(whole) > 4:
            whole = f"{int(whole):,}".replace(",", "," if self.language == "en" else "\u00a0")
        mark = "." if self.language == "en" else ","
        sign = "\u2212" if exact < 0 else ""
        return f"{sign}{whole}{mark}{decimals}" if decimals else f"{sign}{whole}"

    def percent(self, part: int, whole: int) -> str:
        """Return a share as a percentage without its sign, whole percents only."""
        return self.number(round(Decimal(100 * part) / whole)) if whole else ""

    def moment(self, text: str) -> str:
        """Return an ISO 8601 moment in words, in UTC."""
        at = datetime.fromisoformat(text).astimezone(UTC)
        day = format_date(at.date(), "long", locale=_LOCALES[self.language])
        return self.say("moment", day=day, time=f"{at:%H:%M}")

    # Rules

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules in force by id."""
        return {rule.id: rule for rule in self.definitions.rules}

    def rule_title(self, rule_id: str) -> str:
        """Return what a rule asks, empty where it is not in force any more."""
        rule = self.rules.get(rule_id)
        return rule.title.in_language(self.language) if rule else ""

    # Cells

    def unit(self, unit_id: str) -> str:
        """Return id and name of a scheme or benefit, or the words for the whole country."""
        if unit_id in {NOT_APPLICABLE, ""}:
            return self.say("country_level")
        name = self.unit_names.get(unit_id, "")
        return f"{unit_id} {name}".strip()

    def benefit(self, finding: Finding) -> str:
        """Return id and name of the benefit of a finding, empty where it is about none."""
        return "" if finding.benefit in {NOT_APPLICABLE, ""} else self.unit(finding.benefit)

    def item(self, finding: Finding) -> str:
        """Return the label of the item of a finding, and sex, age, function and breakdown where it is about one."""
        known = self.definitions.questionnaire.items.get(finding.item)
        label = known.label.in_language(self.language) if known else finding.item
        return ", ".join((label, *self._dimensions(finding)))

    def _dimensions(self, finding: Finding) -> list[str]:
        parts = dimensions_of(finding)
        named = zip(_DIMENSIONS, parts, strict=True)
        return [self._code(codelist, code) for codelist, code in named if code not in {TOTAL, NOT_APPLICABLE, ""}]

    def _code(self, codelist_id: str, code: str) -> str:
        codes = self.definitions.codelists.get(codelist_id, ())
        names = (each.name.in_language(self.language) for each in codes if each.id == code)
        return next(names, code)

    def place(self, finding: Finding) -> str:
        """Return sheet and cell, or sheet and row, of a finding."""
        place = finding.place
        return Place(sheet=place.sheet, row=place.row, cell=place.cell).in_words(self.language)

    def value(self, finding: Finding) -> str:
        """Return the value of the cell in units, or that it has no number."""
        return self.say("no_value") if finding.value is None else self.number(finding.value)

    def expected(self, finding: Finding) -> str:
        """Return the range that would have been accepted, in words."""
        low, high = finding.expected_low, finding.expected_high
        if low is None and high is None:
            return self.say("expected.unknown")
        key = "least" if high is None else "most" if low is None else "exactly" if low == high else "between"
        bounds = {name: self.number(each) for name, each in (("low", low), ("high", high)) if each is not None}
        return self.say(f"expected.{key}", **bounds)

    def explanation(self, finding: Finding) -> str:
        """Return what the country said, and of which year where it said it before."""
        if finding.explained_in is None:
            return finding.explanation
        earlier = self.say("explained_in", year=finding.explained_in)
        return f"{finding.explanation} ({earlier})" if finding.explanation else earlier

    def reason(self, finding: Finding) -> str:
        """Return the name of the reason of an explanation."""
        return self._code("CL_EXPL", finding.explanation_reason) if finding.explanation_reason else ""


def dimensions_of(finding: Finding) -> tuple[str, str, str, str]:
    """Return sex, age, function and breakdown of the cell of a finding, from its id; empty where it has none."""
    parts = finding.obs_id.split(".", 8)
    if len(parts) < 9:
        return finding.sex, "", "", ""
    return parts[5], parts[6], parts[7], parts[8]
