"""Reads the static edition of the site, file by file, and says what is wrong with it.

As a program: `python tests/crawl_files.py DIR`, where DIR is what `openssi export site DIR` wrote.
"""

import posixpath
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawl import LANGUAGES, Seen, faults_of_seen, read, told

NO_VALUE = re.compile(rb">\s*(?:nan|NaN|None|inf|undefined)\s*<|\b(?:NaN|undefined)\b")
NO_VALUE_IN_TABLE = re.compile(rb"(?:^|,)(?:nan|NaN|None|inf|-inf|NULL)(?=,|\r?$)", re.MULTILINE)
ELSEWHERE = ("http:", "https:", "mailto:", "data:", "//")


class FileCrawl:
    """Reads every file of a folder.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.files = {each.relative_to(root).as_posix() for each in root.rglob("*") if each.is_file()}
        self.faults: dict[str, list[str]] = {}
        self._ids: dict[str, set[str]] = {}

    def run(self) -> None:
        """Read pages, drawings and tables; then follow the links to places within other pages."""
        asked: list[tuple[str, str, str]] = []
        for each in sorted(self.files):
            found = list(self._faults_of(each, asked))
            if found:
                self.faults[each] = list(dict.fromkeys(found))
        for page, target, anchor in asked:
            if anchor not in self._ids.get(target, set()):
                self.faults.setdefault(page, []).append(f"anchor leads nowhere: {target}#{anchor}")

    def _faults_of(self, file: str, asked: list[tuple[str, str, str]]) -> Iterator[str]:
        content = (self._root / file).read_bytes()
        if file.endswith(".html"):
            language = file[:2] if file[:2] in LANGUAGES else "en"
            seen = read(content.decode(), language)
            self._ids[file] = set(seen.ids)
            yield from faults_of_seen(seen, language)
            yield from self._dead_links(file, seen, asked)
        pattern = {".svg": NO_VALUE, ".csv": NO_VALUE_IN_TABLE}.get(Path(file).suffix)
        found = pattern.search(content) if pattern else None
        if found:
            yield f"no value: {found[0]!r}"
        if not content:
            yield "empty file"

    def _dead_links(self, file: str, seen: Seen, asked: list[tuple[str, str, str]]) -> Iterator[str]:
        for link in dict.fromkeys(seen.links):
            if link.startswith(("#", *ELSEWHERE)) or not link:
                continue
            parts = urlsplit(link)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path)))
            if link.startswith("/") or target not in self.files:
                yield f"dead link: {link}"
            elif parts.fragment and target.endswith(".html"):
                asked.append((file, target, unquote(parts.fragment)))


def main() -> None:
    """Read the files of a folder and print what is wrong."""
    crawl = FileCrawl(Path(sys.argv[1]))
    crawl.run()
    sys.stdout.write(f"{len(crawl.files)} files\n{told(crawl.faults, 200)}\n")


if __name__ == "__main__":
    main()
