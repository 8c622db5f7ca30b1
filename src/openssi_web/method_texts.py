"""The texts of methods as they stand in the documentation, in the language of the reader where it has been written."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from openssi.vocabulary.text import Language

FIRST: Language = "en"
"""The language in which every method is written first."""


@dataclass(frozen=True, slots=True)
class MethodText:
    """The text of a method.

    Attributes:
        name: Its name in an address (`sdg-1-3-1`).
        language: The language in which it is written.
        title: Its first heading.
        markdown: All of it, with the heading.
    """

    name: str
    language: Language
    title: str
    markdown: str


def _folder() -> Path:
    """Return the texts that came with the program: packaged, or those of the repository."""
    packaged = Path(__file__).parent / "methods"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "docs" / "methods"


@lru_cache(maxsize=1)
def method_names() -> tuple[str, ...]:
    """Return the names of the texts that are installed, in alphabetical order."""
    return tuple(sorted(path.stem for path in _folder().glob("*.md")))


def name_of_family(family: str) -> str:
    """Return the name of the text on a family of indicators (`world_bank_aspire`); hyphens stand for underscores."""
    return family.replace("_", "-")


@lru_cache(maxsize=256)
def method_text(name: str, language: Language) -> MethodText | None:
    """Return the text of a method: in a language, else in the one in which all are written, none where it is missing.

    Args:
        name: One of `method_names`; any other has no text.
        language: The language of the reader.
    """
    if name not in method_names():
        return None
    own = _folder() / language / f"{name}.md"
    is_own = language != FIRST and own.is_file()
    markdown = (own if is_own else _folder() / f"{name}.md").read_text(encoding="utf-8")
    title = markdown.partition("\n")[0].removeprefix("# ").strip()
    return MethodText(name, language if is_own else FIRST, title, markdown)
