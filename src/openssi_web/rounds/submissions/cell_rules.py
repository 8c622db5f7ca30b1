"""The rules that name the item of one cell, evaluated where the cell stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import METADATA_TABLE
from openssi.expressions import ObservationCells, parse
from openssi.validate import Validator
from openssi.validate.findings import FindingWriter
from openssi.validate.scopes import SUBMISSION_LEVELS, SubmissionScopes
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation
from openssi.vocabulary.rule import Finding, Rule


@dataclass(frozen=True, slots=True)
class CellRules:
    """The rules that name the item of a cell, in the scope of the cell."""

    validator: Validator
    key: CellKey
    tolerances: Mapping[str, Mapping[str, object]]

    def findings(self, area: str, country: ObservationCells, answers: Sequence[Observation]) -> Iterator[Finding]:
        """Iterate over the findings, one for each rule and cell."""
        validator, items = self.validator, self.validator.questionnaire.items
        own = SubmissionScopes(country, self._own(answers), None, items, items.keys(), is_full=True, ref_area=area)
        block = SubmissionScopes(country, self._block(answers), None, items, items.keys(), is_full=True, ref_area=area)
        writer = FindingWriter(validator.questionnaire, validator.codelists, area, validator.labels)
        seen: set[str] = set()
        for rule in rules_naming(validator, self.key.item):
            compiled = validator.compiled(rule, self.tolerances)  # type: ignore[arg-type]
            for cells in (block if rule.level == "table" else own).of(rule, compiled.settles):
                for breach in compiled.broken(cells) if self._is_about(cells) else ():
                    found = writer.finding(compiled, breach, cells)
                    if found.id not in seen:
                        seen.add(found.id)
                        yield found

    def _own(self, answers: Sequence[Observation]) -> list[Observation]:
        there = (each for each in answers if each.item == self.key.item and each.channel != "context")
        return [each for each in there if CellKey.of(each) == self.key]

    def _block(self, answers: Sequence[Observation]) -> list[Observation]:
        """The answers of the table of the cell, one of which stands for the table."""
        items = self.validator.questionnaire.items
        table = items[self.key.item].table
        if table == METADATA_TABLE:
            table = self.key.breakdown
        place = (self.key.scheme, self.key.benefit)
        return [
            each
            for each in answers
            if (each.scheme, each.benefit) == place
            and each.channel != "context"
            and each.item in items
            and items[each.item].table == table
        ]

    def _is_about(self, cells: ObservationCells) -> bool:
        """Whether cells are those of the country, or of the scheme and benefit of the cell."""
        pairs = ((cells.scheme_id, self.key.scheme), (cells.benefit_id, self.key.benefit))
        return all(NOT_APPLICABLE in pair or pair[0] == pair[1] for pair in pairs)


def rules_naming(validator: Validator, item: str) -> tuple[Rule, ...]:
    """Return the rules about answers that name an item, and those about every answered cell or table."""
    return _index(_Rules(validator)).get(item, ()) + _index(_Rules(validator)).get("", ())


class _Rules:
    """A validator as a key of a cache: one object, one set of rules."""

    def __init__(self, validator: Validator) -> None:
        self.validator = validator

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and self.validator is other.validator

    def __hash__(self) -> int:
        return id(self.validator)


@lru_cache(maxsize=4)
def _index(rules: _Rules) -> Mapping[str, tuple[Rule, ...]]:
    """Rules by the items that they name; those about every cell or table under the empty name."""
    found: dict[str, list[Rule]] = {}
    parts = made_of(rules.validator.questionnaire)
    for rule in rules.validator.rules:
        if rule.level in SUBMISSION_LEVELS - {"asked"}:
            every = {""} if rule.level in {"cell", "table"} else set()
            for item in every or _named(rule, parts):
                found.setdefault(item, []).append(rule)
    return {item: tuple(each) for item, each in found.items()}


def _named(rule: Rule, parts: Mapping[str, frozenset[str]]) -> Iterable[str]:
    """The items that a rule names, and those that calculated ones among them are made of."""
    named = {*rule.items, *(item for text in rule.expressions for item in parse(text).items())}
    return named.union(*(parts.get(each, ()) for each in named))


def made_of(questionnaire: Questionnaire) -> Mapping[str, frozenset[str]]:
    """Return the items that each calculated item is made of, directly and by way of others."""
    direct = {each.id: parse(each.formula).items() for each in questionnaire.items.values() if each.formula}
    return {item: frozenset(_all_parts(item, direct)) for item in direct}


def _all_parts(item: str, direct: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [item]
    while ahead:
        new = set(direct.get(ahead.pop(), ())) - found
        found |= new
        ahead += new
    return found
