"""The texts of methods, one per family of indicators, as they stand in the documentation."""

from functools import lru_cache
from pathlib import Path


def _folder() -> Path:
    """Return the texts that came with the program: packaged, or those of the repository."""
    packaged = Path(__file__).parent / "methods"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "docs" / "methods"


@lru_cache(maxsize=64)
def method_text(family: str) -> str | None:
    """Return the text of the method of a family in Markdown, none where it is not installed.

    Args:
        family: Id of the family (`world_bank_aspire`); hyphens stand for its underscores in the name of the file.
    """
    path = _folder() / f"{family.replace('_', '-')}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else None
