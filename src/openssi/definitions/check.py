"""Whether the definitions hold together: references, languages, examples, method pages."""

import string
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from openssi.definitions import check_aggregates, check_crosswalk, check_indicators, check_items, check_standards
from openssi.definitions.loader import Definitions, load
from openssi.definitions.places import with_place
from openssi.definitions.rules import turns_of
from openssi.definitions.texts import Entry
from openssi.expressions import compile_python, parse
from openssi.expressions.check import check as check_expression
from openssi.expressions.substitution import with_values
from openssi.vocabulary.errors import FixTheFile, OpenSSIError, Problem
from openssi.vocabulary.indicator import NationalTotal
from openssi.vocabulary.item import Level
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import RuleLevel
from openssi.vocabulary.text import LANGUAGES

Check = Callable[[Definitions], Iterable[Problem]]


def check(root: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with the definitions of a folder.

    A part that cannot be read is reported once; the checks that need it are left out.
    """
    try:
        definitions = load(root)
    except OpenSSIError as error:
        return error.problems
    problems: list[Problem] = []
    for each in CHECKS:
        try:
            problems.extend(each(definitions))
        except FixTheFile as error:
            problems.extend(error.problems)
    placed = (with_place(problem, root) for problem in problems)
    return tuple({(each.code, each.place, each.message("en")): each for each in placed}.values())


Formula = tuple[str, str, Level | RuleLevel, str]
"""Id of the owner, text, level at which it is evaluated, and the type that it must have."""


def _formulas(definitions: Definitions) -> Iterator[Formula]:
    for item in definitions.questionnaire.items.values():
        if item.formula:
            yield item.id, item.formula, item.level, "number"
        if item.condition:
            yield item.id, item.condition, _seen_from(item.level), "boolean"
    for total in definitions.national_totals.values():
        yield from _of_total(total)


def _seen_from(level: Level) -> Level:
    return "country" if level == "institution" else level


def _of_total(total: NationalTotal) -> Iterator[Formula]:
    if total.formula:
        yield total.id, total.formula, "country", "number"
    yield from ((total.id, text, "country", "number") for text in total.group_caps.values())
    for part in total.parts:
        yield total.id, part.persons, part.level, "number"
        yield total.id, part.where, part.level, "boolean"


def expressions_make_sense(definitions: Definitions) -> Iterator[Problem]:
    """Every expression parses, names known items, mixes no units, and compiles."""
    questionnaire, codelists = definitions.questionnaire, definitions.codelists
    for owner, text, level, wanted in _formulas(definitions):
        try:
            place = Place(item=owner)
            expression = parse(text, place)
            check_expression(expression, questionnaire, codelists, level, place=place, wanted=wanted)
            compile_python(expression, questionnaire, codelists)
        except FixTheFile as error:
            yield from error.problems


def rules_make_sense(definitions: Definitions) -> Iterator[Problem]:
    """Every expression of a rule parses, names known items, mixes no units, and compiles."""
    questionnaire, codelists = definitions.questionnaire, definitions.codelists
    for rule in definitions.rules:
        place, turns = Place(item=rule.id), turns_of(rule.expressions)
        bounds = [text for text in (rule.expected_low, rule.expected_high) if text]
        texts = [*((text, "boolean") for text in rule.expressions)]
        texts += [(text, "any") for text in (*rule.shown.values(), *bounds)]
        for text, wanted in texts:
            try:
                expression = with_values(parse(text, place), rule.tolerances)
                check_expression(
                    expression, questionnaire, codelists, rule.level, place=place, wanted=wanted, names=turns
                )
                compile_python(expression, questionnaire, codelists, dict.fromkeys(turns, "OLD"))
            except FixTheFile as error:
                yield from error.problems


def items_of_rules_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every item that a rule watches is in the questionnaire."""
    for rule in definitions.rules:
        for item in rule.items:
            if item not in definitions.questionnaire.items:
                yield Problem("DEFINITION_ITEM_UNKNOWN", Place(item=rule.id), {"item": item})


def memberships_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every membership is of a known country in a known group."""
    areas = {each.id for each in definitions.areas}
    groups = {(each.grouping, each.code) for each in definitions.groups}
    for each in definitions.memberships:
        if each.area not in areas or (each.grouping, each.group) not in groups:
            values = {"area": each.area, "group": f"{each.grouping} {each.group}"}
            yield Problem("DEFINITION_MEMBERSHIP_UNKNOWN", Place(file="members.csv"), values)


def tiles_do_not_collide(definitions: Definitions) -> Iterator[Problem]:
    """No two countries stand in one square of the tile map."""
    taken: dict[tuple[int, int], str] = {}
    for area in definitions.areas:
        if area.tile is not None and taken.setdefault(area.tile, area.id) != area.id:
            values = {"first": taken[area.tile], "second": area.id}
            yield Problem("DEFINITION_TILES_COLLIDE", Place(file="areas.csv"), values)


def texts_agree(definitions: Definitions) -> Iterator[Problem]:
    """Every text of the interface exists in every language, with the same slots."""
    for name in definitions.texts.names():
        for key, entry in definitions.texts.entries(name).items():
            place = Place(file=f"{name}.yaml", item=key)
            missing = [each for each in LANGUAGES if not entry.get(each)]
            if missing:
                values = {"key": key, "languages": ", ".join(missing)}
                yield Problem("DEFINITION_LANGUAGE_MISSING", place, values)
            elif len({frozenset(_slots(entry, each)) for each in LANGUAGES}) > 1:
                yield Problem("DEFINITION_SLOTS_DIFFER", place, {"key": key})


def _slots(entry: Entry, language: str) -> set[str]:
    text = entry[language]
    forms = [text] if isinstance(text, str) else list(text.values())
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def layouts_can_be_read(definitions: Definitions) -> Iterator[Problem]:
    """Layouts and what stands in a file of its own can be read, and context columns hold known items."""
    _ = definitions.publication, definitions.outliers, definitions.attachments, definitions.year_changes
    _ = definitions.calendar, definitions.compilation
    for layout in definitions.layouts.contexts:
        for value in layout.values:
            if value.item not in definitions.questionnaire.items:
                yield Problem("DEFINITION_ITEM_UNKNOWN", Place(file="context.yaml"), {"item": value.item})


def states_can_be_reached(definitions: Definitions) -> Iterator[Problem]:
    """Every state can be reached, every way leads between declared states, and a chosen reason is of a known list."""
    table, file = definitions.states, "transitions.yaml"
    known = frozenset(table.states)
    for state in known - table.reachable():
        yield Problem("DEFINITION_STATE_UNREACHABLE", Place(file=file, item=state), {"state": state})
    for each in table.moves.values():
        for state in {*each.sources, *([each.target] if each.target else [])} - known:
            yield Problem("DEFINITION_STATE_UNDECLARED", Place(file=file, item=each.id), {"state": state})
        if each.codelist and each.codelist not in definitions.codelists:
            values = {"codelist": each.codelist}
            yield Problem("DEFINITION_CODELIST_UNKNOWN", Place(file=file, item=each.id), values)


def letters_are_caused(definitions: Definitions) -> Iterator[Problem]:
    """Every letter of a transition follows one that is declared, and every clock that it names is in the calendar."""
    table, steps = definitions.states, definitions.calendar.steps
    for letter in definitions.letters.values():
        place = Place(file="letters.yaml", item=letter.id)
        for each in letter.moves:
            if each not in table.moves:
                yield Problem("DEFINITION_LETTER_MOVE", place, {"move": each})
        if letter.clock and letter.clock not in steps:
            yield Problem("DEFINITION_VALUE_UNKNOWN", place, {"value": letter.clock, "allowed": ", ".join(steps)})


def published_codelists_are_named(definitions: Definitions) -> Iterator[Problem]:
    """Every list that a dataflow names is declared: reading them refuses what is not."""
    if not definitions.published_codelists.lists:
        yield Problem("DEFINITION_EMPTY", Place(file="published_codelists.yaml"))


def maps_are_drawn(definitions: Definitions) -> Iterator[Problem]:
    """The rules of maps can be read, and the outlines of the host are there where it wants its own."""
    policy = definitions.maps
    if policy.layer == "national" and not (definitions.root / policy.file).is_file():
        place = Place(file="maps.yaml", item="file")
        yield from FixTheFile.because("MAP_FILE_UNREADABLE", place, problem=policy.file).problems


CHECKS: tuple[Check, ...] = (
    published_codelists_are_named,
    check_items.codelists_are_known,
    check_items.units_are_known,
    check_items.dimensions_are_known,
    check_items.groups_are_known,
    check_items.calculated_items_have_formulas,
    check_items.items_have_examples,
    check_items.successors_follow,
    check_items.crosswalks_lead_somewhere,
    expressions_make_sense,
    rules_make_sense,
    check_indicators.formulas_make_sense,
    check_indicators.circles_are_refused,
    check_indicators.weights_are_known,
    check_indicators.units_are_known,
    check_indicators.breakdowns_are_known,
    check_indicators.sexes_are_known,
    check_indicators.examples_are_given,
    check_indicators.options_make_sense,
    check_indicators.publications_make_sense,
    check_crosswalk.codes_of_crosswalk_are_known,
    check_crosswalk.crosswalk_is_complete,
    check_crosswalk.shares_of_crosswalk_add_up,
    items_of_rules_are_known,
    memberships_are_known,
    maps_are_drawn,
    check_aggregates.membership_years_are_in_order,
    check_aggregates.memberships_do_not_overlap,
    check_aggregates.successions_are_known,
    check_aggregates.items_of_publication_are_known,
    tiles_do_not_collide,
    texts_agree,
    layouts_can_be_read,
    states_can_be_reached,
    letters_are_caused,
    check_standards.standards_name_codes,
    check_standards.standards_name_items,
    check_standards.standards_make_sense,
)
