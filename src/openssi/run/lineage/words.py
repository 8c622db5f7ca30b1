"""How the steps of a lineage are called, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.breakdowns import breakdown_name
from openssi.present.lineage_numbers import LineageNumbers
from openssi.present.numbers import SPACE
from openssi.present.side_by_side import SideBySide
from openssi.vocabulary.confidentiality import CODES, FREE, MARK
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL
from openssi.vocabulary.text import Language

Row = Mapping[str, Any]


@dataclass(frozen=True)
class LineageWords:
    """Names and texts of one release in one language."""

    connection: Connection
    definitions: Definitions
    language: Language

    @cached_property
    def numbers(self) -> LineageNumbers:
        """How figures are written."""
        return LineageNumbers(self.definitions, self.language)

    def say(self, key: str, **values: object) -> str:
        """Return a text of `definitions/interface/lineage.yaml`."""
        return self.definitions.texts.get(f"lineage.{key}", self.language, **values)

    def explained(self, key: str, **values: object) -> str:
        """Return a text of `definitions/interface/explain.yaml`."""
        return self.definitions.texts.get(f"explain.{key}", self.language, **values)

    def method(self, method: str) -> str:
        """Return how countries without a value enter an aggregate."""
        is_named = f"method_names.{method}" in self.definitions.texts.entries("lineage")
        return self.say(f"method_names.{method}") if is_named else self.say("method", method=method)

    # What is asked and answered

    def item(self, item: str) -> str:
        """Return the question of an item, its id where the questionnaire does not know it."""
        found = self.definitions.questionnaire.items.get(item)
        return found.label.in_language(self.language) if found else item

    def unit_of(self, item: str) -> str:
        """Return the unit of an item, empty where it has none."""
        found = self.definitions.questionnaire.items.get(item)
        return found.unit if found else ""

    def owner(self, row: Row, names: Mapping[str, Sequence[tuple[int, str]]]) -> str:
        """Return the benefit or scheme that a row is about with its id, empty where it is about the country."""
        owner = row["benefit"] if row["benefit"] != NOT_APPLICABLE else row["scheme"]
        return "" if owner == NOT_APPLICABLE else self.named(owner, names, row.get("time_period"))

    @staticmethod
    def named(owner: str, names: Mapping[str, Sequence[tuple[int, str]]], year: int | None) -> str:
        """Return a scheme or benefit by the name that it had in a year, with its id."""
        held = [name for since, name in names.get(owner, ()) if year is None or since <= year]
        return f"{held[-1]} ({owner})" if held else owner

    def cell(self, row: Row, names: Mapping[str, Sequence[tuple[int, str]]]) -> str:
        """Return what a cell asks: owner, question, and the sex, age, function or other code that it is for."""
        owner, parts = self.owner(row, names), self.dimensions(row)
        label = self.item(row["item"])
        label = f"{label} ({parts})" if parts else label
        return self.owned(owner, label)

    def owned(self, owner: str, label: str) -> str:
        """Return a label behind the scheme or benefit that it belongs to, where there is one."""
        colon = f"{SPACE}: " if self.language == "fr" else ": "
        return f"{owner}{colon}{label}" if owner else label

    def dimensions(self, row: Row) -> str:
        """Return sex, age, function and breakdown of a cell, totals left out."""
        parts = [self.code("CL_SEX", row["sex"].removeprefix("_"))] if row["sex"] != TOTAL else []
        parts += [self.code("CL_AGE", row["age"])] if row["age"] != TOTAL else []
        parts += [self.code("CL_FUNC", row["func"])] if row["func"] != NOT_APPLICABLE else []
        parts += [row["breakdown"]] if row["breakdown"] != NOT_APPLICABLE else []
        return ", ".join(parts)

    def answer(self, row: Row) -> str:
        """Return a coded answer in words, a text as it stands, empty where the answer is a number."""
        text, item = row["text_value"] or "", self.definitions.questionnaire.items.get(row["item"])
        if item is None or not item.codelist:
            return text
        return ", ".join(self.code(item.codelist, each) for each in text.split())

    def code(self, codelist: str, code: str) -> str:
        """Return a code in words, the code itself where the list does not have it."""
        codes = self.definitions.codelists.get(codelist)
        return codes[code].name.in_language(self.language) if codes is not None and code in codes else code

    def withheld(self, row: Row) -> str:
        """Why the value of a cell is withheld, empty where it is not."""
        if row["conf_status"] in {FREE, None} or row["value"] is not None:
            return ""
        label = self.code(CODES, row["conf_status"])
        return self.definitions.texts.get("confidentiality.level", self.language, mark=MARK, label=label)

    def reason(self, reason: str) -> str:
        """Return why a part was left out of a total (`H.COV_ANY:3`)."""
        total, _, number = reason.partition(":")
        declared = self.definitions.national_totals.get(total)
        if declared is None or not number.isdigit():
            return reason
        why = declared.parts[int(number)].leave_out
        return why.in_language(self.language) if why else ""

    def footnote(self, footnote: str | None) -> str:
        """Return a footnote in words."""
        return self.code("CL_FOOTNOTE", footnote) if footnote else ""

    def beside(self, figure: str) -> str:
        """Return what is told of a figure on which its country does not agree, empty where it does."""
        if figure not in self._disagreed:
            return ""
        found = SideBySide(self.connection, self.definitions, self.language).of_figure(figure)
        return found.told if found is not None else ""

    @cached_property
    def _disagreed(self) -> frozenset[str]:
        return frozenset(row["figure_id"] for row in self.connection.rows("SELECT figure_id FROM side_by_side"))

    # Figures

    def indicator(self, row: Row) -> str:
        """Return an indicator with its sex and breakdown, those of its headline left out."""
        known = self.definitions.indicators.get(row["indicator"])
        if known is None:
            return str(row["indicator"])
        parts = [known.short_name.in_language(self.language)]
        if row["sex"] != known.headline_sex:
            parts.append(self.code("CL_SEX", row["sex"].removeprefix("_")))
        if row["breakdown"] != known.breakdowns[0]:
            parts.append(breakdown_name(self.definitions, row["breakdown"], self.language))
        return ", ".join(parts)

    def procedure(self, indicator: str) -> str:
        """Return how an indicator is computed that has no formula: its procedure and its definition."""
        known = self.definitions.indicators.get(indicator)
        if known is None or known.procedure is None:
            return ""
        definition = known.definition.in_language(self.language)
        return self.say("procedure", procedure=known.procedure, definition=definition)

    def indicator_unit(self, indicator: str) -> str:
        """Return the unit of an indicator."""
        known = self.definitions.indicators.get(indicator)
        return known.unit if known else "PT"

    @cached_property
    def _area_names(self) -> dict[str, str]:
        rows = self.connection.rows("FROM areas")
        return {row["area"]: row[f"name_{self.language}"] for row in rows}

    @cached_property
    def group_names(self) -> dict[tuple[str, str], str]:
        """Names of groups of countries, by grouping and code."""
        rows = self.connection.rows("FROM groups ORDER BY grouping, sort_order")
        return {(row["grouping"], row["group_code"]): row[f"name_{self.language}"] for row in rows}

    def area(self, area: str) -> str:
        """Return the name of a country."""
        return self._area_names.get(area, area)

    def group(self, grouping: str, group: str) -> str:
        """Return the name of a group of countries."""
        return self.group_names.get((grouping, group), group)
