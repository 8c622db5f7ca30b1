"""Pages of the site as files: links lead to files, or say that they need the site on line."""

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

_BAR = re.compile(r'<form class="bar-search".*?</form>\s*', re.DOTALL)
_ACCOUNT = re.compile(r'<div class="me">.*?</div>\s*', re.DOTALL)
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_TAG = re.compile(r"<(?:a|link|script|img|iframe|source|use|area)\b[^>]*>")
_LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
_STATIC = "/static/openssi/"
STATIC_FOLDER = "static"
EXTRA_STYLE = "site-files.css"


@dataclass(frozen=True, slots=True)
class Words:
    """What a page in a file says beside what it says on line."""

    notice: str
    no_form: str


@dataclass(frozen=True)
class Rewriter:
    """Turns pages into files.

    Attributes:
        files: Files by the keys of their addresses.
        key: Tells the key of an address.
        base: Where the site is on line, as its pages name it.
        online: The same, or empty where nobody told it: links that need it then lead nowhere.
    """

    files: Mapping[str, str]
    key: Callable[[str], str]
    base: str
    online: str

    def page(self, text: str, address: str, file: str, words: Words) -> str:
        """Return a page as it stands in a file.

        Args:
            text: The page.
            address: Its address, to which its relative links belong.
            file: Its file, below the folder.
            words: What it says of itself.
        """
        text = _ACCOUNT.sub("", _BAR.sub("", text))
        told = f'<p class="only-online">{html.escape(words.no_form)}</p>'
        text = _FORM.sub(lambda _: told, text)
        text = _TAG.sub(lambda found: self._tag(found.group(), address, file), text)
        style = f'<link rel="stylesheet" href="{relative(f"{STATIC_FOLDER}/{EXTRA_STYLE}", file)}">\n</head>'
        notice = f'<aside class="site-files"><p class="frame">{html.escape(words.notice)}</p></aside>\n<main '
        return text.replace("</head>", style, 1).replace("<main ", notice, 1)

    def link(self, address: str, file: str) -> str | None:
        """Return where a link leads from a file: to a file, to another site; none where it needs the site on line."""
        own = address.removeprefix(self.base) if address.startswith(f"{self.base}/") else address
        if not own.startswith("/") or own.startswith("//"):
            return address
        if own.startswith(_STATIC):
            return relative(f"{STATIC_FOLDER}/{urlsplit(own).path.removeprefix(_STATIC)}", file)
        plain, _, anchor = own.partition("#")
        found = self.files.get(self.key(plain))
        return None if found is None else relative(found, file) + (f"#{anchor}" if anchor else "")

    def _tag(self, tag: str, address: str, file: str) -> str:
        found = _LINK.search(tag)
        if found is None or found.group(1).startswith("#"):
            return tag
        asked = urljoin(address, html.unescape(found.group(1)))
        target = self.link(asked, file)
        if target is not None:
            return f"{tag[: found.start(1)]}{html.escape(target)}{tag[found.end(1) :]}"
        if tag.startswith("<link"):
            return ""
        own = asked.removeprefix(self.base)
        online = f'href="{html.escape(self.online + own)}" data-online' if self.online else "data-online"
        return f"{tag[: found.start()]}{online}{tag[found.end() :]}"


def relative(target: str, file: str) -> str:
    """Return the way from one file to another."""
    return posixpath.relpath(target, posixpath.dirname(file) or ".")
