"""Visits the public pages of the site in every language and says what is wrong with them.

As a program: `python tests/crawl.py WORKSPACE [MOST [LANGUAGE ...]]`, where MOST is how many addresses of one shape are
visited; pages of countries, indicators, dashboards and datasets in their first state are all visited in any case.
"""

import html
import os
import re
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import parse_qsl, urljoin, urlsplit

LANGUAGES = ("en", "fr", "es")
CLOSED = re.compile(
    r"^/(\w\w/)?(work|rounds?|people|correspondence|notebook|account|sign-in|sign-out|password|v1|sdmx|bulk|static)\b"
)
"""Addresses that need a person, or give no page."""

TOLD_EVERY = 200
"""Addresses after which a crawl says how far it is."""

CODES = re.compile(r"/(indicators|countries|cell|releases|metadata|data)/[^/?]+")
EVERY = re.compile(r"^/\w\w/(countries|indicators|dashboards|metadata|data|releases)(/[^?]*)?\?$")
"""Shapes of which a crawl of whole pages leaves out none: pages in their first state."""

FORMULA = re.compile(r"\b(?:[A-Z]|IND)\.[A-Z_0-9]+\b.*[=?;]")
"""A formula of an indicator, whose signs are those of the language of expressions."""

OUT_OF_VIEW = {"script", "style", "code", "pre", "textarea", "template", "dt-code"}
TOLD = ("title", "aria-label", "alt", "content")
"""Attributes that a reader hears or sees."""

VOID = {"meta", "link", "br", "img", "input", "hr", "source", "path", "rect", "circle", "line", "use", "wbr", "col"}
FAULTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("no value", re.compile(r"(?<![\w-])(nan|NaN|None(?!:? \w)|-?inf|undefined|NULL)(?![\w-])")),
    ("slot", re.compile(r"\{[a-z_.]+\}|%\([a-z]+\)s")),
    ("two spaces", re.compile(r"\S  +\S")),
    ("double sign", re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|(?<!:)::(?!:)|\(\s*\)|[(«“]\s*[)»”]|,\.|;\.")),
    ("space before a sign", re.compile(r"\w [,.](?:\s|$)")),
)
BY_LANGUAGE = {
    "en": (("space before a sign", re.compile(r"\w[ \u00a0][:;!?](?:\s|$)")),),
    "es": (("space before a sign", re.compile(r"\w[ \u00a0][:;!?](?:\s|$)")),),
    "fr": (
        ("no U+00A0", re.compile(r"\w [:;!?»](?:\s|$)|\w[;!?](?:\s|$)|[\w%)]:\s|«[^\u00a0\u202f]|[^\u00a0\u202f\s]»")),
        ("straight apostrophe", re.compile(r"[^\W\d_]'[^\W\d_]")),
        ("no U+00A0 before %", re.compile(r"\d ?%(?<!\u00a0%)")),
    ),
}


