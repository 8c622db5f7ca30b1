"""The words that people see, by key and language, with plural forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from openssi.definitions.source import yaml_files
from openssi.vocabulary.errors import TellUs
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language

Entry = Mapping[str, str | Mapping[str, str]]


@cache
def _plural_rule(language: Language) -> Any:  # noqa: ANN401 - a rule of Babel
    return Locale.parse(language).plural_form


@dataclass(frozen=True)
class Texts:
    """Texts of `definitions/interface`, each read when its file is first asked for.

    Attributes:
        folder: Where the files lie.
    """

    folder: Path

    def get(self, key: str, language: Language, **values: object) -> str:
        """Return a text with its `{slots}` filled.

        Args:
            key: `<file>.<path>`, such as `workbook.readme.title`.
            language: The language asked for.
            values: What fills the slots; `count` chooses the plural form.

        Raises:
            TellUs: if there is no such text.
        """
        file, _, way = key.partition(".")
        entry = self.entries(file).get(way)
        if entry is None:
            raise TellUs.because("TEXT_MISSING", Place(item=key), key=key)
        text = entry[language]
        if not isinstance(text, str):
            form = _plural_rule(language)(values.get("count", 0))
            text = text.get(form, text["other"])
        return text.format_map(values) if values else text

    def entries(self, name: str) -> Mapping[str, Entry]:
        """Return the texts of one file by their way in it."""
        found = self._files.get(name)
        if found is None:
            found = self._files[name] = _entries(self.folder / f"{name}.yaml")
        return found

    @cached_property
    def _files(self) -> dict[str, Mapping[str, Entry]]:
        """The files that were asked for: putting a path together takes longer than finding a text."""
        return {}

    def names(self) -> tuple[str, ...]:
        """Return the names of the files."""
        return tuple(path.stem for path in yaml_files(self.folder))


@cache
def _entries(path: Path) -> dict[str, Entry]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8") as stream:
        tree = yaml.load(stream, Loader=yaml.CSafeLoader)
    return dict(_flat(tree or {}, ""))


def _flat(tree: Mapping[str, Any], trail: str) -> list[tuple[str, Entry]]:
    found: list[tuple[str, Entry]] = []
    for key, value in tree.items():
        way = f"{trail}.{key}".lstrip(".")
        if isinstance(value, Mapping) and set(value) <= set(LANGUAGES):
            found.append((way, value))
        elif isinstance(value, Mapping):
            found.extend(_flat(value, way))
    return found


@cache
def load_texts(root: Path) -> Texts:
    """Return the texts of a folder of definitions."""
    return Texts(root / "interface")
