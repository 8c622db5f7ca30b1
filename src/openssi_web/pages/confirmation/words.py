"""The words of the page of what will be published: figures, cells and statuses as a reader of the language has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.definitions.texts import Texts
from openssi.present.breakdowns import breakdown_name
from openssi.present.numbers import format_exact, format_number, percent_number, percent_sign, value_text
from openssi.present.unit_format import UnitFormat, unit_format
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.text import Language, as_language
from openssi_web.pages.cell_words import CellWords
from openssi_web.pages.form.words import FormWords
from openssi_web.rounds.acceptance.to_publish import PERCENT, Intervention
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions

FILE = "confirmation"


@dataclass(frozen=True, slots=True)
class ConfirmationWords:
    """Words of the page for one submission, in one language."""

    draft: SubmissionDraft
    texts: Texts
    language: Language
    cells: CellWords

    @classmethod
    def of_draft(cls, draft: SubmissionDraft, language: str) -> "ConfirmationWords":
        """Return the words of a submission."""
        spoken = as_language(language)
        return cls(draft, definitions().texts, spoken, CellWords.of(draft, spoken))

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.texts.get(f"{FILE}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text without plural forms as a tree, for a template."""
        return FormWords(self.texts, self.language).plain(FILE)

    # Indicators

    def indicator(self, row: Mapping[str, Any]) -> str:
        """Return the name of an indicator with its sex and breakdown."""
        known = definitions().indicators.get(row["indicator"])
        name = known.short_name.in_language(self.language) if known is not None else str(row["indicator"])
        if row["sex"] != TOTAL:
            sex = self.texts.get(f"publish.sex.s{row['sex']}", self.language)
            name = self.of("values.sex", name=name, sex=sex.lower())
        if row["breakdown"] == TOTAL:
            return name
        return f"{name}, {breakdown_name(definitions(), row['breakdown'], self.language)}"

    def value(self, row: Mapping[str, Any]) -> str:
        """Return the value of an indicator as tables print it."""
        return self._units(row).text(row["value"], row["obs_status"] or "A")

    def _units(self, row: Mapping[str, Any]) -> UnitFormat:
        known = definitions().indicators.get(row["indicator"])
        return unit_format(definitions(), known.unit if known is not None else PERCENT, self.language)

    def persons(self, number: float | None) -> str:
        """Return a number of persons, empty where there is none."""
        return "" if number is None else format_number(number, self.language)

    def between(self, row: Mapping[str, Any]) -> str:
        """Return the bounds of a value, empty where the overlap is known."""
        if row["lower"] is None or row["upper"] is None:
            return ""
        lower, upper = (self._units(row).number(row[name]) for name in ("lower", "upper"))
        return self.of("values.between", lower=lower, upper=upper)

    def change(self, points: float) -> str:
        """Return a change with its sign."""
        said = format_number(points, self.language, 1)
        return f"+{said}" if points > 0 and said.strip("0.,") else said

    def code(self, codelist: str, code: str) -> str:
        """Return a code in words, the code itself where the list does not know it."""
        codes = definitions().codelists[codelist]
        return codes[code].name.in_language(self.language) if code in codes else code

    # Figures and cells

    def figure(self, value: Decimal | None, unit: str) -> str:
        """Return the value of a figure with its unit."""
        if value is None:
            return value_text(None, "Q", self.language)
        if unit == PERCENT:
            return f"{percent_number(float(value), self.language)}{percent_sign(self.language)}"
        if unit in definitions().indicator_units and unit not in definitions().questionnaire.units:
            return unit_format(definitions(), unit, self.language).told(float(value))
        label = self.unit(unit)
        return " ".join(each for each in (format_exact(value, self.language), label) if each)

    def own_value(self, value: str, unit: str) -> str:
        """Return what the country puts in place of a figure, with all its decimals."""
        exact = format_exact(Decimal(value), self.language)
        return f"{exact}{percent_sign(self.language)}" if unit == PERCENT else f"{exact} {self.unit(unit)}".strip()

    def unit(self, unit: str) -> str:
        """Return a unit in words, empty where it has none."""
        declared = definitions().questionnaire.units.get(unit)
        return declared.label.in_language(self.language) if declared is not None else ""

    def cell(self, each: Intervention) -> str:
        """Return the question of a cell."""
        return self.cells.question(each.key)

    def answered(self, each: Intervention) -> str:
        """Return what the country answered."""
        return self._said(each, each.answered) or self.of("cells.nothing")

    def taken(self, each: Intervention) -> str:
        """Return what will be published, with its status."""
        content = Content.of_observation(each.taken)
        status = each.taken.obs_status
        said = self.cells.answer(each.key, content) if content.is_answered else ""
        told = self.cells.status(status) if not said or status not in {"", "A"} else ""
        return " · ".join(part for part in (said, told) if part)

    def _said(self, each: Intervention, content: Content) -> str:
        return self.cells.answer(each.key, content) if content.is_answered else self.cells.status(content.obs_status)
