"""Cells of which a condition can be told to hold by their item and status alone.

Most rules of cells are about a few statuses or items. What they would say of the others is found once for each item and
status, not for each of some thousand cells.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from openssi.expressions import Expression
from openssi.expressions import syntax as tree
from openssi.vocabulary.observation import Observation

Told = bool | None
_STATUS = "Q.OBS_STATUS"


@dataclass(frozen=True)
class Guard:
    """Tells whether a condition holds for a cell whatever its value is."""

    condition: Expression
    _known: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False, repr=False)

    def settles(self, cell: Observation) -> bool:
        """Whether the condition holds, as far as item and status tell."""
        key = (cell.item, cell.obs_status)
        if key not in self._known:
            self._known[key] = told(self.condition, *key) is True
        return self._known[key]


def told(node: Expression, item: str, status: str) -> Told:
    """Return what an expression says of a cell of an item and a status, none where that depends on anything else."""
    if isinstance(node, tree.Where):
        return told(node.body, item, status)
    if isinstance(node, tree.Not):
        found = told(node.operand, item, status)
        return None if found is None else not found
    if isinstance(node, tree.Logical):
        return _LOGICAL[node.operator](told(node.left, item, status), told(node.right, item, status))
    if isinstance(node, tree.Membership) and isinstance(node.container, tree.SetOf):
        value, members = _text(node.value, item, status), [_text(each, item, status) for each in node.container.members]
        return None if value is None or None in members else (value in members) is not node.negated
    if isinstance(node, tree.Comparison) and node.operators in {("=",), ("!=",)}:
        left, right = (_text(each, item, status) for each in node.operands)
        return None if left is None or right is None else (left == right) is (node.operators == ("=",))
    return None


def _text(node: Expression, item: str, status: str) -> str | None:
    if isinstance(node, tree.Reference):
        return status if node.item == _STATUS else None
    if isinstance(node, tree.Name):
        return item if node.id == "item" else None
    return node.id if isinstance(node, tree.Code | tree.ItemName) else None


def _and(left: Told, right: Told) -> Told:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _or(left: Told, right: Told) -> Told:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _implies(left: Told, right: Told) -> Told:
    return _or(None if left is None else not left, right)


_LOGICAL: dict[str, Callable[[Told, Told], Told]] = {"and": _and, "or": _or, "=>": _implies}
