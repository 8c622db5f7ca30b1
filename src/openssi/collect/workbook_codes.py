"""Codes that were chosen or typed: the code, the code with its label, or the label in any language."""

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache

from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.text import LANGUAGES


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return a text for comparison: without case, accents, double spaces, kinds of apostrophe, and unseen characters.

    An apostrophe at the beginning is the mark by which Excel keeps a cell as text, pasted along with it.
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    seen = "".join(c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", seen).strip().lstrip("'").casefold()


class CodeReader:
    """Finds codes of one list by what respondents type."""

    def __init__(self, codelist: CodeList) -> None:
        self.id = codelist.id
        self._codes = {folded(code.id): code.id for code in codelist}
        self._labels: dict[str, set[str]] = {}
        for code in codelist:
            for language in LANGUAGES:
                label = code.name.in_language(language)
                self._labels.setdefault(folded(label), set()).add(code.id)
                self._labels.setdefault(folded(f"{code.id}  {label}"), set()).add(code.id)

    def one(self, text: str) -> str | None:
        """Return the code of a text, none where it is unknown or its label belongs to several codes."""
        return self._exact(text) or self._codes.get(folded(re.split(r"\s{2,}", text.strip())[0]))

    def _exact(self, text: str) -> str | None:
        found = self._codes.get(folded(text))
        labelled = self._labels.get(folded(text), set())
        return found or (next(iter(labelled)) if len(labelled) == 1 else None)

    def many(self, text: str) -> tuple[list[str], list[str]]:
        """Return the codes of a text that may hold several, each once, and the parts that are unknown."""
        whole = self._exact(text)
        if whole:
            return [whole], []
        found: dict[str, None] = {}
        unknown: list[str] = []
        for part in filter(None, (part.strip() for part in re.split(r"[;,\n]", text))):
            code = self._exact(part)
            for word in [part] if code else part.split():
                each = code or self._exact(word)
                if each:
                    found[each] = None
                else:
                    unknown.append(word)
        return list(found), unknown

    def nearest(self, text: str) -> str:
        """Return the code that looks most like a text, else the first of the list."""
        labels = {label: min(ids) for label, ids in self._labels.items()}
        entries = {**labels, **self._codes}
        close = get_close_matches(folded(text), entries, n=1, cutoff=0.0)
        return entries[close[0]] if close else ""
