"""Names of measures in words."""

from collections.abc import Iterable, Mapping, Sequence

from openssi.definitions import Texts, default_root, load_texts
from openssi.microdata.benefits.estimates import FIGURES
from openssi.microdata.disclosure.suppression import GIVING_BACK, PROTECTION
from openssi.microdata.measure_names import measures_named
from openssi.microdata.measures.measure import Conventions, Measure
from openssi.microdata.measures.wording import measure_in_words
from openssi.microdata.progress import Progress
from openssi.microdata.read_survey import Survey
from openssi.microdata.totals import TOTALS
from openssi.present.numbers import format_number
from openssi.run.console import language as spoken
from openssi.vocabulary.text import Language

PASSES = ("compilation", "bins", "quantiles", "poverty line", "influences", FIGURES, PROTECTION, GIVING_BACK)
"""What steps call themselves: compiled passes over large files, figures of programmes, numbers that are protected."""


def names_in_words(
    names: Sequence[str], survey: Survey, conventions: Conventions, language: Language
) -> Mapping[str, str]:
    """Return measures in words by their id; one without words of its own is called as it was asked for."""
    return measures_in_words(measures_named(names, survey.sample, survey.lines), conventions, language)


def measures_in_words(measures: Iterable[Measure], conventions: Conventions, language: Language) -> Mapping[str, str]:
    """Return measures in words by their id."""
    texts = load_texts(default_root())
    return {each.id: _name(each, texts, language, conventions) for each in measures}


def told_in_words(progress: Progress, language: Language) -> Progress:
    """Return a progress that calls steps what a person calls them, and says how many of how many."""
    texts = load_texts(default_root())
    passes = {each: texts.get(f"survey.passes.{each}", language) for each in PASSES}

    def told(done: int, of: int, step: str) -> None:
        number = texts.get("survey.step", language, done=_number(min(done + 1, of)), of=_number(of)) if of > 1 else ""
        progress(done, of, " ".join(part for part in (passes.get(step, step), number) if step and part))

    def _number(number: int) -> str:
        return format_number(number, language)

    return told


def reading() -> str:
    """Return what it is called, in the language of the person, that a survey is read."""
    return load_texts(default_root()).get("survey.reading", spoken())


def _name(measure: Measure, texts: Texts, language: Language, conventions: Conventions) -> str:
    if measure.family:
        words = measure_in_words(measure, texts, language, conventions)
        column = measure.id.partition("(")[2].partition(")")[0]
        return f"{words} ({column})" if column else words
    return texts.get(f"survey.measure_names.{measure.id}", language) if measure.id in TOTALS else measure.id
