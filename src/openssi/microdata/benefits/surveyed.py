"""A survey as benefits look at it: households, transfers, and what is known of persons for SDG 1.3.1."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from openssi.microdata.arrays import Mask
from openssi.microdata.benefits.sdg import Persons
from openssi.microdata.benefits.transfers import Households, Transfer, receipt_of
from openssi.microdata.description import Answer, SurveyDescription
from openssi.microdata.nearest import unknown_name
from openssi.microdata.read_survey import Survey, read_survey
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.incidence import QUINTILE
from openssi.vocabulary.observation import Place

YES = frozenset({"yes", "y", "true", "oui", "sí", "si"})
NO = frozenset({"no", "n", "false", "non"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyedBenefits:
    """A survey whose transfers can be looked at.

    Attributes:
        survey: Sample, description and notices.
        households: The household of each row.
        persons: What is known of each person for SDG 1.3.1.
    """

    survey: Survey
    households: Households
    persons: Persons

    @property
    def sample(self) -> Sample:
        """The rows."""
        return self.survey.sample

    @property
    def transfers(self) -> tuple[Transfer, ...]:
        """Those that the design names."""
        return self.survey.description.transfers


def read_benefits(path: Path | None, description: SurveyDescription, by: Sequence[str] = ()) -> SurveyedBenefits:
    """Read a survey with the columns that benefits need.

    Args:
        path: The data; None for the file that the design names.
        description: The design.
        by: Further columns that divide the population; `a,b` names two, `quintile` is none.

    Raises:
        FixTheFile: as `read_survey`; if a transfer has no class, an amount is negative, members of a household differ
            in what it receives, or an answer is neither yes nor no.
    """
    return benefits_of(read_survey(path, description, *columns_needed(description, by)))


def columns_needed(description: SurveyDescription, by: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Return the columns that benefits need besides those of the design: those that divide, and those of numbers.

    Raises:
        FixTheFile: if a transfer has no class.
    """
    without = next((each for each in description.transfers if each.programme_class is None), None)
    if without is not None:
        place = Place(file=description.path.name if description.path else "", item="transfers")
        raise FixTheFile.because("BENEFITS_CLASS_MISSING", place, transfer=without.name)
    parts = [part.strip() for each in by for part in each.split(",")]
    dividing = [
        *(part for part in parts if part != QUINTILE),
        *(each.column for each in description.sdg.columns.values()),
    ]
    return dividing, [each for each in (description.size, description.scale) if each]


def benefits_of(survey: Survey) -> SurveyedBenefits:
    """Return a survey that was read with the columns that benefits need.

    Raises:
        FixTheFile: as `read_benefits`, of amounts, households and answers.
    """
    with _rows_as_in_file(survey):
        households = _households(survey)
        for each in survey.description.transfers:
            receipt_of(each, survey.sample.amounts, households)
    return SurveyedBenefits(survey=survey, households=households, persons=_persons(survey))


@contextmanager
def _rows_as_in_file(survey: Survey) -> Iterator[None]:
    """Name rows of the file in errors, where rows of the sample were named."""
    try:
        yield
    except FixTheFile as error:
        raise FixTheFile(
            each
            if each.place.row is None
            else dataclasses.replace(
                each, place=dataclasses.replace(survey.place(each.place.row - 1), item=each.place.item)
            )
            for each in error.problems
        ) from error


def _households(survey: Survey) -> Households:
    sample, description = survey.sample, survey.description
    codes = np.arange(len(sample.weight), dtype=np.int32) if sample.household is None else sample.household
    missing = np.flatnonzero(codes < 0)
    if len(missing):
        place, column = survey.place(int(missing[0])), description.household
        raise FixTheFile.because("SURVEY_DESIGN_COLUMN_EMPTY", place, column=column, count=len(missing))
    amounts = sample.amounts
    return Households.of(codes, members=amounts.get(description.size), scale=amounts.get(description.scale))


def _persons(survey: Survey) -> Persons:
    asked, divisions = survey.description.sdg, survey.sample.divisions
    answers: dict[str, Mask] = {
        name: _said_yes(each, divisions, survey.path.name) for name, each in asked.columns.items()
    }
    if survey.description.age:
        ages = survey.sample.amounts[survey.description.age]
        answers["child"] = (ages >= 0) & (ages <= asked.child_age)
        if asked.pensionable_age is not None:
            answers["pensionable"] = ages >= asked.pensionable_age
    return Persons(**answers)


def _said_yes(answer: Answer, divisions: Mapping[str, Division], file: str) -> Mask:
    """Return who said yes; a missing answer is none.

    Raises:
        FixTheFile: if an answer may mean either, or one that is declared does not occur.
    """
    division = divisions[answer.column]
    for name in answer.yes:
        if not division.numbers_of([name]):
            place, column = Place(file=file), answer.column
            raise unknown_name("SURVEY_GROUP_UNKNOWN", name, division.labels, place, column=column)
    if answer.yes:
        return np.isin(division.codes, division.numbers_of(answer.yes))
    meanings = [_meaning(each, division.labels) for each in division.labels]
    if None in meanings:
        unclear, known = division.labels[meanings.index(None)], ", ".join(division.labels)
        raise FixTheFile.because(
            "BENEFITS_ANSWER_UNKNOWN", Place(file=file), answer=unclear, column=answer.column, known=known
        )
    return np.isin(division.codes, [number for number, yes in enumerate(meanings) if yes])


def _meaning(label: str, labels: Sequence[str]) -> bool | None:
    """Return whether an answer means yes; None where it may mean either: a 2 beside no 0 is often no."""
    word = label.strip().lower()
    if word in YES or word in NO:
        return word in YES
    try:
        number = float(word)
    except ValueError:
        return None
    return None if number > 1 and "0" not in labels else number != 0
