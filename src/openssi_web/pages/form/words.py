"""The words of the form, of `definitions/interface/form.yaml`."""

from dataclasses import dataclass
from typing import Any

from openssi.collect.form_model import TableProgress
from openssi.definitions.texts import Texts
from openssi.vocabulary.text import Language

FILE = "form"
SCRIPT_FILE = "form_script"
"""Words of the script, some of which the page says as well before the script runs."""


@dataclass(frozen=True, slots=True)
class FormWords:
    """Words of the form in one language."""

    texts: Texts
    language: Language

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.texts.get(f"{FILE}.{key}", self.language, **values)

    def about(self, table: str) -> str:
        """Return half a sentence that says what a table is, empty where there is none."""
        key = f"about.{table}"
        return self.of(key) if key in self.texts.entries(FILE) else ""

    def for_script(self) -> dict[str, Any]:
        """Return the texts that the script says, with their slots and plural forms."""
        return {key: entry[self.language] for key, entry in self.texts.entries(SCRIPT_FILE).items()}

    def plain(self, name: str = FILE) -> dict[str, Any]:
        """Return every text without plural forms as a tree, for a template: `w.heads.status`."""
        tree: dict[str, Any] = {}
        for key, entry in self.texts.entries(name).items():
            text = entry[self.language]
            if isinstance(text, str):
                *way, last = key.split(".")
                branch = tree
                for part in way:
                    branch = branch.setdefault(part, {})
                branch[last] = text
        return tree

    def progress(self, each: TableProgress) -> str:
        """Return how far a table is answered: `complete`, `6 of 14`, `empty`, `optional`."""
        if each.state != "begun":
            return self.of(f"rail.{each.state}")
        if not each.asked:
            return self.of("rail.started")
        return self.of("rail.begun", answered=each.answered, asked=each.asked)
