"""Numbers in Excel."""

from collections.abc import Iterator, Sequence

from openssi.expressions import syntax as tree
from openssi.expressions.excel.cells import CannotBeSaidError
from openssi.expressions.excel.parts import TRUE, Figure, both, either, in_units, written
from openssi.expressions.excel.sums import TURNS, SumCompiler
from openssi.expressions.parser import parse
from openssi.expressions.syntax import Expression
from openssi.vocabulary.observation import Place

_EXTREMES = {"min": "MIN", "max": "MAX", "abs": "ABS"}


class NumberCompiler(SumCompiler):
    """Compiles numbers; conditions are compiled by the class that builds on it."""

    _identity: Expression | None = None

    def figure(self, node: Expression) -> Figure:
        """Return a number in units and whether it is known."""
        match node:
            case tree.Number():
                found = Figure(written(node.value), TRUE)
            case tree.Negative():
                inner = self.figure(node.operand)
                found = Figure(f"(-{inner.number})", inner.known, inner.complete)
            case tree.Name():
                found = self._name(node)
            case tree.Reference():
                found = self._reference(node)
            case tree.Arithmetic():
                found = self._arithmetic(node)
            case tree.Conditional():
                found = self._conditional(node)
            case tree.Call():
                found = self._call(node)
            case tree.Where():
                with self._binding({each.name: each.value for each in node.locals}):
                    found = self.figure(node.body)
            case _:
                raise CannotBeSaidError
        return found

    def _name(self, node: tree.Name) -> Figure:
        if node.id in self._locals:
            return self.figure(self._locals[node.id])
        if node.id == "n_terms" and self._identity is not None:
            return Figure(f"({self.count(self._identity)})", TRUE)
        raise CannotBeSaidError

    def _reference(self, node: tree.Reference) -> Figure:
        cell, item, codes = self._cell(node)
        if not item.is_numeric:
            raise CannotBeSaidError
        if cell is None and item.formula:
            inner = self._inner(item, codes)
            return Figure(inner.number, inner.valued, inner.complete)
        cell, _ = self._cell_there(node)
        return Figure(in_units(cell, scaled=self.scaled), f"ISNUMBER({cell.value})")

    def _arithmetic(self, node: tree.Arithmetic) -> Figure:
        if node.operator in {"+", "-"}:
            chain = self._chain(node)
            return Figure(chain.number, chain.valued, chain.complete)
        left, right = self.figure(node.left), self.figure(node.right)
        known = both((left.known, right.known))
        if node.operator == "/":
            # Only looked at where the divisor is known: it may itself be a quotient.
            known = both((left.known, f"IF({right.known},{right.number}<>0,FALSE)"))
        complete = both((left.complete, right.complete))
        return Figure(f"({left.number}{node.operator}{right.number})", known, complete)

    def _conditional(self, node: tree.Conditional) -> Figure:
        told = self.condition(node.condition)
        first, second = self.figure(node.positive), self.figure(node.negative)
        known = either((both((told.is_true, first.known)), both((told.is_false, second.known))))
        number = f"IF({told.is_true},{first.number},{second.number})"
        return Figure(number, known, both((first.complete, second.complete)))

    def _call(self, node: tree.Call) -> Figure:
        if node.lag:
            raise CannotBeSaidError
        if node.name == "coalesce":
            term = self._first_term(node)
            return Figure(term.number, term.valued, term.complete)
        if node.name in {"sum_func", "sum_age"}:
            return self._over_codes(node)
        if node.name == "sumB":
            return self.over_benefits(node)
        if node.name not in _EXTREMES:
            raise CannotBeSaidError
        figures = [self.figure(each) for each in node.arguments]
        number = f"{_EXTREMES[node.name]}({','.join(each.number for each in figures)})"
        return Figure(number, both(each.known for each in figures), both(each.complete for each in figures))

    # Cells of an identity

    def count(self, node: Expression) -> str:
        """Return how many figures a part of an identity is made of (`n_terms`)."""
        match node:
            case tree.Number() | tree.Name():
                return "0"
            case tree.Reference():
                return self._counted(node)
            case tree.Negative() | tree.Arithmetic():
                return _added([self.count(each) for each in node.children()])
            case tree.Call() if node.name in {"abs", "min", "max"}:
                return _added([self.count(each) for each in node.arguments])
            case tree.Call() if node.name in {"sum_func", "sum_age"} and node.filter is None:
                return _added([f"IF({term.valued},1,0)" for _, term in self.turns(node) if term is not None])
            case tree.Call() if node.name == "sumB":
                return _added(list(self._counted_benefits(node)))
            case _:
                raise CannotBeSaidError

    def _counted(self, node: tree.Reference) -> str:
        cell, item, codes = self._cell(node)
        if not item.formula:
            return "0" if cell is None else f"IF(ISNUMBER({cell.value}),1,0)"
        with self._inside(item), self._in_turn({name: code for name, code in codes.items() if name in TURNS}):
            inner = self.count(parse(item.formula, Place(item=item.id)))
        return inner if cell is None else f"IF(_xlfn.ISFORMULA({cell.value}),{inner},1)"

    def _counted_benefits(self, node: tree.Call) -> Iterator[str]:
        for benefit in self._benefits():
            with self._seen_from(benefit.cells):
                yield f"IF({self.kept(node, benefit.reported)[0]},{self.count(node.arguments[0])},0)"


def _added(parts: Sequence[str]) -> str:
    counted = [each for each in parts if each != "0"]
    return "+".join(counted) if counted else "0"
