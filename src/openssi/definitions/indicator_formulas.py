"""The formulas of an indicator: one per breakdown, each read as a quotient where it is one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.definitions.source import Source
from openssi.expressions import Expression, format_expression, parse
from openssi.expressions.syntax import Arithmetic, Number
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.indicator import IndicatorFormula
from openssi.vocabulary.observation import TOTAL

_FREE = "f"
_ONE = Number(Decimal(1))


def formulas_of(source: Source, codelists: Mapping[str, CodeList]) -> tuple[IndicatorFormula, ...]:
    """Return the formulas of an indicator, its headline first; none where only published series exist.

    `formula` is that of the total, or of each code of `turns`; `by_sex` gives sexes their own; `breakdowns` adds
    further ones by code; `apart` evaluates the formula for other types of benefit.

    Raises:
        FixTheFile: with file and line, if a formula cannot be read or the codes of `turns` are not known.
    """
    return tuple(_declared(source, codelists))


def formula_under(source: Source, key: str) -> IndicatorFormula | None:
    """Return the single formula that stands under a key, none where there is none or a variant empties it.

    Raises:
        FixTheFile: with file and line, if it cannot be read.
    """
    found = source.find(key)
    text = source.text(key, "")
    return _formula(found, text, TOTAL) if found is not None and text else None


def _declared(source: Source, codelists: Mapping[str, CodeList]) -> Iterator[IndicatorFormula]:
    text, benefits = source.text("formula", ""), _benefits(source, "benefits")
    codes = _turns(source, codelists)
    if source.find("total"):
        yield _formula(source["total"], source.text("total"), TOTAL)
    for code in codes:
        yield _formula(source["formula"], text, code, names={_FREE: code})
    if text and not codes:
        yield _formula(source["formula"], text, TOTAL, benefits=benefits)
    for sex, each in source.mapping("by_sex").items():
        yield _formula(source["by_sex"], each, TOTAL, sexes=(sex,))
    if _has_formulas(source):
        for code, each in source.mapping("breakdowns").items():
            yield _formula(source["breakdowns"], each, code, benefits=benefits)
    if apart := source.find("apart"):
        for code, _ in apart.entries():
            yield _formula(apart, text, code, benefits=_benefits(apart, code))


def _has_formulas(source: Source) -> bool:
    found = source.find("breakdowns")
    return found is not None and isinstance(found.data, dict)


def _turns(source: Source, codelists: Mapping[str, CodeList]) -> tuple[str, ...]:
    """Return the codes that `f` stands for in turn: those listed, or all of a code list."""
    written = source.texts("turns")
    if len(written) == 1 and written[0].startswith("CL_"):
        if written[0] not in codelists:
            raise source["turns"].fail("DEFINITION_CODELIST_UNKNOWN", codelist=written[0])
        return codelists[written[0]].ids
    return written


def _benefits(source: Source, key: str) -> tuple[tuple[str, ...], ...]:
    """Return `[OLD01 OLD02, OLD04]` as the types of the first choice, of the second, ..."""
    return tuple(tuple(each.split()) for each in source.texts(key))


def _formula(
    source: Source,
    text: str,
    breakdown: str,
    *,
    sexes: tuple[str, ...] = (),
    names: Mapping[str, str] | None = None,
    benefits: tuple[tuple[str, ...], ...] = (),
) -> IndicatorFormula:
    quotient = quotient_of(parse(text, source.place))
    return IndicatorFormula(
        text=text,
        numerator=quotient.numerator,
        denominator=quotient.denominator,
        factor=quotient.factor,
        breakdown=breakdown,
        sexes=sexes,
        names=names or {},
        benefits=benefits,
    )


@dataclass(frozen=True, slots=True)
class Quotient:
    """A formula as factor × numerator / denominator; without a denominator the numerator is all of it."""

    numerator: str
    denominator: str = ""
    factor: Decimal = Decimal(1)


def quotient_of(formula: Expression) -> Quotient:
    """Return a formula as a quotient, where its outermost operation is a division by something that is no number."""
    if not (isinstance(formula, Arithmetic) and formula.operator == "/" and not isinstance(formula.right, Number)):
        return Quotient(format_expression(formula))
    factor, numerator = _without_factor(formula.left)
    return Quotient(format_expression(numerator), format_expression(formula.right), factor)


def _without_factor(product: Expression) -> tuple[Decimal, Expression]:
    """Return the number that a product begins with, and the rest of it."""
    if isinstance(product, Number):
        return product.value, _ONE
    if not isinstance(product, Arithmetic) or product.operator not in {"*", "/"}:
        return Decimal(1), product
    if isinstance(product.left, Number) and product.operator == "*":
        return product.left.value, product.right
    factor, rest = _without_factor(product.left)
    if factor == 1:
        return Decimal(1), product
    return factor, Arithmetic(product.operator, rest, product.right)


def names_indicators(formula: Expression) -> frozenset[str]:
    """Return the codes of the indicators that a formula names (`IND.E05`)."""
    return frozenset(item.removeprefix("IND.") for item in formula.items() if item.startswith("IND."))
