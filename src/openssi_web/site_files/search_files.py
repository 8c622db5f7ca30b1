"""The search of a site in files: an index that a script reads, and a list from A to Z for whoever has none."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openssi.definitions import Texts
from openssi.present.search import SearchEntry
from openssi.present.search.folding import folded, words_of
from openssi.vocabulary.text import Language
from openssi_web.searching import address_of, index_of
from openssi_web.site_files.rewriting import STATIC_FOLDER, Rewriter

OTHER_SIGNS = "#"
"""Heading of names that begin with no letter."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of the list; its link is empty where it leads nowhere."""

    kind: str
    name: str
    code: str
    line: str
    href: str
    words: str


def listed(release_id: str, language: Language, texts: Texts, rewriter: Rewriter, file: str) -> list[Listed]:
    """Return everything that can be found, in the order of the names.

    Args:
        release_id: The release.
        language: Language of the list.
        texts: Words of the interface.
        rewriter: Tells which links lead to files.
        file: The file from which the links lead.
    """
    entries = index_of(release_id, language).entries
    made = [_listed(each, language, texts, rewriter, file) for each in entries]
    return sorted(made, key=lambda each: (folded(each.name), each.code))


def by_letter(entries: Sequence[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    """Iterate over the letters of the alphabet with the names that begin with them."""
    found: dict[str, list[Listed]] = {}
    for each in entries:
        first = folded(each.name)[:1].upper()
        found.setdefault(first if first.isalpha() else OTHER_SIGNS, []).append(each)
    yield from found.items()


def index_file(language: Language) -> str:
    """Return the file of the index of a language, below the folder."""
    return f"{STATIC_FOLDER}/search-{language}.js"


def index_script(entries: Sequence[Listed]) -> bytes:
    """Return the index as a script: pages that are opened from a disk may read no other files."""
    rows = [[each.kind, each.name, each.code, each.line, each.href, each.words] for each in entries]
    return f"window.openssiSearch = {json.dumps(rows, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _listed(entry: SearchEntry, language: Language, texts: Texts, rewriter: Rewriter, file: str) -> Listed:
    address = address_of(entry, language)
    target = rewriter.link(address, file)
    href = target if target is not None else f"{rewriter.online}{address}" if rewriter.online else ""
    words = words_of(" ".join((entry.name, entry.code, *entry.codes, *entry.aliases)))
    kind = texts.get(f"search.kind.{entry.kind}", language)
    return Listed(kind, entry.name, entry.code, entry.line, href, " ".join(dict.fromkeys(words)))
