"""Declared indicators, ready to be evaluated, and what an evaluation gives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from openssi.expressions import Compiled, Expression, ObservationCells, Outcome, Value, compile_python, parse
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.indicator import Indicator, IndicatorFormula
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation

PREFIX = "IND."
"""How formulas name indicators: the prefix, and the code of the specification."""

TYPE_OF_BENEFIT = "B.TYPE"
RECIPIENTS = "B.REC"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a formula gives for a country, scheme or benefit.

    Attributes:
        value: In the unit of the indicator, before the cap; none where it is not evaluated.
        numerator: Dividend in the units of its items.
        denominator: Divisor in the units of its items, none where the formula is no quotient.
        numerator_reads: Answers that the dividend rests on.
        denominator_reads: Answers that the divisor rests on.
        looked_at: Of a dividend that rests on no answer (a sum whose condition no scheme or benefit meets, a count of
            schemes), the coded answers that its conditions look at.
        terms: Schemes or benefits in the sums.
        terms_missing: Of these, those that are missing.
        trouble: Code of the message where the dividend is known and the divisor cannot divide, else empty.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    numerator_reads: tuple[Observation, ...] = ()
    denominator_reads: tuple[Observation, ...] = ()
    looked_at: tuple[Observation, ...] = ()
    terms: int = 0
    terms_missing: int = 0
    trouble: str = ""


NOTHING = Evaluated()


@dataclass(frozen=True, slots=True)
class CompiledFormula:
    """The formula of one breakdown.

    Attributes:
        items: Items that the dividend names.
        all_items: Items that dividend and divisor name.
        asked: Items of the dividend, and what calculated ones among them are calculated from; where none of them is
            answered nothing is evaluated.
    """

    declared: IndicatorFormula
    numerator: Compiled
    denominator: Compiled | None
    items: frozenset[str]
    all_items: frozenset[str]
    asked: frozenset[str]

    def evaluate(self, cells: ObservationCells) -> Evaluated:
        """Return what the formula gives for the cells in scope."""
        top = self.numerator.trace(cells)
        dividend = _as_number(top.value)
        if dividend is None:
            return NOTHING
        looked_at = () if top.reads else self._looked_at(cells)
        if self.denominator is None:
            return Evaluated(
                value=dividend,
                numerator=dividend,
                numerator_reads=top.reads,
                looked_at=looked_at,
                terms=top.terms,
                terms_missing=top.missing,
            )
        return replace(self._divided(dividend, top, self.denominator.trace(cells)), looked_at=looked_at)

    def _looked_at(self, cells: ObservationCells) -> tuple[Observation, ...]:
        """Return the coded answers about schemes and benefits to the items that the dividend names."""
        functions = [{"FUNC": code} for code in self.declared.names.values()]
        scopes = (cells, *cells.schemes(), *cells.benefits())
        found = (
            each.observation(item, place)
            for item in sorted(self.items)
            for each in scopes
            for place in ({}, *functions)
        )
        return _each_once(each for each in found if each is not None and each.text_value)

    def _divided(self, dividend: Decimal, top: Outcome, bottom: Outcome) -> Evaluated:
        divisor = _as_number(bottom.value)
        trouble = _trouble(dividend, divisor)
        return Evaluated(
            value=self.declared.factor * dividend / divisor if divisor is not None and divisor > 0 else None,
            numerator=dividend,
            denominator=divisor,
            numerator_reads=top.reads,
            denominator_reads=bottom.reads,
            terms=top.terms + bottom.terms,
            terms_missing=top.missing + bottom.missing,
            trouble=trouble,
        )


def _trouble(dividend: Decimal, divisor: Decimal | None) -> str:
    """Return why a known dividend is not divided, empty where it is; nothing of nothing is no figure at all."""
    if divisor is None:
        return "DENOMINATOR_MISSING"
    return "DENOMINATOR_NOT_POSITIVE" if divisor < 0 or (not divisor and dividend) else ""


def _as_number(value: Value) -> Decimal | None:
    """Return a number; a condition is 1 where it holds and 0 where it does not."""
    if isinstance(value, bool):
        return Decimal(int(value))
    return value if isinstance(value, Decimal) else None


@dataclass(frozen=True, slots=True)
class CompiledIndicator:
    """An indicator with its formulas, for the country and for single schemes and benefits."""

    declared: Indicator
    formulas: tuple[CompiledFormula, ...]
    by_scheme: CompiledFormula | None
    by_benefit: CompiledFormula | None


def compile_indicators(
    indicators: Sequence[Indicator], questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> tuple[CompiledIndicator, ...]:
    """Return the indicators that have formulas, each after those that it names.

    Args:
        indicators: Indicators; those without a formula are passed over.
        questionnaire: The items that formulas name, the indicators among them.
        codelists: Code lists that expressions may need.
    """
    compiler = _Compiler(questionnaire, codelists)
    known = {each.id: each for each in indicators if each.formulas}
    return tuple(compiler.indicator(known[each]) for each in _in_order(known))


def _in_order(indicators: Mapping[str, Indicator]) -> list[str]:
    """Return ids in the order of evaluation, which is that of the declarations wherever nothing forbids it.

    No indicator rests on itself: the check of the definitions refuses circles.
    """
    ids = {f"{PREFIX}{each.code}": each.id for each in indicators.values() if each.code and not each.variant_of}
    ordered: dict[str, None] = {}

    def put(indicator: Indicator) -> None:
        if indicator.id not in ordered:
            named = {item for formula in indicator.formulas for item in parse(formula.text).items()}
            for item in sorted(named & ids.keys()):
                put(indicators[ids[item]])
            ordered[indicator.id] = None

    for each in indicators.values():
        put(each)
    return list(ordered)


@dataclass(frozen=True, slots=True)
class _Compiler:
    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]

    def indicator(self, declared: Indicator) -> CompiledIndicator:
        return CompiledIndicator(
            declared,
            tuple(self.formula(each) for each in declared.formulas),
            self.formula(declared.by_scheme) if declared.by_scheme is not None else None,
            self.formula(declared.by_benefit) if declared.by_benefit is not None else None,
        )

    def formula(self, declared: IndicatorFormula) -> CompiledFormula:
        numerator = parse(declared.numerator)
        denominator = self._compile(parse(declared.denominator), declared) if declared.denominator else None
        items = numerator.items()
        everything = items | (parse(declared.denominator).items() if declared.denominator else frozenset())
        return CompiledFormula(
            declared, self._compile(numerator, declared), denominator, items, everything, self._asked(items)
        )

    def _asked(self, items: frozenset[str]) -> frozenset[str]:
        """Return items with those that calculated ones among them are calculated from, step by step."""
        known = self.questionnaire.items
        formulas = (known[each].formula for each in items if each in known)
        parts = {part for formula in formulas if formula for part in parse(formula).items()}
        return items if parts <= items else self._asked(items | parts)

    def _compile(self, expression: Expression, declared: IndicatorFormula) -> Compiled:
        return compile_python(expression, self.questionnaire, self.codelists, declared.names)


@dataclass(frozen=True, slots=True)
class MeanOfBenefits:
    """The figure of a country that is the mean of its benefits.

    Attributes:
        evaluated: The mean as a whole, with everything that it rests on.
        lowest: Least value of the benefits.
        highest: Greatest value of the benefits.
        is_weighted: Whether the recipients of every benefit are known; else the benefits count alike.
    """

    evaluated: Evaluated
    lowest: Decimal
    highest: Decimal
    is_weighted: bool


def mean_of_benefits(formula: CompiledFormula, country: ObservationCells) -> MeanOfBenefits | None:
    """Return the mean of the benefits of the first choice of types that has a value, weighted by recipients.

    None where no benefit of these types has one. Source of the method: specification 4.3.
    """
    typed = [(cells, cells.value(TYPE_OF_BENEFIT, {})) for cells in country.benefits()]
    for choice in formula.declared.benefits:
        chosen = [(cells, formula.evaluate(cells)) for cells, kind in typed if kind in choice]
        found = [(cells, each) for cells, each in chosen if each.value is not None]
        if found:
            return _mean(found)
    return None


def _mean(found: Sequence[tuple[ObservationCells, Evaluated]]) -> MeanOfBenefits:
    values = [each.value for _, each in found if each.value is not None]
    recipients = [cells.observation(RECIPIENTS, {}) for cells, _ in found]
    counts = [each.scaled_value if each is not None else None for each in recipients]
    known = [each for each in counts if each is not None]
    is_weighted = len(known) == len(values) and sum(known) > 0
    weights = known if is_weighted else [Decimal(1)] * len(values)
    mean = sum((weight * value for weight, value in zip(weights, values, strict=True)), Decimal(0)) / sum(weights)
    tops = [read for _, each in found for read in each.numerator_reads]
    if is_weighted and len(values) > 1:
        tops += [each for each in recipients if each is not None]
    bottoms = [read for _, each in found for read in each.denominator_reads]
    single = found[0][1] if len(found) == 1 else NOTHING
    evaluated = Evaluated(
        value=mean,
        numerator=single.numerator,
        denominator=single.denominator,
        numerator_reads=_each_once(tops),
        denominator_reads=_each_once(bottoms),
        terms=len(found),
    )
    return MeanOfBenefits(evaluated, min(values), max(values), is_weighted or len(values) == 1)


def _each_once(reads: Iterable[Observation]) -> tuple[Observation, ...]:
    return tuple({id(each): each for each in reads}.values())
