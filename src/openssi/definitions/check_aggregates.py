"""Checks of what aggregates are made with: memberships, countries that ended, items that publication.yaml names."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from openssi.definitions.loader import Definitions
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place


def membership_years_are_in_order(definitions: Definitions) -> Iterator[Problem]:
    """No membership ends before it begins."""
    for each in definitions.memberships:
        if each.valid_from > each.valid_to:
            values = {"area": each.area, "group": f"{each.grouping} {each.group}"}
            years = {"first": each.valid_from, "last": each.valid_to}
            yield Problem("DEFINITION_MEMBERSHIP_YEARS", Place(file="members.csv"), {**values, **years})


def memberships_do_not_overlap(definitions: Definitions) -> Iterator[Problem]:
    """No country is in two groups of one grouping at once, unless the grouping is declared to overlap."""
    overlapping = definitions.publication.overlapping_groupings
    ordered = sorted(
        (each for each in definitions.memberships if each.grouping not in overlapping),
        key=lambda each: (each.grouping, each.area, each.valid_from),
    )
    for (grouping, area), held in groupby(ordered, key=lambda each: (each.grouping, each.area)):
        for before, after in pairwise(held):
            if after.valid_from <= before.valid_to:
                groups = {"first": before.group, "second": after.group, "year": after.valid_from}
                values = {"area": area, "grouping": grouping, **groups}
                yield Problem("DEFINITION_MEMBERSHIP_TWICE", Place(file="members.csv"), values)


def successions_are_known(definitions: Definitions) -> Iterator[Problem]:
    """A country that ended, and those that followed it, are defined, and it is in no group after its last year."""
    areas = {each.id for each in definitions.areas}
    ended = {each.area: each.last_year for each in definitions.successions}
    for each in definitions.successions:
        for area in (each.area, *each.successors):
            if area not in areas:
                values = {"area": area, "group": each.area}
                yield Problem("DEFINITION_MEMBERSHIP_UNKNOWN", Place(file="historical_areas.csv"), values)
    for member in definitions.memberships:
        if member.valid_to > ended.get(member.area, member.valid_to):
            values = {"area": member.area, "group": f"{member.grouping} {member.group}"}
            years = {"first": member.valid_to, "last": ended[member.area]}
            yield Problem("DEFINITION_MEMBERSHIP_YEARS", Place(file="members.csv"), {**values, **years})


def items_of_publication_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every covariate and every weight that is checked is an item."""
    rules = definitions.publication
    pairs = [(each.numerator, each.denominator) for each in rules.regression.covariates]
    pairs += [(each.item, each.per) for each in rules.weight_checks]
    for item in {item for pair in pairs for item in pair if item}:
        if item not in definitions.questionnaire.items:
            yield Problem("DEFINITION_ITEM_UNKNOWN", Place(file="publication.yaml"), {"item": item})
