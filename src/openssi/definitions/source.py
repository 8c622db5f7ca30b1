"""YAML files read so that every complaint can name the file and the line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from openssi.definitions.yaml_problems import not_a_sign, not_a_value, not_yaml
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Literals = TypeVar("Literals", bound=str)


@dataclass(frozen=True, slots=True)
class Source:
    """A value of a YAML file with its path, its line and the way to it (`rules[3].message`)."""

    path: Path
    trail: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """Line in the file, the first being 1."""
        return int(self.node.start_mark.line) + 1

    @property
    def place(self) -> Place:
        """File, line and way to the value."""
        return Place(file=self.path.name, row=self.line, item=self.trail)

    def fail(self, code: str, **values: object) -> FixTheFile:
        """Return the error of the catalogue at this place."""
        return FixTheFile.because(code, self.place, **values)

    def items(self) -> Iterator["Source"]:
        """Iterate over the members of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fail("DEFINITION_NOT_A_LIST")
        for number, node in enumerate(self.node.value):
            yield Source(self.path, f"{self.trail}[{number}]", node)

    def entries(self) -> Iterator[tuple[str, "Source"]]:
        """Iterate over the keys and values of a mapping; a key that stands twice is refused."""
        first: dict[str, int] = {}
        for name, node in self._pairs():
            found = self._under(name, node)
            if name in first:
                raise found.fail("DEFINITION_KEY_TWICE", key=name, first=first[name])
            first[name] = found.line
            yield name, found

    def find(self, key: str) -> "Source | None":
        """Return the value of a key, or none."""
        return next((self._under(name, node) for name, node in self._pairs() if name == key), None)

    def _pairs(self) -> list[tuple[str, yaml.Node]]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail("DEFINITION_NOT_A_MAPPING")
        return [(str(key.value), node) for key, node in self.node.value]

    def _under(self, name: str, node: yaml.Node) -> "Source":
        return Source(self.path, f"{self.trail}.{name}".lstrip("."), node)

    def __getitem__(self, key: str) -> "Source":
        found = self.find(key)
        if found is None:
            raise self.fail("DEFINITION_KEY_MISSING", key=key)
        return found

    def only(self, *allowed: str) -> "Source":
        """Refuse keys that are not among those allowed or stand twice, and return the source itself."""
        for name, source in self.entries():
            if name not in allowed:
                raise source.fail("DEFINITION_KEY_UNKNOWN", key=name, allowed=", ".join(allowed))
        return self

    def over(self, other: "Source", left_out: Collection[str] = ()) -> "Source":
        """Return the entries of a mapping, and of another one those that it does not have itself.

        Args:
            other: Where missing entries are taken from, each with its own line.
            left_out: Keys that are not taken over.
        """
        own = {name for name, _ in self.entries()}
        taken = [(key, node) for key, node in other.node.value if str(key.value) not in {*own, *left_out}]
        node = yaml.MappingNode(self.node.tag, [*self.node.value, *taken], self.node.start_mark, self.node.end_mark)
        return Source(self.path, self.trail, node)

    @property
    def data(self) -> Any:  # noqa: ANN401 - whatever the YAML file holds
        """The plain value: text, number, list or mapping.

        Raises:
            FixTheFile: if it has a tag that is not known, or is a date that no calendar has.
        """
        try:
            return yaml.SafeLoader.construct_document(_Constructor(), self.node)
        except (yaml.YAMLError, ValueError) as error:
            written = self.node.value if isinstance(self.node, yaml.ScalarNode) else ""
            raise not_a_value(self.place, int(self.node.start_mark.column) + 1, written or self.node.tag) from error

    def text(self, key: str, default: str | None = None) -> str:
        """Return a scalar as it is written."""
        found = self.find(key)
        if found is None and default is not None:
            return default
        source = found or self[key]
        if not isinstance(source.node, yaml.ScalarNode):
            raise source.fail("DEFINITION_NOT_A_TEXT", key=key)
        return str(source.node.value)

    def one_of(self, key: str, allowed: tuple[Literals, ...]) -> Literals:
        """Return a scalar that is one of several words; any other is refused."""
        text = self.text(key)
        found = next((each for each in allowed if each == text), None)
        if found is None:
            raise self[key].fail("DEFINITION_VALUE_UNKNOWN", value=text, allowed=", ".join(allowed))
        return found

    def flag(self, key: str) -> bool:
        """Return whether a key is present and true."""
        return self.text(key, "false").lower() == "true"

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of scalars, a single scalar as a list of one, empty where the key is absent."""
        found = self.find(key)
        if found is None:
            return ()
        if isinstance(found.node, yaml.ScalarNode):
            return (str(found.node.value),)
        return tuple(str(member.node.value) for member in found.items())

    def multilingual(self, key: str) -> MultilingualText:
        """Return a text in every language; a missing or empty language is refused."""
        source = self[key]
        missing = [language for language in LANGUAGES if not source.text(language, "").strip()]
        if missing:
            raise source.fail("DEFINITION_LANGUAGE_MISSING", key=key, languages=", ".join(missing))
        return MultilingualText(*(source.text(language).strip() for language in LANGUAGES))

    def mapping(self, key: str) -> Mapping[str, str]:
        """Return a mapping of scalars, empty where the key is absent."""
        found = self.find(key)
        if found is None:
            return {}
        return {name: str(source.node.value) for name, source in found.entries()}


@dataclass(frozen=True, slots=True)
class SeenIds:
    """Where each id stood first, so that the second one is refused with both places."""

    _first: dict[str, Place] = field(default_factory=dict)

    def add(self, source: Source, key: str = "id") -> str:
        """Return the id that stands under a key.

        Raises:
            FixTheFile: if it stood before.
        """
        written = source.text(key)
        found = source[key]
        first = self._first.setdefault(written, found.place)
        if first != found.place:
            raise found.fail("DEFINITION_ID_TWICE", id=written, other=Place(file=first.file, row=first.row))
        return written


class _Constructor(yaml.SafeLoader):
    def __init__(self) -> None:
        super().__init__("")


def read_yaml(path: Path) -> Source:
    """Read one YAML document.

    Raises:
        FixTheFile: if the file is not YAML, with the line.
        UnicodeDecodeError: if it is no text in UTF-8.
    """
    text = path.read_text(encoding="utf-8")
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.reader.ReaderError as error:
        raise not_a_sign(path.name, text, error) from error
    except yaml.MarkedYAMLError as error:
        raise not_yaml(path.name, text, error) from error
    if node is None:
        raise FixTheFile.because("DEFINITION_EMPTY", Place(file=path.name))
    return Source(path, "", node)


def yaml_files(folder: Path) -> Sequence[Path]:
    """Return the YAML files of a folder in the order of their names."""
    return sorted(folder.glob("*.yaml"))
