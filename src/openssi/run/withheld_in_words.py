"""What a withheld group, and what is counted of it, is called by a person; the report keeps the codes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openssi.definitions import default_root, load_texts
from openssi.microdata.disclosure.of_programmes import FIFTHS_BEFORE
from openssi.microdata.disclosure.parts import LEADING, PERSONS
from openssi.microdata.read_survey import AGE_GROUP
from openssi.microdata.registers.protected_estimates import THRESHOLD
from openssi.microdata.registers.protection import ALL_OF
from openssi.microdata.registers.tables import SCHEMES
from openssi.present.numbers import format_number
from openssi.present.punctuation import listed
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.registers.summary import codes_in_words, dimensions_in_words
from openssi.vocabulary.counted import KINDS, Counted, counted_of
from openssi.vocabulary.disclosure import TOTAL, ProtectedCell
from openssi.vocabulary.incidence import QUINTILE, THE_POOR
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.text import Language, counted

Naming = Callable[[ProtectedCell, Sequence[str]], str]
"""Names a cell of a table with some dimensions."""

NamingIn = Callable[[Language], Naming]

MOST_NAMED = 20
"""Groups that are named for one reason; who withholds thousands looks into the report."""


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
            if column.startswith(FIFTHS_BEFORE):
                other = self.words.programme_within(column.removeprefix(FIFTHS_BEFORE))
                yield self.say("before_programme", fifth=self.words.value(QUINTILE, code), programme=other)
                continue
            if column == AGE_GROUP and self.words.value(column, code) == code:
                yield self.say("age_group", age=code)
                continue
            said = self.words.value(column, code)
            yield said if said != code or column == "indicator" else f"{column} {code}"

    def counted(self, name: str) -> str:
        """Return what is counted in words; a measure is called by its name, as in files."""
        found = counted_of(name)
        return name if found is None else self.told(found)

    def told(self, what: Counted) -> str:
        """Return what is counted in words."""
        if what.kind in _TOLD:
            return _TOLD[what.kind](self, what)
        if what.kind not in KINDS:
            return what.kind
        made = [*(self.told(each) for each in what.codes), *what.texts]
        return self.say(what.kind, **dict(zip(("one", "other"), made, strict=False)))

    def say(self, key: str, **values: object) -> str:
        """Return a text on what is counted."""
        return self.words.texts.get(f"disclosure.counted.{key}", self.words.language, **values)

    def level(self, number: str) -> str:
        """Return a number as the language writes it."""
        return format_number(float(number), self.words.language, 0 if float(number).is_integer() else 2)


def _of_line(names: SurveyNames, what: Counted) -> str:
    level, *moment = what.texts
    said = names.say(what.kind, level=names.level(level))
    return names.say(moment[0], one=said) if moment else said


def _of_column(names: SurveyNames, what: Counted) -> str:
    return ", ".join([*what.texts, *map(names.told, what.codes)])


def _of_category(names: SurveyNames, what: Counted) -> str:
    column, value = what.texts
    said = names.words.value(column, value)
    return said if said != value else f"{column} {value}"


def _of_group(names: SurveyNames, what: Counted) -> str:
    return names.told(what.codes[0])


def _changed(names: SurveyNames, what: Counted) -> str:
    said = names.say("changed_by", one=what.texts[0])
    return ", ".join([*map(names.told, what.codes), said])


def _deprived(names: SurveyNames, what: Counted) -> str:
    return ", ".join([names.say(what.kind), *what.texts])


def _target(names: SurveyNames, what: Counted) -> str:
    column, equals, group = what.texts[0].partition("=")
    if column == THE_POOR and not equals:
        return names.say("the_poor")
    return names.say("target", one=names.words.value(column, group) if equals else column)


_TOLD: Mapping[str, Callable[[SurveyNames, Counted], str]] = {
    "income_below": _of_line,
    "income_at_or_below": _of_line,
    "column": _of_column,
    "columns": _of_column,
    "category": _of_category,
    "in_group": _of_group,
    "changed_by": _changed,
    "multidimensionally_poor": _deprived,
    "deprived": _deprived,
    "target": _target,
}
"""What is not told by one text that holds what it is made of."""


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
