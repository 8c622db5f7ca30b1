"""From a rule that does not hold to what a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.expressions import ObservationCells, Value
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.rule import Finding, Rule
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

_SEPARATORS: Mapping[Language, tuple[str, str]] = {"en": (",", "."), "fr": ("\u00a0", ","), "es": ("\u00a0", ",")}


@dataclass(frozen=True, slots=True)
class Wording:
    """Fills messages with values in the format of each language.

    Attributes:
        questionnaire: Names the items that a message shows.
    """

    questionnaire: Questionnaire

    def filled(self, text: MultilingualText, values: Mapping[str, Value], item: str) -> MultilingualText:
        """Return a message with its slots filled; `{item}` is the label of the cell."""
        spoken = []
        for language in LANGUAGES:
            known = self.questionnaire.items.get(item)
            label = known.label.in_language(language) if known else item
            shown = {name: _shown(value, language) for name, value in values.items()}
            spoken.append(text.in_language(language).format_map({"item": label, **shown}))
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
    text = f"{value:,.{places}f}"
    return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands).replace("-", "−")


def finding_of(
    rule: Rule,
    cells: ObservationCells,
    values: Mapping[str, Value],
    expected: tuple[Decimal | None, Decimal | None],
    wording: Wording,
) -> Finding:
    """Return the finding of a rule on the cells that it was evaluated on."""
    observation = _attached(rule, cells)
    item = observation.item if observation else (rule.items[0] if rule.items else "")
    explanation = _explanation(rule, observation)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        ref_area=observation.ref_area if observation else "",
        time_period=cells.year,
        obs_id=observation.id if observation else "",
        item=item,
        scheme=cells.scheme_id,
        benefit=cells.benefit_id or NOT_APPLICABLE,
        sex=cells.sex,
        message=wording.filled(rule.message, values, item),
        remedy=wording.filled(rule.remedy, values, item),
        expected_low=_stored(expected[0]),
        expected_high=_stored(expected[1]),
        place=observation.place if observation else Place(item=item),
        state="explained" if explanation else "open",
        explanation=explanation,
    )


def _stored(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 4)


def _attached(rule: Rule, cells: ObservationCells) -> Observation | None:
    if rule.level == "cell":
        return cells.current
    answers = (cells.observation(item, {}) for item in rule.items)
    return next((each for each in answers if each is not None), None)


def _explanation(rule: Rule, observation: Observation | None) -> str:
    if rule.severity == "E" or observation is None:
        return ""
    return observation.explanation or observation.note
