"""Reads a survey: columns by their roles, rows in the order of strata and PSUs."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from openssi.microdata.arrays import Floats, Offsets
from openssi.microdata.calibration import calibrated
from openssi.microdata.description import SurveyDescription
from openssi.microdata.design_file import read_design
from openssi.microdata.measures.deprivations import Deprivations, deprivations_of
from openssi.microdata.nearest import enumerated, nearest_of, unknown_name
from openssi.microdata.psu_order import Laid, lay
from openssi.microdata.replicate_file import read_replicates
from openssi.microdata.sample import MEN, WOMEN, Division, Sample
from openssi.microdata.survey_checks import (
    ages_told,
    groups_told,
    identifiers_told,
    refuse_repeated,
    transfers_of,
    weights_of,
    welfare_kept,
)
from openssi.microdata.survey_columns import SurveyFile, Wanted
from openssi.microdata.survey_file import open_survey
from openssi.microdata.survey_rows import Rows, gather
from openssi.microdata.variance import refuse_single_psus
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

AGE_GROUP = "age_group"
"""Name of the division by groups of age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey that was read.

    Attributes:
        sample: The rows that are kept.
        description: The roles of its columns.
        path: The data file.
        rows: Of the file.
        left_out: Rows without welfare.
        notices: What was done with rows that are not as they should be; problems of the catalogue.
        order: Number of each row of the sample in the file, from 0.
        file: The data file, open for reading.
    """

    sample: Sample
    description: SurveyDescription
    path: Path
    rows: int
    left_out: int = 0
    notices: tuple[Problem, ...] = ()
    order: Offsets = field(repr=False)
    file: SurveyFile | None = field(default=None, repr=False)

    def place(self, row: int) -> Place:
        """Return the place of a row of the sample, which is counted from 0, as a person finds it in the file."""
        number = int(self.order[row])
        return Place(file=self.path.name, row=number + 1) if self.file is None else self.file.place(number)

    @property
    def lines(self) -> Mapping[str, float]:
        """Poverty lines by name, in the currency and period of welfare."""
        return self.description.lines


def read_survey(
    path: Path | None, design: SurveyDescription | Path, by: Sequence[str] = (), amounts: Sequence[str] = ()
) -> Survey:
    """Read the columns of a survey that its design file names, and those asked for.

    Memory: 8 bytes for each row and column of numbers and 4 for each column of categories, and as much again for the
    one column that is being put in order. Replicate weights that take more than half a gigabyte stay in the file.

    Args:
        path: The data; None for the file that the design file names.
        design: The roles of the columns, or the design file.
        by: Further columns that divide the population; `a,b` names two.
        amounts: Further columns of numbers.

    Raises:
        FixTheFile: if the file, a column or a row is not as it should be; with the row and the remedy.
    """
    description = design if isinstance(design, SurveyDescription) else read_design(design)
    data = path or description.file
    if data is None:
        place = Place(file=description.path.name if description.path else "")
        raise FixTheFile.because("SURVEY_WITHOUT_DATA", place)
    named = {"sex": description.sex, "region": description.region, AGE_GROUP: description.age}
    parts = [part.strip() for each in by for part in each.split(",")]
    file = open_survey(data, delimiter=description.delimiter, signs=description.signs, encoding=description.encoding)
    further = [part for part in parts if part in file.columns or not named.get(part)]
    asked = dataclasses.replace(
        description,
        domains=tuple(dict.fromkeys((*description.domains, *further))),
        amounts=tuple(dict.fromkeys((*description.amounts, *_columns(amounts, file, description)))),
    )
    rows = gather(file, _wanted(file, asked))
    return _survey(rows, asked)


def _columns(amounts: Sequence[str], file: SurveyFile, description: SurveyDescription) -> list[str]:
    """Return the amounts that are columns of the file: transfers and age are known by their own names too."""
    known = {each.name for each in description.transfers} | ({"age"} if description.age else set())
    return [each for each in amounts if each in file.columns or each not in known]


def _survey(rows: Rows, description: SurveyDescription) -> Survey:
    """Check the rows, put them in order and make the sample."""
    if description.person:
        refuse_repeated(rows, description.person)
    weight, notices = weights_of(rows, description)
    kept, told = welfare_kept(rows, description, weight)
    notices += told
    laid = lay(rows, description, kept)
    if not description.psu and description.household:
        notices.append(Problem("SURVEY_PSU_FROM_HOUSEHOLD", Place(file=rows.file.path.name)))
    if description.replicate_weights is not None:
        replicates = read_replicates(rows, description, description.replicate_weights, laid)
        laid = dataclasses.replace(laid, design=dataclasses.replace(laid.design, replicates=replicates))
    else:
        refuse_single_psus(laid.design, Place(file=rows.file.path.name))
    amounts, told = _amounts(rows, description, laid)
    divisions = dict(_divisions(rows, description, laid))
    sex = divisions.get(description.sex)
    is_of_one_sex = sex is not None and sex.is_named_by(description.men or MEN, description.women or WOMEN)
    others = None if is_of_one_sex else sex
    sample = Sample(
        welfare=laid.amounts(rows.numbers[description.welfare]),
        weight=laid.amounts(weight),
        design=laid.design,
        divisions=divisions,
        amounts=amounts,
        sex=sex,
        men=_named_in(others, description.men, description) or MEN,
        women=_named_in(others, description.women, description) or WOMEN,
        deprivations=_deprivations(amounts, description),
        household=laid.put(rows.categories[description.household].codes) if description.household else None,
    )
    return Survey(
        sample=_calibrated(sample, description),
        description=description,
        path=rows.file.path,
        rows=rows.number,
        left_out=int((~kept).sum()),
        notices=(
            *notices,
            *told,
            *identifiers_told(rows, description),
            *groups_told(rows, _groups(description)),
            *ages_told(rows, description),
        ),
        order=laid.order,
        file=rows.file,
    )


def _calibrated(sample: Sample, description: SurveyDescription) -> Sample:
    if not description.calibration:
        return sample
    return calibrated(sample, description.calibration, description.calibration_method)


def _named_in(division: Division | None, names: tuple[str, ...], description: SurveyDescription) -> tuple[str, ...]:
    """Return declared names of a category, each of which a division has to have."""
    if division is not None:
        for name in names:
            if not division.numbers_of([name]):
                place = Place(file=description.path.name if description.path else "")
                words, column = description.labels.values.get(description.sex, {}), description.sex
                raise unknown_name("SURVEY_GROUP_UNKNOWN", name, division.labels, place, words, column=column)
    return names


def _deprivations(amounts: Mapping[str, Floats], description: SurveyDescription) -> Deprivations | None:
    """Return who is deprived of what, where the columns of the index were read."""
    index = description.multidimensional
    if index is None or not all(each.column in amounts for each in index.indicators):
        return None
    return deprivations_of(index, amounts)


def _amounts(rows: Rows, description: SurveyDescription, laid: Laid) -> tuple[dict[str, Floats], list[Problem]]:
    """Return transfers and further columns of numbers, by name."""
    notices: list[Problem] = []
    found: dict[str, Floats] = {}
    for name, amounts, told in transfers_of(rows, description):
        found[name] = laid.put(amounts)
        notices += told
    columns = [*description.amounts, *_numbers_of_calibration(description)]
    found.update({name: laid.put(rows.numbers[name]) for name in columns})
    if description.age:
        ages = laid.put(rows.numbers[description.age])
        found.setdefault(description.age, ages)
        found.setdefault("age", ages)
    return found, notices


def _divisions(rows: Rows, description: SurveyDescription, laid: Laid) -> Iterator[tuple[str, Division]]:
    """Give the columns that divide the population, by name, and sex and region by their roles too."""
    for column in _dividing(description):
        labelled = rows.categories[column].division(rows.file.labels.get(column, {}))
        division = dataclasses.replace(labelled, codes=laid.put(labelled.codes))
        yield column, division
        for role, named in (("sex", description.sex), ("region", description.region)):
            if column == named and role not in rows.file.columns:
                yield role, division
    if description.age:
        yield AGE_GROUP, _age_groups(laid.put(rows.numbers[description.age]), description.age_groups)


def _age_groups(ages: Floats, starts: Sequence[int]) -> Division:
    """Divide by completed years: 15, 65 make 0-14, 15-64, 65+."""
    codes = np.searchsorted(np.array(starts, dtype=np.float64), ages, side="right").astype(np.int32)
    codes[~(ages >= 0)] = -1
    firsts = (0, *starts)
    labels = [f"{first}-{after - 1}" for first, after in zip(firsts, starts, strict=False)]
    return Division(codes=codes, labels=(*labels, f"{firsts[-1]}+"))


def _groups(description: SurveyDescription) -> tuple[str, ...]:
    columns = (description.sex, description.region, *description.domains)
    return tuple(dict.fromkeys(each for each in columns if each))


def _dividing(description: SurveyDescription) -> tuple[str, ...]:
    totals = (name for name, total in description.calibration.items() if isinstance(total, Mapping))
    return tuple(dict.fromkeys((*_groups(description), *totals)))


def _numbers_of_calibration(description: SurveyDescription) -> tuple[str, ...]:
    return tuple(name for name, total in description.calibration.items() if not isinstance(total, Mapping))


def _wanted(file: SurveyFile, description: SurveyDescription) -> Wanted:
    """Return the columns to read, each of which the file has.

    Raises:
        FixTheFile: naming the nearest column of the file, or the column that the file has twice.
    """
    replicates = description.replicate_weights
    numbers = [description.welfare, description.weight, *description.fpc, description.size, description.age]
    numbers += [*description.amounts, *(each.column for each in description.transfers)]
    numbers += _numbers_of_calibration(description)
    categories = [description.strata, *description.psu, description.household, description.person]
    categories += _dividing(description)
    if replicates is not None and replicates.file is not None:
        categories.append(replicates.id)
    wanted = Wanted(
        numbers=tuple(dict.fromkeys(each for each in numbers if each)),
        categories=tuple(dict.fromkeys(each for each in categories if each)),
        missing=description.missing_codes,
    )
    for column in wanted.columns:
        if column not in file.columns:
            nearest = nearest_of(column, file.columns)
            known = enumerated(file.columns)
            place = Place(file=file.path.name)
            raise FixTheFile.because("SURVEY_COLUMN_UNKNOWN", place, column=column, nearest=nearest, known=known)
        if file.columns.count(column) > 1:
            raise FixTheFile.because("SURVEY_COLUMN_TWICE", Place(file=file.path.name), column=column)
    return wanted
