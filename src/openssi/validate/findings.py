"""From a condition that does not hold to what a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.expressions import ObservationCells, Value, value_of
from openssi.validate.conditions import CompiledRule, Condition
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.rule import Finding, Rule
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

_SEPARATORS: Mapping[Language, tuple[str, str]] = {"en": (",", "."), "fr": ("\u00a0", ","), "es": ("\u00a0", ",")}
_ROUNDED_TO = 4


@dataclass(frozen=True, slots=True)
class FindingWriter:
    """Writes findings, their messages filled with values in the format of each language.

    Attributes:
        questionnaire: Names the items that a message shows.
        ref_area: The country whose answers are checked.
    """

    questionnaire: Questionnaire
    ref_area: str

    def finding(self, compiled: CompiledRule, condition: Condition, cells: ObservationCells) -> Finding:
        """Return the finding of a condition that does not hold."""
        rule = compiled.rule
        cell = self._cell(rule, condition, cells)
        low, high = compiled.range(condition, cell.item, cells)
        values = {
            "value": value_of(cell, self.questionnaire.items.get(cell.item)),
            "limit": low if high is None else high,
            **compiled.shown(cells),
        }
        explanation = "" if rule.severity == "E" else cell.explanation or cell.note
        return Finding(
            rule=rule.id,
            severity=rule.severity,
            ref_area=cell.ref_area,
            time_period=cells.year,
            obs_id=cell.id,
            item=cell.item,
            scheme=cell.scheme,
            benefit=cell.benefit,
            sex=cell.sex,
            message=self.filled(rule.message, values, cell.item),
            remedy=self.filled(rule.remedy, values, cell.item),
            expected_low=_stored(low),
            expected_high=_stored(high),
            place=cell.place if str(cell.place) else Place(item=cell.item),
            state="explained" if explanation else "open",
            explanation=explanation,
        )

    def _cell(self, rule: Rule, condition: Condition, cells: ObservationCells) -> Observation:
        """Return the cell to correct: the first answered one that the condition is about, else an empty one."""
        if rule.level == "cell" and cells.current is not None:
            return cells.current
        candidates = (*condition.items, *rule.items, *sorted(condition.expression.items()))
        known = (cells.observation(item, {}) for item in candidates)
        answered = next((each for each in known if each is not None and each.channel != "context"), None)
        return answered or self._empty(next(iter(candidates), ""), cells)

    def _empty(self, item: str, cells: ObservationCells) -> Observation:
        known = self.questionnaire.items.get(item)
        level = known.level if known is not None else "country"
        return Observation(
            ref_area=self.ref_area,
            item=item,
            time_period=cells.year,
            scheme=cells.scheme_id if level in {"scheme", "benefit"} else NOT_APPLICABLE,
            benefit=cells.benefit_id if level == "benefit" else NOT_APPLICABLE,
        )

    def filled(self, text: MultilingualText, values: Mapping[str, Value], item: str) -> MultilingualText:
        """Return a message with its slots filled; `{item}` is the label of the cell."""
        spoken = []
        for language in LANGUAGES:
            known = self.questionnaire.items.get(item)
            label = known.label.in_language(language) if known else item
            shown = {name: _shown(value, language) for name, value in values.items()}
            said = text.in_language(language).format_map({"item": label, **shown})
            # Labels of parts begin in small letters ("of which ..."), sentences do not.
            spoken.append(f"{said[:1].upper()}{said[1:]}")
        return MultilingualText(*spoken)


def _shown(value: Value, language: Language) -> str:
    if isinstance(value, Decimal):
        return _number(value, language)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return "…" if value is None else str(value)


def _number(value: Decimal, language: Language) -> str:
    thousands, decimal = _SEPARATORS[language]
    places = 0 if value == value.to_integral_value() or abs(value) >= 1000 else 2
    grouped = language != "es" or abs(value) >= 10000
    text = f"{value:,.{places}f}" if grouped else f"{value:.{places}f}"
    return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands).replace("-", "−")


def _stored(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, _ROUNDED_TO)
