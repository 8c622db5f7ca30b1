"""The way back from a figure, drawn as a tree for the terminal."""

from rich.markup import escape
from rich.tree import Tree

from openssi.present.numbers import format_number, percent
from openssi.run.console import language, text
from openssi.vocabulary.lineage import LineageNode


def _value(node: LineageNode) -> str:
    if node.value is None:
        return "…"
    if node.unit == "PT":
        return percent(node.value, language())
    return format_number(node.value, language(), 0 if node.value == int(node.value) else 2)


def _facts(node: LineageNode) -> str:
    facts = [node.operation, node.source, node.note, node.beside, node.left_out]
    if node.weight_share is not None:
        facts.append(text("explain.weight", share=format_number(100 * node.weight_share, language(), 1)))
    if node.contribution is not None and node.unit == "PT":
        facts.append(text("explain.points", points=format_number(node.contribution, language(), 2)))
    if node.status not in {"", "A"}:
        facts.append(text("explain.status", status=node.status))
    if node.place.file:
        facts.append(node.place.in_words(language()))
    return " · ".join(dict.fromkeys(fact for fact in facts if fact))


def _add(tree: Tree, node: LineageNode) -> None:
    spoken = language()
    for finding in node.findings:
        answer = f" — {finding.explanation}" if finding.explanation else ""
        tree.add(escape(f"{finding.rule}: {finding.message.in_language(spoken)}{answer}"), style="yellow")
    for child in node.children:
        _add(tree.add(_label(child)), child)


def _label(node: LineageNode) -> str:
    year = f" ({node.year})" if node.year else ""
    head = f"[bold]{escape(node.label)}{year}: {_value(node)}[/bold]"
    facts = _facts(node)
    return f"{head}\n[dim]{escape(facts)}[/dim]" if facts else head


def draw_tree(node: LineageNode, indicator: str, release: str) -> Tree:
    """Return the tree of a figure, headed by the indicator and the release."""
    tree = Tree(escape(f"{indicator} · {text('explain.release', release=release)}"))
    _add(tree.add(_label(node)), node)
    return tree
