"""What the two schemes answer, and how a test sees and sends the page."""

import re
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.observation import Observation
from openssi_web.accounts.models import Person
from openssi_web.rounds.models import SubmissionDraft
from web_rounds.cast import Cast, save, saved
from web_rounds.invented import YEAR

PAGE = f"/en/round/QMA/{YEAR}/totals"
OLD = CellKey("H.COV_OLD")
WOMEN = OLD._replace(sex="F")
METHOD = CellKey("H.DEDUP")
OVERLAP = CellKey("H.OVERLAP", breakdown="QMA01+QMA02")
FIRST = CellKey("B.REC", "QMA01", "QMA01-01")
SECOND = CellKey("B.REC", "QMA02", "QMA02-01")

Sent = dict[str, str]


def population() -> list[Observation]:
    sizes = {"X.POP_TOTAL": 1000, "X.POP_CHILD": 300, "X.POP_PENAGE": 100, "X.LF": 500}
    return [
        Observation(ref_area="QMA", item=item, time_period=YEAR, value=Decimal(size), channel="context")
        for item, size in sizes.items()
    ]


def answer_two_pensions(cast: Cast) -> None:
    told = {"B.CONTIG": "TOTAL PENSION", "B.FORM": "CASH_PER", "B.UNIT_REC": "PERSON", "B.FUNC": "OLD"}
    for cell, contrib, persons in ((FIRST, "CONTRIB", "70"), (SECOND, "NONCONTRIB", "60")):
        for item, text in {**told, "B.CONTRIB": contrib, "B.REC": persons}.items():
            put(cast, cell._replace(item=item), text)


def put(cast: Cast, key: CellKey, text: str, who: Person | None = None, **parts: Any) -> None:
    """Answer a cell as the coordinator, whatever stands there."""
    row = cast.draft.versions.filter(**key._asdict()).order_by("-version").first()
    version = row.version if row is not None else 0
    request = f"put-{str(hash((key, text, version))).strip('-')}"
    saved(save(who or cast.cleo, cast.draft, key, text, request, based_on=version, **parts))


def number(draft: SubmissionDraft, key: CellKey) -> tuple[str, str, str, str]:
    """Return number, status, method and note of a cell as it is now."""
    row = draft.current.select_related("answer").filter(**key._asdict()).first()
    if row is None:
        return ("", "", "", "")
    return (row.answer.number, row.answer.obs_status, row.answer.method, row.answer.note)


# The page


class _Forms(HTMLParser):
    """Every form of a page, with what it would send when one of its buttons is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Sent] = []
        self.buttons: list[list[str]] = []
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
            self.buttons.append([])
        elif not self.forms:
            return
        elif tag == "input" and "name" in given:
            self.forms[-1][given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._area = given["name"]
            self.forms[-1][self._area] = ""
        elif tag == "select":
            self._select = given["name"]
            self.forms[-1][self._select] = ""
        elif tag == "option" and "selected" in given:
            self.forms[-1][self._select] = given["value"]
        elif tag == "button" and given.get("name") == "do":
            self.buttons[-1].append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data


def forms(response: Any) -> list[tuple[Sent, list[str]]]:
    """Return the forms of a page: what each sends, and its buttons."""
    parser = _Forms()
    parser.feed(response.content.decode())
    return list(zip(parser.forms, parser.buttons, strict=True))


def form(response: Any, action: str, key: CellKey) -> Sent:
    """Return what the form of a page sends that does something with a cell.

    Raises:
        StopIteration: if there is none.
    """
    return next(
        {**sent, "do": action}
        for sent, buttons in forms(response)
        if action in buttons and (sent.get("cell") == str(key) or str(key) in sent)
    )


def has_form(response: Any, action: str, key: CellKey) -> bool:
    return any(
        action in buttons and (sent.get("cell") == str(key) or str(key) in sent) for sent, buttons in forms(response)
    )


def text_of(response: Any, section: str = "t-H-COV_OLD") -> str:
    """Return the words of one section of the page."""
    page: str = response.content.decode()
    found = re.search(rf'<section class="[^"]*" id="{section}".*?</section>', page, re.DOTALL)
    assert found is not None, section
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def signed_in(client: Client, who: Person) -> Client:
    client.force_login(who)
    return client


def opened(client: Client, who: Person, page: str = PAGE) -> HttpResponse:
    response = signed_in(client, who).get(page)
    assert response.status_code == 200, response.status_code
    return response  # type: ignore[return-value]
