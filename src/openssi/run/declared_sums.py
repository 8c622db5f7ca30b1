"""The sums that the questionnaire declares: of totals and their parts, of the rules of arithmetic, of national totals.

A sum is what a reader could subtract by. They are read from the definitions: breakdowns of counts and money, the
formulas of calculated items, the identities of the rules, and the parts of national totals. Where a member was not
answered it is not known to be nil, and the sum counts only if the others add up without it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from openssi.definitions import Definitions
from openssi.expressions import Expression, parse
from openssi.expressions.syntax import Arithmetic, Call, Code, Comparison, ItemName, Name, Negative, Number, Reference
from openssi.indicators.compiled import compiled_totals
from openssi.indicators.totals import CountryTotals, TotalValue
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation

ADDITIVE = frozenset({"LCU", "persons", "households", "cases", "units", "employees", "days", "per B.UNIT_REC"})
"""Units in which the parts of a whole add up to it: money and counts, no averages and no rates."""

_SEXES = {"T": TOTAL, "U": "_U", "M": "M", "F": "F"}
_WHOLE = {"sex": TOTAL, "age": TOTAL, "func": NOT_APPLICABLE, "breakdown": NOT_APPLICABLE}
_TURN = "f"
_AGES, _FUNCTIONS = "sum_age", "sum_func"
_ADDS_UP = Decimal("0.005")
"""Figures are taken to add up where they differ by no more of the largest, which is what rounding leaves."""

Term = tuple[Expression, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures that, each with its sign, add up to nothing.

    Attributes:
        terms: Ids of figures with 1 or -1.
        total: The figure that the others are parts of, empty where none stands alone on its side.
    """

    terms: Mapping[str, int]
    total: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one country and the sums between them.

    Attributes:
        sizes: How large each figure is, in units, by id.
        rows: The figures of one item of one scheme or benefit in one year, whatever they are broken down by.
    """

    sums: tuple[Sum, ...]
    sizes: Mapping[str, Decimal]
    rows: tuple[tuple[str, ...], ...]


def figures_of(answers: Iterable[Observation], definitions: Definitions) -> Figures:
    """Return the figures of one country, of whichever years, and every declared sum between them."""
    return _Reading(tuple(answers), definitions).figures()


@dataclass(frozen=True)
class _Identity:
    """An identity that a rule or a formula states, not yet about any scheme."""

    level: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class _Reading:
    answers: tuple[Observation, ...]
    definitions: Definitions
    _keyed: dict[tuple[object, ...], Observation] = field(default_factory=dict)

    def figures(self) -> Figures:
        """Return the figures with their sums."""
        numbers = [each for each in self.answers if each.value is not None]
        self._keyed.update((_key(each), each) for each in numbers)
        totals = list(self._national_totals())
        sizes = {each.id: abs(each.scaled_value or Decimal(0)) for each in numbers}
        sizes |= {each.id: abs(each.value) for each in totals}
        rows: dict[tuple[object, ...], list[str]] = {}
        for each in numbers:
            rows.setdefault((each.time_period, each.item, each.scheme, each.benefit), []).append(each.id)
        found = (*self._broken_down(numbers), *self._identities(numbers), *self._of_totals(totals))
        known = {frozenset(each.terms.items()): each for each in found if len(each.terms) > 1}
        sums = sorted(known.values(), key=lambda each: sorted(each.terms.items()))
        return Figures(tuple(sums), sizes, tuple(sorted(tuple(sorted(each)) for each in rows.values())))

    # Totals and their breakdowns

    def _broken_down(self, numbers: Sequence[Observation]) -> Iterator[Sum]:
        items = self.definitions.questionnaire.items
        for column, whole in _WHOLE.items():
            blocks: dict[tuple[object, ...], list[Observation]] = {}
            for each in numbers:
                if each.item in items and items[each.item].unit in ADDITIVE:
                    blocks.setdefault(_key(each, without=column), []).append(each)
            for block in blocks.values():
                total = next((each for each in block if getattr(each, column) == whole), None)
                parts = [each for each in block if each is not total and getattr(each, column) not in self._derived]
                if total is not None and (len(parts) > 1 or _adds_up([(total, 1), *((each, -1) for each in parts)])):
                    yield Sum({total.id: 1, **{each.id: -1 for each in parts}}, total.id)

    @property
    def _derived(self) -> frozenset[str]:
        dimensions = self.definitions.questionnaire.dimensions.values()
        return frozenset(code for each in dimensions for code in each.derived)

    # Identities

    def _identities(self, numbers: Sequence[Observation]) -> Iterator[Sum]:
        places: dict[int, dict[str, set[tuple[str, str]]]] = {}
        for each in numbers:
            of_year = places.setdefault(each.time_period, {"country": {(NOT_APPLICABLE, NOT_APPLICABLE)}})
            of_year.setdefault("scheme", set()).add((each.scheme, NOT_APPLICABLE))
            of_year.setdefault("benefit", set()).add((each.scheme, each.benefit))
        functions = sorted({each.func for each in numbers} - {NOT_APPLICABLE})
        for identity in _identities_of(self.definitions):
            turns = functions if any(_turns(term) for term, _ in identity.terms) else [NOT_APPLICABLE]
            for year, levels in places.items():
                for scheme, benefit in sorted(levels.get(identity.level, ())):
                    for func in turns:
                        yield self._sum(identity, year, (scheme, benefit), func)

    def _sum(self, identity: _Identity, year: int, place: tuple[str, str], func: str) -> Sum:
        terms: dict[str, int] = {}
        named = [(list(self._named(node, year, place, func)), sign) for node, sign in identity.terms]
        members = [(each, sign) for found, sign in named for each in found]
        if not all(found for found, _ in named) and not _adds_up(members):
            return Sum({})
        for each, sign in members:
            terms[each.id] = terms.get(each.id, 0) + sign
        alone = [name for name, sign in terms.items() if sign == 1]
        others = [name for name, sign in terms.items() if sign == -1]
        total = alone[0] if len(alone) == 1 else others[0] if len(others) == 1 else ""
        return Sum({name: sign for name, sign in terms.items() if sign}, total)

    def _named(self, node: Expression, year: int, place: tuple[str, str], func: str) -> Iterator[Observation]:
        if isinstance(node, Call):
            yield from self._members(node, year, place, func)
        elif isinstance(node, Reference) and (item := self.definitions.questionnaire.items.get(node.item)):
            found = self._keyed.get((year - node.lag, *self._place(item, place), *_codes(node, func)))
            if found is not None:
                yield found

    def _members(self, call: Call, year: int, place: tuple[str, str], func: str) -> Iterator[Observation]:
        """The cells that a sum over ages, functions or benefits adds."""
        reference = call.arguments[0]
        item = self.definitions.questionnaire.items.get(reference.item) if isinstance(reference, Reference) else None
        if item is None:
            return
        scheme, benefit = place
        for each in self._keyed.values():
            if (each.item, each.time_period, each.scheme) != (item.id, year, scheme) or each.sex != TOTAL:
                continue
            own = each.benefit == benefit and each.breakdown == NOT_APPLICABLE
            if call.name == _AGES:
                is_member = own and each.age not in {TOTAL, *self._derived} and each.func == NOT_APPLICABLE
            elif call.name == _FUNCTIONS:
                is_member = own and each.age == TOTAL and each.func != NOT_APPLICABLE
            else:
                is_member = _is_whole(each) and self._says(each, "B.FUNC") in {func, ""}
            if is_member:
                yield each

    def _says(self, cell: Observation, item: str) -> str:
        wanted = (item, cell.time_period, cell.scheme, cell.benefit)
        said = (each for each in self.answers if (each.item, each.time_period, each.scheme, each.benefit) == wanted)
        return next((each.text_value or "" for each in said), "")

    @staticmethod
    def _place(item: Item, place: tuple[str, str]) -> tuple[str, str, str]:
        scheme = place[0] if item.level in {"scheme", "benefit"} else NOT_APPLICABLE
        return item.id, scheme, place[1] if item.level == "benefit" else NOT_APPLICABLE

    # National totals

    def _national_totals(self) -> Iterator[TotalValue]:
        by_year: dict[int, list[Observation]] = {}
        for each in self.answers:
            by_year.setdefault(each.time_period, []).append(each)
        for year, answers in by_year.items():
            country = CountryTotals(answers[0].ref_area, year, answers, self.definitions.questionnaire)
            for total in compiled_totals(self.definitions):
                country.make(total)
            yield from country.made.values()

    @staticmethod
    def _of_totals(totals: Iterable[TotalValue]) -> Iterator[Sum]:
        for each in totals:
            if each.reported is not None:
                yield Sum({each.id: 1, each.reported.id: -1}, each.id)
            parts = [part for part in each.parts if not part.is_left_out and part.persons is not None]
            persons = sum((part.persons or Decimal(0) for part in parts), Decimal(0))
            names = [part.observation.id for part in parts if part.observation is not None]
            if names and abs(persons - each.value) <= _ADDS_UP * abs(each.value):
                yield Sum({each.id: 1, **dict.fromkeys(names, -1)}, each.id)


def _key(each: Observation, without: str = "") -> tuple[object, ...]:
    codes = (getattr(each, name) for name in _WHOLE if name != without)
    return (each.time_period, each.item, each.scheme, each.benefit, *codes)


def _adds_up(members: Sequence[tuple[Observation, int]]) -> bool:
    numbers = [sign * (each.scaled_value or Decimal(0)) for each, sign in members]
    return abs(sum(numbers, Decimal(0))) <= _ADDS_UP * max(map(abs, numbers), default=Decimal(0))


def _is_whole(each: Observation) -> bool:
    return all(getattr(each, column) == code for column, code in _WHOLE.items())


def _codes(node: Reference, func: str) -> tuple[str, str, str, str]:
    sex, function = TOTAL, NOT_APPLICABLE
    for each in node.index:
        name = each.id if isinstance(each, Code) else ""
        if name in _SEXES:
            sex = _SEXES[name]
        else:
            function = name or func
    return sex, TOTAL, function, NOT_APPLICABLE


def _turns(node: Expression) -> bool:
    return any(isinstance(each, Name) and each.id == _TURN for each in node.walk())


# What rules and formulas state


@lru_cache(maxsize=4)
def _identities_of(definitions: Definitions) -> tuple[_Identity, ...]:
    found = []
    for item in definitions.questionnaire.items.values():
        terms = linear(parse(item.formula)) if item.formula else None
        if terms and item.unit in ADDITIVE:
            found.append(_Identity(item.level, ((Reference(item.id), 1), *((node, -sign) for node, sign in terms))))
    for rule in definitions.rules:
        if rule.group == "arithmetic":
            found += [
                _Identity("scheme" if rule.level == "cell" else rule.level, terms)
                for text in rule.expressions
                for terms in _differences(parse(text))
            ]
    return tuple(found)


def _differences(expression: Expression) -> Iterator[tuple[Term, ...]]:
    """Iterate over the differences that a condition holds near nothing: `abs(total - (part + part)) <= tolerance`."""
    current = next((each.id for each in expression.walk() if isinstance(each, ItemName)), "")
    for each in expression.walk():
        if isinstance(each, Comparison) and each.operators == ("<=",):
            left = each.operands[0]
            terms = linear(left.arguments[0]) if isinstance(left, Call) and left.name == "abs" else None
            if terms:
                yield tuple((_meant(node, current), sign) for node, sign in terms)


def _meant(node: Expression, current: str) -> Expression:
    """The item that `cell` means in a rule on one item."""
    is_cell = isinstance(node, Reference) and node.item == "cell" and current
    return Reference(current, lag=node.lag) if is_cell and isinstance(node, Reference) else node


def linear(node: Expression) -> list[Term] | None:
    """Return the terms of a sum with their signs, none where an expression is no sum."""
    if isinstance(node, Reference):
        return [(node, 1)]
    if isinstance(node, Number):
        return [] if node.value == 0 else None
    if isinstance(node, Negative):
        return _signed(linear(node.operand), -1)
    if isinstance(node, Arithmetic) and node.operator in {"+", "-"}:
        left, right = linear(node.left), _signed(linear(node.right), 1 if node.operator == "+" else -1)
        return None if left is None or right is None else [*left, *right]
    return _called(node) if isinstance(node, Call) else None


def _called(node: Call) -> list[Term] | None:
    if node.name == "coalesce":
        return linear(node.arguments[0])
    return [(node, 1)] if node.name in {_AGES, _FUNCTIONS, "sumB"} else None


def _signed(terms: list[Term] | None, sign: int) -> list[Term] | None:
    return None if terms is None else [(node, sign * each) for node, each in terms]