class Seen(HTMLParser):
    """What a page holds: pieces of text with their language, links, ids, headings, figures, drawings.

    A text of an unknown language carries an empty `lang`. Names and tooltips are of the language of their place: no
    attribute can say which part of it somebody else wrote.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.figures: list[list[str]] = []
        self.drawings: list[Counter[str]] = []
        self._open: list[tuple[str, str, bool, bool]] = [("", language, True, False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("id"):
            self.ids.append(given["id"])
        self.links += [given[name] for name in ("href", "src") if given.get(name)]
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        _, language, is_seen, _ = self._open[-1]
        own = given.get("lang", language)
        if tag != "meta":
            self.texts += [(own, given[name]) for name in TOLD if given.get(name)]
        self._draw(tag, given)
        is_figure = tag in {"figure", "section"} and "figure" in given.get("class", "").split()
        if is_figure:
            self.figures.append([given.get("id") or given.get("aria-labelledby", "")])
        if tag not in VOID:
            self._open.append((tag, own, is_seen and tag not in OUT_OF_VIEW, is_figure))

    def _draw(self, tag: str, given: dict[str, str]) -> None:
        if tag == "svg" and given.get("class") == "drawing":
            self.drawings.append(Counter())
        elif self.drawings and tag in {"rect", "circle", "path"} and "fill" in given:
            self.drawings[-1]["marks"] += 1
        elif self.drawings and tag == "text":
            self.drawings[-1]["labels"] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        names = [each[0] for each in self._open]
        if tag in names[1:]:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        tag, language, is_seen, _ = self._open[-1]
        if not data.strip() or not is_seen:
            return
        if self.drawings and tag == "text":
            self.drawings[-1]["told"] += 1
        self.texts.append((language, data))
        if self.figures and any(each[3] for each in self._open) and tag not in {"h2", "h3"}:
            self.figures[-1].append(data.strip())


def read(text: str, language: str) -> Seen:
    """Return what a page holds."""
    seen = Seen(language)
    seen.feed(text)
    return seen


def faults_of(text: str, language: str) -> list[str]:
    """Return what is wrong with a page by itself."""
    return faults_of_seen(read(text, language), language)


def faults_of_seen(seen: Seen, language: str) -> list[str]:
    """Return what is wrong with a page that was read."""
    found = [fault for spoken, piece in seen.texts for fault in _faults_of_text(piece, spoken, language)]
    found += [f"id twice: {each}" for each, count in Counter(seen.ids).items() if count > 1]
    found += _faults_of_headings(seen.levels)
    found += [f"figure without text: {each[0]}" for each in seen.figures if len(each) == 1]
    found += ["axis without marks" for each in seen.drawings if not each["marks"]]
    found += ["axis with an empty label" for each in seen.drawings if each["told"] < each["labels"]]
    anchors = {each[1:] for each in seen.links if each.startswith("#") and len(each) > 1}
    return found + [f"anchor leads nowhere: #{each}" for each in sorted(anchors - set(seen.ids))]


def _faults_of_text(piece: str, spoken: str, language: str) -> Iterator[str]:
    line = piece.strip("\n")
    is_ours = spoken == language and not FORMULA.search(line)
    rules = (*FAULTS, *BY_LANGUAGE.get(spoken, ())) if is_ours else FAULTS[:2]
    for name, pattern in rules:
        match = pattern.search(line)
        if match:
            around = line[max(match.start() - 30, 0) : match.end() + 30].strip()
            yield f"{name}: {around!r}"


def _faults_of_headings(levels: list[int]) -> list[str]:
    found = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of the first level"]
    jumps = [(one, other) for one, other in pairwise(levels) if other > one + 1]
    return found + [f"heading h{other} under h{one}" for one, other in jumps]


def shape_of(address: str) -> str:
    """Return the shape of an address: its codes and the values of its choices left out."""
    parts = urlsplit(address)
    names = sorted(name for name, _ in parse_qsl(parts.query))
    return f"{CODES.sub(lambda found: f'/{found[1]}/*', parts.path)}?{','.join(names)}"


FIGURES = re.compile(r"/dashboards/[^/?]+/[^/?.]+\.")


def rough_shape_of(address: str) -> str:
    """Return the shape of an address with the figures of all dashboards taken for one, of each kind of file."""
    return FIGURES.sub("/dashboards/*/*.", shape_of(address))


class Crawl:
    """Follows links from the first page of a language, and keeps what is wrong by address.

    Args:
        get: Returns status, media type and text of an address.
        most: Addresses of one shape that are visited, or none for all.
        every_page: Whether pages in their first state are all visited, however few addresses of a shape are.
        shape: What tells the shape of an address.
    """

    def __init__(
        self,
        get: Callable[[str], tuple[int, str, str]],
        most: int | None = None,
        *,
        every_page: bool = False,
        shape: Callable[[str], str] = shape_of,
    ) -> None:
        self._get = get
        self._most = most
        self._every_page = every_page
        self._shape = shape
        self.visited: dict[str, int] = {}
        self.faults: dict[str, list[str]] = {}

    def run(self, language: str) -> None:
        """Visit the pages of a language."""
        shapes: Counter[str] = Counter()
        waiting, known = deque([(f"/{language}/", "")]), {f"/{language}/"}
        while waiting:
            address, source = waiting.popleft()
            shape = self._shape(address)
            shapes[shape] += 1
            is_wanted = self._every_page and EVERY.match(shape)
            if self._most is not None and shapes[shape] > self._most and not is_wanted:
                continue
            for link in self._visit(address, source, language):
                if link.startswith(f"/{language}/") and link not in known:
                    known.add(link)
                    waiting.append((link, address))

    def _visit(self, address: str, source: str, language: str) -> list[str]:
        status, media_type, text = self._get(address)
        self.visited[address] = status
        if len(self.visited) % TOLD_EVERY == 0:
            sys.stderr.write(f"{len(self.visited)} addresses, the last {address}\n{told(self.faults)}\n")
        if status != 200:
            if status not in {301, 302}:
                self.faults.setdefault(source, []).append(f"dead link ({status}): {address}")
            return []
        if not media_type.startswith("text/html"):
            return []
        seen = read(text, language)
        found = faults_of_seen(seen, language)
        if found:
            self.faults[address] = [*self.faults.get(address, []), *dict.fromkeys(found)]
        links = (html.unescape(each) for each in seen.links)
        own = (
            urljoin(address, each).partition("#")[0] for each in links if not each.startswith(("#", "data:", "mailto:"))
        )
        return [each for each in own if each.startswith("/") and not CLOSED.match(each)]


def told(faults: dict[str, list[str]], most: int = 12) -> str:
    """Return what is wrong as lines, each fault once with how often and where first."""
    counted: dict[str, list[str]] = {}
    for address, found in faults.items():
        for each in found:
            counted.setdefault(each, []).append(address)
    ordered = sorted(counted.items(), key=lambda each: -len(each[1]))
    return "\n".join(f"{len(where)} × {fault} at {where[0]}" for fault, where in ordered[: most or None])


def crawl_site(
    most: int | None,
    languages: Sequence[str] = LANGUAGES,
    *,
    every_page: bool = False,
    shape: Callable[[str], str] = shape_of,
) -> Crawl:
    """Visit the site of this process."""
    from django.test import Client

    client = Client(raise_request_exception=False)

    def get(address: str) -> tuple[int, str, str]:
        answer = client.get(address)
        media_type = answer.headers.get("Content-Type", "")
        text = answer.content.decode() if media_type.startswith("text/html") and not answer.streaming else ""
        return answer.status_code, media_type, text

    crawl = Crawl(get, most, every_page=every_page, shape=shape)
    for each in languages:
        crawl.run(each)
    return crawl


def main() -> None:
    """Crawl a workspace and print what is wrong."""
    os.environ["OPENSSI_WORKSPACE"] = sys.argv[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openssi_web.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    most = int(sys.argv[2]) if len(sys.argv) > 2 else None
    crawl = crawl_site(most, sys.argv[3:] or LANGUAGES, every_page=True)
    sys.stdout.write(f"{len(crawl.visited)} addresses\n{told(crawl.faults, 200)}\n")


if __name__ == "__main__":
    main()
