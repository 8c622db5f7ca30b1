"""Persons spread over the age bands of the form."""

from openssi.training.population import BANDS, People

UNKNOWN = "_U"
_UNKNOWN_SHARE = 0.003


def by_age(people: People, sex: str, persons: int, ages: tuple[int, int]) -> dict[str, int]:
    """Return persons by age band as the population of these ages is spread, the unknown ones last.

    The bands and the unknown make the total; bands that the ages do not touch are left out.

    Args:
        people: The population.
        sex: `_T`, `M` or `F`.
        persons: How many there are.
        ages: First and last year of age.
    """
    weights = {
        band: people.aged(sex, max(first, ages[0]), min(last, ages[1]))
        for band, first, last in BANDS
        if first <= ages[1] and last >= ages[0]
    }
    unknown = round(_UNKNOWN_SHARE * persons)
    known, before, start = persons - unknown, 0, 0
    whole = sum(weights.values()) or 1
    found = {}
    for band, weight in weights.items():
        start += weight
        upto = known * start // whole
        found[band], before = upto - before, upto
    return {**found, UNKNOWN: persons - sum(found.values())}
