"""Contested definitions with their options, and publications, as they are declared."""

from pathlib import Path

from openssi.definitions.publication import CHOICES
from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.expressions import parse
from openssi.vocabulary.parameter import Parameter, ParameterOption, Publication

FILE = "publications.yaml"
RULE_KEYS = ("max_age", "method", "publish_from", "flag_from")
"""The rules of publication.yaml that a publication may set."""


def load_parameters(root: Path) -> dict[str, Parameter]:
    """Read the parameters of `definitions/publications.yaml`.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood or an id stands twice.
    """
    found: dict[str, Parameter] = {}
    seen = SeenIds()
    for source in _document(root)["parameters"].items():
        source.only("id", "name", "options")
        options = {each.id: each for each in map(_option, source["options"].items())}
        found[seen.add(source)] = Parameter(id=source.text("id"), name=source.multilingual("name"), options=options)
    return found


def load_publications(root: Path) -> dict[str, Publication]:
    """Read the publications of `definitions/publications.yaml`, the one in force first.

    Raises:
        FixTheFile: with file and line, if an entry names a parameter, option or rule that is not there.
    """
    parameters = load_parameters(root)
    found: dict[str, Publication] = {}
    seen = SeenIds()
    for source in _document(root)["publications"].items():
        source.only("id", "name", "parameters", "rules", "source")
        found[seen.add(source)] = Publication(
            id=source.text("id"),
            name=source.multilingual("name"),
            choices=_choices(source, parameters),
            rules=_rules(source),
            source=source.text("source", ""),
        )
    return found


def _document(root: Path) -> Source:
    return read_yaml(root / FILE).only("parameters", "publications")


def _option(source: Source) -> ParameterOption:
    source.only("id", "name", "replaces", "within", "weights", "where", "uses_reported")
    replaces = source.mapping("replaces")
    for text in (*replaces, *replaces.values(), *filter(None, [source.text("where", "")])):
        parse(text, source.place)
    return ParameterOption(
        id=source.text("id"),
        name=source.multilingual("name"),
        replaces=replaces,
        within=source.texts("within"),
        weights=source.mapping("weights"),
        where=source.text("where", ""),
        uses_reported=source.text("uses_reported", "true") == "true",
    )


def _choices(source: Source, parameters: dict[str, Parameter]) -> dict[str, str]:
    choices = dict(source.mapping("parameters"))
    for name, option in choices.items():
        known = parameters[name].options if name in parameters else parameters
        wanted = option if name in parameters else name
        if wanted not in known:
            allowed = ", ".join(known)
            raise source["parameters"].fail("DEFINITION_VALUE_UNKNOWN", value=wanted, allowed=allowed)
    return choices


def _rules(source: Source) -> dict[str, str]:
    rules = source.find("rules")
    if rules is None:
        return {}
    rules.only(*RULE_KEYS)
    written = dict(source.mapping("rules"))
    if "method" in written:
        rules.one_of("method", CHOICES)
    for name in written.keys() - {"method"}:
        if not written[name].replace(".", "", 1).isdecimal():
            raise rules.fail("DEFINITION_NOT_A_NUMBER", key=name, text=written[name])
    return written
