"""What a withheld group, and what is counted of it, is called by a person; the report keeps the codes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from openssi.definitions import default_root, load_texts
from openssi.microdata.disclosure.parts import LEADING, PERSONS
from openssi.microdata.read_survey import AGE_GROUP
from openssi.microdata.registers.protected_estimates import THRESHOLD
from openssi.microdata.registers.protection import ALL_OF
from openssi.microdata.registers.tables import SCHEMES
from openssi.present.numbers import format_number
from openssi.present.punctuation import listed
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.registers.summary import codes_in_words, dimensions_in_words
from openssi.vocabulary.disclosure import TOTAL, ProtectedCell
from openssi.vocabulary.incidence import QUINTILE
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.text import Language, counted

Naming = Callable[[ProtectedCell, Sequence[str]], str]
"""Names a cell of a table with some dimensions."""

NamingIn = Callable[[Language], Naming]

MOST_NAMED = 20
"""Groups that are named for one reason; who withholds thousands looks into the report."""

_BEFORE = f"{QUINTILE} before "
_WORDS = {
    "persons": "persons", "beneficiaries": "beneficiaries", "direct beneficiaries": "direct", "women": "women",
    "sex": "sex", "age": "age", "indicators": "indicators", "welfare": "welfare", "money": "money", "amount": "amount",
    "income above 0": "above_zero", "records": "records", "links": "links", "registers together": "together",
}  # fmt: skip
"""What is counted, where it is called by one word, and its text."""


def few_of(language: Language) -> Callable[[Sequence[str]], str]:
    """Return what tells names of groups in one text: the first ones, and how many others there are."""

    def told(names: Sequence[str]) -> str:
        further = len(names) - MOST_NAMED
        # One more is named as shortly as it is counted.
        if further <= 1:
            return listed(list(names), language)
        count = counted(further).in_language(language)
        others = load_texts(default_root()).get("disclosure.further", language, count=count)
        return listed([*names[:MOST_NAMED], others], language)

    return told


@dataclass(frozen=True, slots=True)
class SurveyNames:
    """Names groups of a survey, and what is counted of them.

    Attributes:
        words: With the labels of the design.
    """

    words: SurveyWords

    def __call__(self, cell: ProtectedCell, dimensions: Sequence[str]) -> str:
        """Return the name of a cell: programme and group, then what is counted where it is not simply persons."""
        found = dict(zip(dimensions, cell.key, strict=True))
        programme, counted = (found.pop(name, TOTAL) for name in LEADING)
        group = ", ".join(self._group(programme, found))
        if counted in {PERSONS, TOTAL}:
            return group or self.say("persons")
        said = self.counted(counted)
        texts = self.words.texts
        values = {"group": group, "counted": said}
        return texts.get("disclosure.group_and_counted", self.words.language, **values) if group else said

    def _group(self, programme: str, codes: dict[str, str]) -> Iterator[str]:
        if programme != TOTAL:
            yield self.words.programme(programme)
        for column, code in codes.items():
            if code == TOTAL:
                continue
            if column.startswith(_BEFORE):
                other = self.words.programme_within(column.removeprefix(_BEFORE))
                yield self.say("before_programme", fifth=self.words.value(QUINTILE, code), programme=other)
                continue
            if column == AGE_GROUP and self.words.value(column, code) == code:
                yield self.say("age_group", age=code)
                continue
            said = self.words.value(column, code)
            yield said if said != code or column == "indicator" else f"{column} {code}"

    def counted(self, name: str) -> str:
        """Return what is counted in words; a measure is called by its name, as in files."""
        if name in _WORDS:
            return self.say(_WORDS[name])
        for pattern, tell in _PATTERNS:
            found = re.fullmatch(pattern, name)
            if found:
                return tell(self, *found.groups())
        return name

    def say(self, key: str, **values: object) -> str:
        """Return a text on what is counted."""
        return self.words.texts.get(f"disclosure.counted.{key}", self.words.language, **values)

    def level(self, number: str) -> str:
        """Return a number as the language writes it."""
        return format_number(float(number), self.words.language, 0 if float(number).is_integer() else 2)

    def of_line(self, positive: str | None, moment: str | None, poor: str, level: str) -> str:
        """Return those below a line."""
        said = self.say(poor, level=self.level(level))
        said = self.say(moment, what=said) if moment else said
        return self.say("positive", what=said) if positive else said

    def joined(self, key: str, one: str, other: str) -> str:
        """Return two things that are counted, one with regard to the other."""
        return self.say(key, one=self.counted(one), other=self.counted(other))

    def of_what(self, key: str, what: str) -> str:
        """Return something of a thing that is counted."""
        return self.say(key, what=self.counted(what))

    def changed(self, one: str | None, scenario: str) -> str:
        """Return those whose welfare is another one in a scenario."""
        changed = self.say("changed_by", what=scenario)
        return f"{self.counted(one)}, {changed}" if one else changed

    def deprived(self, key: str, indicator: str) -> str:
        """Return the poor or the deprived, in an indicator where one is named."""
        said = self.say(key)
        return f"{said}, {indicator.strip()}" if indicator else said

    def category(self, column: str, value: str) -> str:
        """Return the label of a category."""
        said = self.words.value(column, value)
        return said if said != value else f"{column} {value}"


_PATTERNS: Sequence[tuple[str, Callable[..., str]]] = (
    (r"(positive )?income (?:(before|after) )?(below|at_or_below) (\S+)", SurveyNames.of_line),
    (r"(?:(.+), )?changed by (.+)", SurveyNames.changed),
    (r"(.+), not (.+)", lambda names, one, other: names.joined("but_not", one, other)),
    (r"amount of (.+)", lambda names, what: names.of_what("amount_of", what)),
    (r"poor ((?:direct )?beneficiaries)", lambda names, what: names.of_what("poor_of", what)),
    (r"((?:direct )?beneficiaries) of persons", lambda names, one: names.counted(one)),
    (r"((?:direct )?beneficiaries) of (.+)", lambda names, one, other: names.joined("of", one, other)),
    (r"((?:direct )?beneficiaries) outside (.+)", lambda names, one, other: names.joined("outside", one, other)),
    (r"((?:direct )?beneficiaries) with (.+)", lambda names, one, other: names.joined("with", one, other)),
    (r"a target", lambda names: names.say("a_target")),
    (r"target (.+)", lambda names, name: names.say("target", name=name)),
    (r"age (\S+) and above", lambda names, age: names.say("of_age", age=age)),
    (r"ranks (\S+) to (\S+)(?: .*)?", lambda names, one, other: names.say("ranks", lower=one, upper=other)),
    (r"multidimensionally poor(.*)", lambda names, name: names.deprived("multidimensionally_poor", name)),
    (r"deprived(.*)", lambda names, name: names.deprived("deprived", name)),
    (r"(\S+): (.+)", lambda names, column, what: f"{column}, {names.counted(what)}"),
    (r"([^=]+)=(.*)", SurveyNames.category),
)
"""How what is counted is written by those who count it, and how it is told."""


@dataclass(frozen=True, slots=True)
class RegisterNames:
    """Names groups of registers.

    Attributes:
        language: In which.
    """

    language: Language

    def __call__(self, cell: ProtectedCell, dimensions: Sequence[str]) -> str:
        """Return the name of a cell: each dimension with its code, or what is counted where there is none."""
        found = dict(zip(dimensions, cell.key, strict=True))
        _, counted = (found.pop(name, TOTAL) for name in LEADING)
        parts = [self._part(name, code) for name, code in found.items() if code != TOTAL]
        if counted.startswith(ALL_OF):
            parts.insert(0, self._part(SCHEMES, counted.removeprefix(ALL_OF)))
        elif counted not in {PERSONS, TOTAL} or not parts:
            parts.append(SurveyNames(_words(self.language, Labels())).counted(counted))
        return ", ".join(parts)

    def _part(self, name: str, code: str) -> str:
        said = (
            format_number(float(code), self.language, 4) if name == THRESHOLD else codes_in_words(code, self.language)
        )
        return f"{dimensions_in_words(name, self.language)} {said}"


def survey_names(labels: Labels) -> NamingIn:
    """Return what names groups of a survey in a language, with the labels of its design."""
    return lambda language: SurveyNames(_words(language, labels))


def _words(language: Language, labels: Labels) -> SurveyWords:
    return SurveyWords(load_texts(default_root()), language, labels)
