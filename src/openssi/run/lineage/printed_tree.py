"""The ways of a figure, back to its cells and forward to what they end up in, drawn as trees for the terminal."""

from rich.markup import escape
from rich.tree import Tree

from openssi.definitions import Definitions
from openssi.present.lineage_numbers import LineageNumbers
from openssi.present.numbers import format_number
from openssi.run.console import language, text
from openssi.vocabulary.lineage import EndsUp, LineageNode
from openssi.vocabulary.release import Release


class LineageDrawing:
    """Draws the lineage of one release in the language of the person."""

    def __init__(self, definitions: Definitions, release: Release) -> None:
        self._definitions = definitions
        self._release = release
        self._numbers = LineageNumbers(definitions, language())

    def back(self, node: LineageNode, indicator: str) -> Tree:
        """Return the tree of a figure, headed by the indicator, the release, its definitions and its method."""
        tree = self._headed(f"{indicator} · {text('explain.release', release=self._release.id)}")
        self._add(tree.add(self._label(node, None)), node)
        return tree

    def forward(self, found: EndsUp) -> Tree:
        """Return the tree of what a cell ends up in, by kind of figure."""
        tree = self._headed(f"{self._say('ends_up.title')} · {text('explain.release', release=self._release.id)}")
        origin = tree.add(self._label(found.origin, None))
        origin.add(f"[dim]{escape(f'{found.area} · {found.origin.id}')}[/dim]")
        for key in ("totals", "indicators", "made_of_indicators", "units"):
            self._section(origin, self._say(f"ends_up.{key}"), getattr(found, key))
        for grouping, nodes in found.aggregates:
            self._section(origin, self._say("ends_up.aggregates", grouping=self._grouping(grouping)), nodes)
        if not found.ids and not found.aggregates:
            origin.add(escape(self._say("ends_up.nothing")))
        if found.releases:
            origin.add(escape(self._say("ends_up.releases", releases=", ".join(found.releases))))
        return tree

    def _say(self, key: str, **values: object) -> str:
        return self._definitions.texts.get(f"lineage.{key}", language(), **values)

    def _grouping(self, grouping: str) -> str:
        return self._definitions.texts.get(f"present.grouping.{grouping}", language())

    def _headed(self, head: str) -> Tree:
        made, tree = self._release, Tree(escape(head))
        versions = {
            "definitions": made.definitions_version,
            "questionnaire": made.questionnaire_version,
            "software": made.software_version,
        }
        tree.add(f"[dim]{escape(self._say('head.definitions', **versions))}[/dim]")
        simple = {name: value for name, value in made.method.items() if "{" not in value}
        method = ", ".join(f"{name} {_plain(value)}" for name, value in simple.items())
        tree.add(f"[dim]{escape(self._say('head.method', method=method))}[/dim]")
        if made.definitions_version != self._definitions.version:
            tree.add(escape(self._say("head.other_definitions", current=self._definitions.version)))
        return tree

    def _section(self, tree: Tree, title: str, nodes: tuple[LineageNode, ...]) -> None:
        if nodes:
            branch = tree.add(escape(title))
            for each in nodes:
                branch.add(self._label(each, None))

    def _add(self, tree: Tree, node: LineageNode) -> None:
        spoken = language()
        for finding in node.findings:
            answer = f" — {finding.explanation}" if finding.explanation else ""
            tree.add(escape(f"{finding.rule}: {finding.message.in_language(spoken)}{answer}"), style="yellow")
        for child in node.children:
            self._add(tree.add(self._label(child, node)), child)

    def _label(self, node: LineageNode, above: LineageNode | None) -> str:
        year = f" ({node.year})" if node.year else ""
        is_bare = node.kind in {"benefit", "scheme", "submission"} and node.value is None
        value = "" if is_bare else f": {self._numbers.of(node)}"
        head = f"[bold]{escape(f'{node.label}{year}{value}')}[/bold]"
        facts = self._facts(node, above)
        return f"{head}\n[dim]{escape(facts)}[/dim]" if facts else head

    def _facts(self, node: LineageNode, above: LineageNode | None) -> str:
        facts = [node.operation, node.source, node.note, node.beside, node.left_out]
        if node.weight_share is not None:
            facts.append(text("explain.weight", share=format_number(100 * node.weight_share, language(), 1)))
        facts.append(self._added(node, above))
        if node.status not in {"", "A"}:
            facts.append(text("explain.status", status=node.status))
        if node.place.file:
            facts.append(node.place.in_words(language()))
        return " · ".join(dict.fromkeys(fact for fact in facts if fact))

    def _added(self, node: LineageNode, above: LineageNode | None) -> str:
        """Return what a country adds to a group; what answers add to a total is their own value."""
        if node.contribution is None or node.weight_share is None:
            return ""
        return self._numbers.adds(node.contribution, node.unit, above.value if above else node.value)


def _plain(value: str) -> str:
    """Return a parameter of the manifest without the signs of the list that it was."""
    return " ".join(value.strip("()[]").replace("'", "").replace(",", " ").split())
