"""From a condition that does not hold to what a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.expressions import ObservationCells, Value, value_of
from openssi.validate.conditions import Breach, CompiledRule, Names
from openssi.validate.places import candidates, codes_of
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.rule import Finding, Rule
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

_SEPARATORS: Mapping[Language, tuple[str, str]] = {"en": (",", "."), "fr": ("\u00a0", ","), "es": ("\u00a0", ",")}
_ROUNDED_TO = 4
_PRECISION = 28
_DIGITS = 26
_FIELDS = frozenset({"SEX", "AGE", "FUNC"})


@dataclass(frozen=True, slots=True)
class FindingWriter:
    """Writes findings, their messages filled with values in the format of each language.

    Attributes:
        questionnaire: Names the items that a message shows.
        ref_area: The country whose answers are checked.
        labels: Names of what is no item.
    """

    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]
    ref_area: str
    labels: Mapping[str, MultilingualText]

    def finding(self, compiled: CompiledRule, breach: Breach, cells: ObservationCells) -> Finding:
        """Return the finding of a condition that does not hold."""
        rule = compiled.rule
        cell = self._cell(rule, breach, cells)
        low, high = compiled.range(breach, cell.item, cells)
        value = value_of(cell, self.questionnaire.items.get(cell.item))
        limits = {"value": value, "limit": low if high is None else high}
        values = {**limits, **compiled.shown(cells, breach.names)}
        lists = {"value": self._codelist_of(cell.item), "f": "CL_FUNC"}
        lists |= {name: self._codelist_of(item) for name, item in compiled.shown_items.items()}
        # The answer to a finding that blocks is a correction; a note does not do.
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
            message=self.filled(rule.message, values, cell.item, lists),
            remedy=self.filled(rule.remedy, values, cell.item, lists),
            value=_stored(value if isinstance(value, Decimal) else None),
            expected_low=_stored(low),
            expected_high=_stored(high),
            place=cell.place if str(cell.place) else Place(item=cell.item),
            state="explained" if explanation else "open",
            explanation=explanation,
        )

    def _cell(self, rule: Rule, breach: Breach, cells: ObservationCells) -> Observation:
        """Return the cell to correct: the first answered one that the condition is about, else an empty one."""
        if cells.current is not None:
            return cells.current
        condition = breach.condition
        items = candidates(rule, condition, breach.names, self.questionnaire, self.codelists)
        known = (cells.observation(item, self._codes(item, breach.names)) for item in items)
        answered = next((each for each in known if each is not None and each.channel != "context"), None)
        return answered or self._empty(next(iter(items), ""), cells, breach)

    def _codes(self, item: str, names: Names) -> Mapping[str, str]:
        return codes_of(item, names, self.questionnaire, self.codelists)

    def _empty(self, item: str, cells: ObservationCells, breach: Breach) -> Observation:
        known: Item | None = self.questionnaire.items.get(item)
        level = known.level if known is not None else "country"
        codes = self._codes(item, breach.names)
        scheme, each = cells.scheme_id, breach.condition.each
        if level == "scheme" and scheme == NOT_APPLICABLE and each is not None:
            # A condition of the country on each of its schemes is about the scheme that it names.
            scheme = breach.names[each[0]]
        return Observation(
            ref_area=self.ref_area,
            item=item,
            time_period=cells.year,
            scheme=scheme if level in {"scheme", "benefit"} else NOT_APPLICABLE,
            benefit=cells.benefit_id if level == "benefit" else NOT_APPLICABLE,
            func=codes.get("FUNC", NOT_APPLICABLE),
            breakdown=next((code for name, code in codes.items() if name not in _FIELDS), NOT_APPLICABLE),
        )

    def filled(
        self, text: MultilingualText, values: Mapping[str, Value], item: str, lists: Mapping[str, str]
    ) -> MultilingualText:
        """Return a message with its slots filled: `{item}` is the label of the cell, codes are shown by their names."""
        spoken = []
        known = self.questionnaire.items.get(item)
        labels = self.labels.get(item) if known is None else known.label
        for language in LANGUAGES:
            label = labels.in_language(language) if labels else item
            named = {name: self._named(lists.get(name, ""), value, language) for name, value in values.items()}
            shown = {name: _shown(value, language) for name, value in named.items()}
            said = text.in_language(language).format_map({"item": label, **shown})
            # Labels of parts begin in small letters ("of which ..."), sentences do not.
            spoken.append(f"{said[:1].upper()}{said[1:]}")
        return MultilingualText(*spoken)

    def _codelist_of(self, item: str) -> str:
        known = self.questionnaire.items.get(item)
        return known.codelist if known is not None else ""

    def _named(self, codelist: str, value: Value, language: Language) -> Value:
        """Return a code, or a set of codes, by name; what its list does not hold stays as it is."""
        codes = self.codelists.get(codelist)
        if codes is None and isinstance(value, str) and value in self.labels:
            return self.labels[value].in_language(language)
        if codes is None:
            return value
        if isinstance(value, frozenset):
            found = (codes[each].name.in_language(language) if each in codes else each for each in sorted(value))
            return ", ".join(found)
        return codes[value].name.in_language(language) if isinstance(value, str) and value in codes else value


def _shown(value: Value, language: Language) -> str:
    if isinstance(value, Decimal):
        return _number(value, language)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return "…" if value is None else str(value)


def _number(value: Decimal, language: Language) -> str:
    thousands, decimal = _SEPARATORS[language]
    places = 0 if value == value.to_integral_value() or abs(value) >= 1000 else max(2, 1 - value.adjusted())
    grouped = language != "es" or abs(value) >= 10000
    text = f"{value:,.{places}f}" if grouped else f"{value:.{places}f}"
    return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands).replace("-", "−")


def _stored(value: Decimal | None) -> Decimal | None:
    """Return a number as the table of findings can hold it; what is beyond any figure of an inquiry is not told."""
    if value is None or value.adjusted() >= _DIGITS:
        return None
    return round(value, max(0, min(_ROUNDED_TO, _PRECISION - 2 - value.adjusted())))
