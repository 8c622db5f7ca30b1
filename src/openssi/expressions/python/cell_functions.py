"""Functions about one cell, about all answered cells, and about a scheme or benefit beside the others."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import inf, log10
from statistics import median

from openssi.expressions import syntax as tree
from openssi.expressions.cells import Cells, Value
from openssi.expressions.evaluation import Compiler, Evaluator, Scope, number
from openssi.expressions.python.references import dimensions
from openssi.expressions.robust import robust_z
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place


def about_item(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `codelist(item)` and `multiplier(item)`."""
    items = compiler.questionnaire.items
    told = _codes_of(compiler) if node.name == "codelist" else _multiplier_of(compiler)

    def value(scope: Scope) -> Value:
        current = scope.cells.current
        item = items.get(current.item) if current is not None else None
        return told(item) if item is not None else None

    return value


def _codes_of(compiler: Compiler) -> Callable[[Item], Value]:
    known = {name: frozenset(each.ids) for name, each in compiler.codelists.items()}
    return lambda item: known.get(item.codelist)


def _multiplier_of(compiler: Compiler) -> Callable[[Item], Value]:
    units = compiler.questionnaire.units
    return lambda item: units[item.unit].multiplier if item.unit in units else "none"


_ABOUT_CELL: dict[str, Callable[[Observation], Value]] = {
    "unit_mult": lambda cell: Decimal(cell.unit_mult),
    "currency": lambda cell: cell.currency or None,
}


def about_cell(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for what is known of the cell a rule is evaluated for: its multiplier, currency, pattern."""
    del compiler
    if node.name == "prefill":
        return lambda scope: scope.cells.prefilled()
    if node.name in {"repeated", "round_run"}:
        name = node.name
        return lambda scope: Decimal(getattr(scope.cells.pattern(), name))
    told = _ABOUT_CELL[node.name]
    return lambda scope: told(scope.cells.current) if scope.cells.current is not None else None


def robust_distance(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `robust_z(item)`."""
    cell = node.arguments[0]
    if not isinstance(cell, tree.Reference):
        raise FixTheFile.because("EXPRESSION_CELL_EXPECTED", Place(), function=node.name, character=cell.position + 1)
    place, name = dimensions(compiler, cell), cell.item

    def value(scope: Scope) -> Value:
        cells, codes = scope.cells, place(scope)
        lags = [lag for lag in cells.years() if lag > 0]
        if len(lags) <= 1:
            return None
        return robust_z([number(cells.value(name, codes, lag)) for lag in range(max(lags), -1, -1)])

    return value


def over_cells(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `count_cells` and `median_cells`, over every answered number of the country."""
    value = compiler.value(node.arguments[0])
    keep = compiler.value(node.filter) if node.filter is not None else None

    def found(scope: Scope) -> Value:
        scopes = [scope.at(cells) for cells in scope.cells.numbers()]
        if node.name == "count_cells":
            return Decimal(sum(value(each) is True for each in scopes))
        kept = [each for each in scopes if keep is None or keep(each) is True]
        numbers = [each for each in map(number, map(value, kept)) if each is not None]
        return median(numbers) if numbers else None

    return found


def is_reported(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `reported()`: whether the scheme in scope has a number of this year."""
    del compiler, node
    return lambda scope: scope.cells.is_reported()


def has_same_fiscal_year(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `same_fiscal_year()`: whether all amounts of the country are of one period."""
    del node
    amounts = frozenset(each.id for each in compiler.questionnaire.items.values() if each.type == "money")

    def told(scope: Scope) -> Value:
        answered = (each.current for each in scope.cells.numbers())
        periods = {each.ref_detail for each in answered if each is not None and each.item in amounts}
        return len(periods - {""}) <= 1

    return told


def is_unique(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `unique(x, ...)`: no other scheme, or benefit, of the country has the same values."""
    parts = [compiler.value(each) for each in node.arguments]

    def told(scope: Scope) -> Value:
        own = [part(scope) for part in parts]
        if any(each is None for each in own):
            return None
        others = (each for each in _siblings(scope.cells) if _unit(each) != _unit(scope.cells))
        return not any([part(scope.at(each)) for part in parts] == own for each in others)

    return told


def _siblings(cells: Cells) -> Sequence[Cells]:
    country = cells.country()
    return country.schemes() if cells.benefit_id == NOT_APPLICABLE else country.benefits()


def _unit(cells: Cells) -> tuple[str, str]:
    return cells.scheme_id, cells.benefit_id


def starts_with(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `starts_with(text, beginning)`."""
    text, beginning = (compiler.value(each) for each in node.arguments)

    def told(scope: Scope) -> Value:
        whole, head = text(scope), beginning(scope)
        return whole.startswith(head) if isinstance(whole, str) and isinstance(head, str) else None

    return told


def common_logarithm(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `log10(x)`; of what is not positive there is none."""
    operand = compiler.value(node.arguments[0])

    def value(scope: Scope) -> Value:
        found = number(operand(scope))
        return _log10(found) if found is not None and found > 0 else None

    return value


def _log10(positive: Decimal) -> Decimal:
    # To the 16 digits of a double, as SQL has it; some twenty times faster than to 28.
    double = float(positive)
    return Decimal(repr(log10(double))) if 0 < double < inf else positive.log10()
