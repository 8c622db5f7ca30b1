"""The catalogue of rules: every rule with its formula, its words in three languages and its examples."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.publish.catalogues import rules_csv, rules_html, rules_vtl
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language

RULES_FORMATS: Mapping[str, Callable[[Definitions, Path, Language], tuple[Path, ...]]] = MappingProxyType(
    {"csv": rules_csv.write, "html": rules_html.write, "vtl": rules_vtl.write}
)


def publish_rules(definitions: Definitions, format_id: str, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the catalogue of rules and return the files.

    Args:
        definitions: Where it comes from.
        format_id: `csv` (one row per rule, all languages), `html` (one page in one language) or `vtl` (VTL 2.1 with
            comments in one language).
        folder: Where the files are written.
        language: Language of the page, and of comments.

    Raises:
        FixTheFile: if there is no such format.
    """
    if format_id not in RULES_FORMATS:
        raise FixTheFile.because("FORMAT_UNKNOWN", Place(), format=format_id, known=", ".join(RULES_FORMATS))
    folder.mkdir(parents=True, exist_ok=True)
    return RULES_FORMATS[format_id](definitions, folder, language)
