"""A server of one small form that follows the protocol of page and script, with an outage that can be switched."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from in_a_browser import SECONDS_BETWEEN_LOOKS
from openssi.collect.workbook_numbers import Ambiguous, parse_number
from openssi.definitions import load
from openssi.vocabulary.text import Language
from openssi_web.middleware import POLICY

STATIC = Path(__file__).parents[2] / "src" / "openssi_web" / "static" / "openssi"
PARTS = ("numbers", "queue", "cells", "keys", "findings", "paste", "conflict")
STYLE = (
    "@import url(form.css); td.selected { outline: 2px solid } "
    ".out { position: absolute; clip-path: inset(50%) } textarea { width: 4em }"
)
ROWS = ("OLD", "SUR", "DIS", "UNE")
REASONS = {"REAL": "Real change", "METHOD": "Change of method"}
LIMIT = 1_000_000


def key(row: str, sex: str = "F") -> str:
    return f"B.REC|QMA01|QMA01-{row}|{sex}|_T|_Z|_Z"


TOTAL = key("ALL", "F")
KIND = "S.MGMT|QMA01|_Z|_Z|_T|_Z|_Z"
FOLDED = "S.ABBR|QMA01|_Z|_Z|_T|_Z|_Z"
DAY = "S.START|QMA01|_Z|_Z|_T|_Z|_Z"
TEXT = "S.NAME|QMA01|_Z|_Z|_T|_Z|_Z"
NUMBERS = (*(key(row, sex) for row in ROWS for sex in "FM"), TOTAL)


@dataclass
class Stored:
    value: str = ""
    version: int = 1
    status: str = "A"
    note: str = ""
    by: str = "Ilse Varn"


@dataclass
class Form:
    """The state behind the page.

    Attributes:
        answers: Status of every answer to a save: 0 lets it through, -1 saves and then loses the answer.
        posts: Bodies of saves that came.
        written: Saves of each cell in their order, as the cell holds them.
        plain: Fields of the plain form that came.
    """

    answers: int = 0
    posts: list[dict[str, Any]] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)
    cells: dict[str, Stored] = field(default_factory=dict)
    answered: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    explained: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    plain: dict[str, list[str]] = field(default_factory=dict)
    address: str = ""

    def __post_init__(self) -> None:
        self.cells = {each: Stored() for each in (*NUMBERS, FOLDED, KIND, DAY, TEXT)}

    def values(self) -> dict[str, str]:
        return {each: stored.value for each, stored in self.cells.items() if stored.value}

    def somebody_else_saves(self, cell: str, value: str) -> None:
        before = self.cells[cell]
        self.cells[cell] = Stored(value, before.version + 1)

    def save(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Answer a save once; a second one with the same key gets the same answer."""
        with self.lock:
            self.posts.append(body)
            if self.answers > 0:
                return self.answers, {}
            if body["idempotency"] not in self.answered:
                answer = self._explain(body) if "explanations" in body else self._write(body["changes"])
                self.answered[body["idempotency"]] = answer
            return self.answered[body["idempotency"]]

    def _explain(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        for each in body["explanations"]:
            if len(each["text"]) < 5:
                return 422, {"refused": [{"key": each["finding"], "code": "SHORT", "message": "Please say more."}]}
            self.explained[each["finding"]] = f"{each['reason']}: {each['text']}"
        cells = [each["finding"].partition("@")[2] for each in body["explanations"]]
        return 200, {"findings": {cell: self.findings(cell) for cell in cells}}

    def _write(self, changes: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        stale = [each for each in changes if each["based_on"] != self.cells[each["key"]].version]
        if stale:
            return 409, {"conflicts": [self._conflict(each) for each in stale]}
        unfit = [each["key"] for each in changes if each["key"] in NUMBERS and number(each["value"]) is None]
        if unfit:
            message = "This is no number."
            return 422, {"refused": [{"key": each, "code": "NUMBER_UNFIT", "message": message} for each in unfit]}
        for each in changes:
            self._store(each)
        keys = [each["key"] for each in changes]
        return 200, {
            "saved": [self._saved(each) for each in keys],
            "findings": {each: self.findings(each) for each in keys},
            "calculated": [{"key": TOTAL, "value": str(self.total()), "shown": shown(str(self.total()))}],
            "progress": {"F2": [len(self.values()), len(NUMBERS)]},
        }

    def _store(self, change: dict[str, Any]) -> None:
        cell = change["key"]
        value = str(number(change["value"])) if cell in NUMBERS and change["value"] else change["value"]
        version = self.cells[cell].version + 1
        self.cells[cell] = Stored(value, version, change["status"], change["note"], "Ama Oru")
        self.written.append((cell, value))

    def _saved(self, cell: str) -> dict[str, Any]:
        stored = self.cells[cell]
        face = shown(stored.value) if cell in NUMBERS else stored.value
        return {"key": cell, "version": stored.version, "value": stored.value, "shown": face, "status": stored.status,
                "note": stored.note}  # fmt: skip

    def _conflict(self, change: dict[str, Any]) -> dict[str, Any]:
        stored = self.cells[change["key"]]
        theirs = {"value": stored.value, "shown": shown(stored.value), "version": stored.version, "by": stored.by,
                  "role": "National coordinator", "at": "2024-03-05T14:30:00+00:00"}  # fmt: skip
        return {"key": change["key"], "yours": {"value": change["value"]}, "theirs": theirs}

    def total(self) -> Decimal:
        return sum((Decimal(self.cells[key(row)].value or 0) for row in ROWS), Decimal(0))

    def findings(self, cell: str) -> list[dict[str, str]]:
        """Return what the rules say: negative is hard, a million is soft, nil informs."""
        value = self.cells[cell].value
        if cell not in NUMBERS or not value:
            return []
        rules = (("R020", "E", Decimal(value) < 0, "A number of persons is not negative."),
                 ("R066", "W", Decimal(value) >= LIMIT, "More recipients than persons."),
                 ("R095", "I", Decimal(value) == 0, "Nobody receives this benefit."))  # fmt: skip
        found = []
        for rule, severity, is_found, message in rules:
            ident = f"{rule}@{cell}"
            state = "explained" if ident in self.explained else "open"
            if is_found:
                found.append({"id": ident, "rule": rule, "severity": severity, "state": state, "message": message,
                              "remedy": "Please compare the register.",
                              "explanation": self.explained.get(ident, "")})  # fmt: skip
        return found

    def page(self, language: Language) -> str:
        words = {each: entry[language] for each, entry in load().texts.entries("form_script").items()}
        data = json.dumps({**words, "reasons": REASONS}).replace("<", "\\u003c")
        links = "".join(f'<link rel="modulepreload" href="/static/form-{part}.js?v=1">' for part in PARTS)
        decimal, group = (",", "\u00a0") if language == "fr" else (".", ",")
        rows = "".join(self._row(row) for row in ROWS)
        total = shown(self.cells[TOTAL].value)
        return (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Form</title>'
            f'<link rel="stylesheet" href="/static/style.css"><link rel="icon" href="data:,">{links}'
            f'<script type="module" src="/static/form.js?v=1"></script></head><body>'
            f'<script type="application/json" id="form-words">{data}</script>'
            f'<form id="form" data-draft="17" data-save="/{language}/cells" data-language="{language}" '
            f'data-person="Ama Oru" data-decimal="{decimal}" data-group="{group}" data-sign-in="/en/sign-in" '
            'method="post" action="/en/sent">'
            '<input type="hidden" name="csrfmiddlewaretoken" value="token">'
            '<p>F2: <span data-progress="F2">0</span> <progress data-progress="F2" max="9" value="0"></progress></p>'
            '<table class="form"><thead><tr><th>Item</th><th>2022</th><th>Women</th><th>Men</th><th>Status</th>'
            f"<th>Note</th></tr></thead><tbody>{rows}"
            f'<tr data-row="TOT"><th scope="row">Total</th><td class="past">9</td><td class="cell" data-key="{TOTAL}" '
            f'data-version="1" data-type="number" data-calculated><input value="{total}" readonly></td></tr>'
            '</tbody></table><details><summary>More</summary><table class="form"><tr data-row="S0"><th>S0</th>'
            f"{self._cell(FOLDED, 'text')}</tr></table></details>"
            f'<table class="form"><tbody>{self._other()}</tbody></table>'
            '<input name="article"> <button name="plain" value="yes">Save</button></form></body></html>'
        )

    def _row(self, row: str) -> str:
        women, men = (self._cell(key(row, sex), "number") for sex in "FM")
        stored = self.cells[key(row)]
        codes = "".join(f"<option{' selected' if code == stored.status else ''}>{code}</option>" for code in "AEM")
        return (
            f'<tr data-row="{row}"><th scope="row">{row} recipients <button type="button" class="what" '
            f'aria-expanded="false" aria-controls="d-{row}">?</button><p id="d-{row}">Persons in {row}.</p></th>'
            f'<td class="past">1,034</td>{women}{men}'
            f'<td class="status"><select data-for="{key(row)}">{codes}</select></td>'
            f'<td class="note"><input data-for="{key(row)}" value="{escape(stored.note)}"></td></tr>'
        )

    def _cell(self, cell: str, kind: str) -> str:
        stored = self.cells[cell]
        face = shown(stored.value) if cell in NUMBERS else stored.value
        field_ = f'<input name="{cell}" value="{escape(face)}" autocomplete="off"{" type=date" * (kind == "date")}>'
        if kind == "code":
            chosen = "".join(f"<option{' selected' * (code == face)}>{code}</option>" for code in ("", "PUB", "PRIV"))
            field_ = f'<select name="{cell}">{chosen}</select>'
        if kind == "text":
            field_ = f'<textarea rows="1" name="{cell}">{escape(face)}</textarea>'
        return f'<td class="cell" data-key="{cell}" data-version="{stored.version}" data-type="{kind}">{field_}</td>'

    def _other(self) -> str:
        kinds = (("S1", KIND, "code"), ("S2", DAY, "date"), ("S3", TEXT, "text"))
        return "".join(
            f'<tr data-row="{row}"><th scope="row">{row}</th>{self._cell(cell, kind)}</tr>' for row, cell, kind in kinds
        )


def number(text: str) -> Decimal | None:
    if not text:
        return Decimal(0)
    found = parse_number(text)
    return found.grouped if isinstance(found, Ambiguous) else found


def shown(value: str) -> str:
    return f"{Decimal(value):,}" if value else ""


@contextmanager
def serving(form: Form) -> Iterator[Form]:
    """Serve a form on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/static/style.css":
                self._send(200, "text/css", STYLE.encode())
            elif path.startswith("/static/"):
                kind = "text/css" if path.endswith("css") else "text/javascript"
                self._send(200, kind, (STATIC / Path(path).name).read_bytes())
            elif path.startswith("/fr"):
                self._send(200, "text/html", form.page("fr").encode())
            else:
                self._send(200, "text/html", form.page("en").encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/en/sent":
                form.plain = parse_qs(body.decode(), keep_blank_values=True)
                self._send(200, "text/html", b"<p>Thank you</p>")
                return
            assert self.headers["X-CSRFToken"] == "token"
            status, answer = form.save({**json.loads(body), "size": len(body)})
            if form.answers == -1:
                self.close_connection = True
                return
            self._send(status, "application/json", json.dumps(answer).encode())

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(SECONDS_BETWEEN_LOOKS,), daemon=True).start()
        form.address = f"http://127.0.0.1:{server.server_port}"
        yield form
        server.shutdown()
