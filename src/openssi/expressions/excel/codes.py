"""Codes in Excel: what was chosen, and whether it is among others."""

from openssi.expressions import syntax as tree
from openssi.expressions.excel.cells import CannotBeSaidError
from openssi.expressions.excel.numbers import NumberCompiler
from openssi.expressions.excel.parts import (
    TRUE,
    Condition,
    Word,
    both,
    code_in,
    codes_in,
    conjunction,
    either,
    negation,
)
from openssi.expressions.syntax import Expression


class CodeCompiler(NumberCompiler):
    """Compiles codes and sets of codes; other conditions are compiled by the class that builds on it."""

    def of_codes(self, node: tree.Membership | tree.Subset) -> Condition:
        """Return how far codes are among others."""
        return self._membership(node) if isinstance(node, tree.Membership) else self._subset(node)

    def _word(self, node: Expression) -> Word | None:
        if isinstance(node, tree.Name) and node.id in self._locals:
            node = self._locals[node.id]
        if isinstance(node, tree.Code):
            return Word.named(node.id)
        if isinstance(node, tree.Name) and node.id == "f" and "FUNC" in self._turn:
            return Word.named(self._turn["FUNC"])
        if isinstance(node, tree.Reference):
            item = self._items.get(node.item)
            if item is not None and item.is_numeric:
                return None
            cell, item = self._cell_there(node)
            if item.type not in {"code", "codes"}:
                raise CannotBeSaidError
            return codes_in(cell) if item.type == "codes" else code_in(cell)
        if isinstance(node, tree.Call) and node.name == "status":
            return self._status(node)
        return None

    def _status(self, node: tree.Call) -> Word:
        reference = node.arguments[0]
        if not isinstance(reference, tree.Reference):
            raise CannotBeSaidError
        cell, _ = self._cell_there(reference)
        text = f'IF(LEN({cell.status})=0,"A",UPPER(LEFT({cell.status},1)))'
        return Word(text, f"(LEN({cell.value})+LEN({cell.status}))>0")

    def _membership(self, node: tree.Membership) -> Condition:
        value = self._word(node.value)
        if value is None or value.is_set:
            raise CannotBeSaidError
        if isinstance(node.container, tree.SetOf):
            members = [self._word(each) for each in node.container.members]
            if any(each is None for each in members):
                raise CannotBeSaidError
            found = Condition.of(either(value.equals(each) for each in members if each), value.known, implied=True)
        else:
            among = self._set(node.container)
            found = Condition.of(_inside(value, among), both((value.known, among.known)))
        return negation(found) if node.negated else found

    def _set(self, node: Expression) -> Word:
        among = self._word(node)
        if among is None or not among.is_set:
            raise CannotBeSaidError
        return among

    def _subset(self, node: tree.Subset) -> Condition:
        """Whether the codes of all benefits, or some that are written out, are among those of a cell."""
        among = self._set(node.right)
        if isinstance(node.left, tree.SetOf) and all(isinstance(each, tree.Code) for each in node.left.members):
            words = [self._word(each) for each in node.left.members]
            return Condition.of(both(_inside(each, among) for each in words if each), among.known)
        if not isinstance(node.left, tree.Call) or node.left.name != "set":
            raise CannotBeSaidError
        levels, argument = [], node.left.arguments[0]
        for benefit in self._benefits():
            with self._seen_from(benefit.cells):
                word = self._word(argument)
                if word is None or word.is_set:
                    raise CannotBeSaidError
                kept = self.kept(node.left, benefit.reported)[0]
                levels.append(Condition.of(_inside(word, among), TRUE).where(both((kept, word.known)), "1"))
        return conjunction(levels).where(both((among.known, self._any_reported())), "0.5")

    def is_there(self, node: Expression) -> str:
        """Return whether a part has a value."""
        if isinstance(node, tree.Reference):
            return f"LEN({self._cell_there(node)[0].value})>0"
        word = self._word(node)
        return word.known if word is not None else self.figure(node).known

    def _any_reported(self) -> str:
        return either(each.reported for each in self._benefits())


def _inside(word: Word, among: Word) -> str:
    return f'ISNUMBER(FIND(" "&{word.text}&" ",{among.text}))'
