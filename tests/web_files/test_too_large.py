"""Whatever is sent, no more of it is read than may be, and the person is told at the place where it happened."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import waitress
from django.test import Client, RequestFactory

from openssi_web.accounts.models import Person
from openssi_web.channel import PatientChannel
from openssi_web.rounds.models import Attachment
from openssi_web.uploads import TOO_LARGE, TooLargeMiddleware
from web_files.conftest import SignedIn
from web_rounds.cast import RECEIPTS, Cast

HERE = f"/es/round/QMA/2024/files?cell={quote(str(RECEIPTS))}"
GIGABYTE = 1_000_000_000
BOUNDARY = "--------------------------7f"
BEGINS = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="caption"\r\n\r\nEscaneo\r\n'
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n\r\n%PDF-'
).encode()


@dataclass
class Stream:
    """A form with a file of one gigabyte, which counts how much of it was read."""

    read_bytes: int = 0

    def read(self, size: int = -1) -> bytes:
        wanted = GIGABYTE if size < 0 else size
        found = (BEGINS if not self.read_bytes else b"").ljust(min(wanted, GIGABYTE - self.read_bytes), b"\0")
        self.read_bytes += len(found)
        return found

    readline = read


def asked(person: Person, body: Stream, **more: Any) -> Any:
    """Send a form as a browser does, whose token stands beside it; the test client itself reads nothing of it."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    client.cookies["csrftoken"] = "a" * 32
    path, _, query = HERE.partition("?")
    return client.request(
        REQUEST_METHOD="POST",
        PATH_INFO=path,
        QUERY_STRING=query,
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH=str(GIGABYTE),
        HTTP_X_CSRFTOKEN="a" * 32,
        **{"wsgi.input": body, **more},
    )


@pytest.mark.django_db
def test_of_a_form_of_a_gigabyte_the_site_reads_a_file_and_no_more(cast: Cast, settings: Any, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(aside)
    body = Stream()
    response = asked(cast.ana, body)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Lo enviado supera 20 MB y no se leyó hasta el final." in page
    assert 'value="Escaneo"' in page
    assert 20_000_000 < body.read_bytes < 20_200_000
    assert (list(aside.iterdir()), Attachment.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_script_is_told_the_same_as_json(cast: Cast) -> None:
    response = asked(cast.ana, Stream(), HTTP_ACCEPT="application/json")
    assert response.status_code == 422
    assert [(each["key"], each["code"]) for each in response.json()["refused"]] == [
        (str(RECEIPTS), "ROUND_BODY_TOO_LARGE")
    ]


@pytest.mark.django_db
def test_a_body_that_the_server_did_not_let_in_is_refused_at_the_same_place(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.ana).get(HERE, **{TOO_LARGE: True})
    assert response.status_code == 422
    assert "Lo enviado supera 64 MB" in response.content.decode()
    assert 'action="/es/round/QMA/2024/files?cell=' in response.content.decode()
    assert signed_in(cast.bo).get(HERE, **{TOO_LARGE: True}).status_code == 404


def _reached(_: Any) -> Any:
    raise AssertionError("the page was asked")


def test_anywhere_else_a_page_of_its_own_says_it(world: Any) -> None:
    answered = TooLargeMiddleware(_reached)
    page = answered(RequestFactory().get("/fr/round/QMA/2024/workbook", **{TOO_LARGE: True}))
    assert page.status_code == 413
    assert "L’envoi dépasse 64 Mo" in page.content.decode()
    for path, headers in (("/v1/figures", {}), ("/fr/no/such", {"accept": "application/json"})):
        told = answered(RequestFactory().get(path, headers=headers, **{TOO_LARGE: True}))
        assert (told.status_code, json.loads(told.content)["refused"][0]["code"]) == (413, "ROUND_BODY_TOO_LARGE")


def test_a_request_that_was_read_goes_on() -> None:
    assert TooLargeMiddleware(lambda request: request)(RequestFactory().get("/")).path == "/"  # type: ignore[arg-type, return-value]


# The server


def told(environment: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    start("422 Unprocessable", [("Content-Type", "text/plain")])
    body = environment["wsgi.input"].read()
    return [json.dumps([environment["REQUEST_METHOD"], environment.get(TOO_LARGE), len(body)]).encode()]


@pytest.fixture
def port() -> Iterator[int]:
    """A server that lets in a thousand bytes."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(8)
    server = waitress.create_server(told, sockets=[listener], threads=1, max_request_body_size=1000)
    server.channel_class = PatientChannel
    thread = threading.Thread(target=_serve, args=[server])
    thread.start()
    yield listener.getsockname()[1]
    until = time.monotonic() + 10
    while server.active_channels and time.monotonic() < until:
        time.sleep(0.01)
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(10)


def _serve(server: Any) -> None:
    server.asyncore.loop(timeout=0.05, map=server._map, use_poll=False)


def answer(port: int, head: str, body: bytes) -> str:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as line:
        line.sendall(f"POST /a HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode())
        line.sendall(body)
        found = b""
        while piece := line.recv(4096):
            found += piece
    return found.decode()


def test_a_body_that_is_let_in_reaches_the_site(port: int) -> None:
    assert '["POST", null, 5]' in answer(port, "Content-Length: 5\r\nConnection: close", b"abcde")


def test_one_that_is_not_comes_as_a_question_without_body_and_the_answer_arrives_though_all_was_sent(port: int) -> None:
    found = answer(port, "Content-Length: 3000000", b"\0" * 3_000_000)
    assert found.startswith("HTTP/1.1 422 Unprocessable")
    assert '["GET", true, 0]' in found


def test_the_same_holds_for_a_body_whose_length_was_not_said(port: int) -> None:
    chunk = b"400\r\n" + b"\0" * 0x400 + b"\r\n"
    assert '["GET", true, 0]' in answer(port, "Transfer-Encoding: chunked", chunk * 20 + b"0\r\n\r\n")


def test_a_request_that_is_none_is_answered_as_waitress_does(port: int) -> None:
    assert answer(port, "Content-Length: many", b"").startswith("HTTP/1.1 400 Bad Request")
