"""The columns that measures read of a table besides welfare, weight and design."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from openssi.engine import Queries
from openssi.microdata.at_scale.deprivations import amounts_of
from openssi.microdata.at_scale.divisions import division_of
from openssi.microdata.at_scale.groups import AGE
from openssi.microdata.at_scale.measures import PAY_GAPS, Wanted, received_column
from openssi.microdata.at_scale.persons import Persons, literal
from openssi.microdata.description import SurveyDescription
from openssi.microdata.measures.families import OF_DEPRIVATIONS
from openssi.microdata.nearest import unknown_name
from openssi.microdata.sample import MEN, WOMEN, Division
from openssi.vocabulary.observation import Place

_SEX = "sex"


def persons_for(wanted: Sequence[Wanted], table: str, roles: SurveyDescription, types: Mapping[str, str]) -> Persons:
    """Return the rows of a table with what measures read: who receives transfers, ages, deprivations."""
    persons = Persons(table=table, roles=roles, types=types)
    amounts: dict[str, str] = {}
    further: list[str] = []
    for number in sorted({int(each.numbers[0]) for each in wanted if each.family == "coverage"}):
        column = roles.transfers[number].column
        further.append(column)
        is_received = f"({persons.number(column)}) > 0"
        amounts[received_column(number)] = f"CASE WHEN {is_received} THEN CAST(1 AS DOUBLE) ELSE CAST(0 AS DOUBLE) END"
    families = {each.family for each in wanted}
    if roles.age and "rmir" in families:
        further.append(roles.age)
        amounts[AGE] = persons.number(roles.age)
    if roles.multidimensional is not None and families & OF_DEPRIVATIONS:
        further += [each.column for each in roles.multidimensional.indicators]
        amounts |= amounts_of(roles.multidimensional, persons)
    return replace(persons, further=tuple(further), amounts=amounts)


def sex_of(persons: Persons, by: Sequence[str]) -> str:
    """Return the column of sex: that of the description, else the one of this name that divides; empty for none."""
    divides = _SEX in {part.strip() for each in by for part in each.split(",")}
    return persons.roles.sex or (_SEX if divides else "")


def with_sexes(queries: Queries, persons: Persons, wanted: Sequence[Wanted], sex: str) -> tuple[Persons, list[Wanted]]:
    """Return the rows with who is a man and who a woman, where a pay gap is wanted and a column of sex tells.

    Raises:
        FixTheFile: if the description calls them by names that the column does not have.
    """
    if not any(each.family in PAY_GAPS for each in wanted):
        return persons, list(wanted)
    amounts = _sexes(queries, persons, sex) if sex else {}
    if not amounts:
        return persons, [replace(each, rows=()) if each.family in PAY_GAPS else each for each in wanted]
    return replace(persons, amounts={**persons.amounts, **amounts}), list(wanted)


def _sexes(queries: Queries, persons: Persons, sex: str) -> dict[str, str]:
    roles = persons.roles
    division = division_of(queries, persons, sex)
    keys, labels = list(division.names), tuple(label for (label,) in division.names.values())
    known = Division(codes=np.zeros(0, np.int32), labels=labels)
    is_of_one_sex = known.is_named_by(roles.men or MEN, roles.women or WOMEN)
    found = {}
    for name, declared, usual in (("is_man", roles.men, MEN), ("is_woman", roles.women, WOMEN)):
        for each in declared:
            if not known.numbers_of([each]) and not is_of_one_sex:
                place, words = Place(file=roles.path.name if roles.path else ""), roles.labels.values.get(sex, {})
                raise unknown_name("SURVEY_GROUP_UNKNOWN", each, labels, place, words, column=sex)
        numbers = known.numbers_of(declared or usual)
        if not numbers and not is_of_one_sex:
            return {}
        values = ", ".join(literal(keys[number]) for number in numbers)
        found[name] = f"CASE WHEN ({division.key}) IN ({values}) THEN 1 ELSE 0 END" if numbers else "0"
    return found
