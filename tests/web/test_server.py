"""The site as a newcomer starts and ends it."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

from openssi_web import releases
from openssi_web.server import HOSTS_VARIABLE, _names, serve

OPENSSI = Path(sys.executable).with_name("openssi")


def started(demonstration: Path, port: int) -> "subprocess.Popen[str]":
    command = [str(OPENSSI), "--lang", "en", "demo", "--workspace", str(demonstration), "--port", str(port)]
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=own)


def address_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"http://[\w.]+:\d+", line)
        if found:
            return found.group()
    raise AssertionError("no address was printed")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise on Windows")
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_the_site_prints_its_address_and_ends_with_ctrl_c_or_as_a_service_and_leaves_no_folder(
    ended_by: signal.Signals, demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with started(demonstration, 0) as process:
        address = address_of(process)
        with urlopen(f"{address}/en/") as page:  # noqa: S310 - our own server
            assert page.status == 200
        with urlopen(f"{address}/static/openssi/site.css") as style:  # noqa: S310 - our own server
            assert style.status == 200
        with urlopen(f"{address}/bulk/table_of_contents_indicator_en.csv") as contents:  # noqa: S310 - our own server
            assert contents.status == 200
        assert list(tmp_path.glob("openssi-*"))
        process.send_signal(ended_by)
        assert process.wait(timeout=60) == 0
        assert process.stdout is not None
        assert "closed" in process.stdout.read()
    assert list(tmp_path.glob("openssi-*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise on Windows")
def test_a_taken_port_gives_way_to_the_next(demonstration: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(demonstration, port) as process:
            address = address_of(process)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0
        assert not address.endswith(f":{port}")


@pytest.mark.parametrize(
    ("host", "names"),
    [("127.0.0.1", []), ("::1", []), ("192.0.2.7", ["192.0.2.7"]), ("2001:db8::7", ["[2001:db8::7]"])],
)
def test_the_site_answers_to_the_host_it_is_served_on_and_to_no_other(host: str, names: list[str]) -> None:
    assert _names(host) == names


def test_a_site_on_every_address_answers_to_the_names_of_the_machine_and_not_to_all() -> None:
    names = _names("0.0.0.0")  # noqa: S104 - nothing listens
    assert socket.gethostname() in names
    assert "*" not in names


@pytest.mark.django_db(transaction=True)
def test_who_interrupts_before_the_first_request_does_not_wait_for_the_threads(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_address: str) -> None:
        raise KeyboardInterrupt

    for variable in (releases.WORKSPACE_VARIABLE, HOSTS_VARIABLE):
        monkeypatch.setenv(variable, "")
    monkeypatch.setattr("openssi_web.server.WAIT_FOR_WORKERS", 0.0)
    serve(demonstration, port=0, ready=interrupt)
    assert [each.name for each in threading.enumerate() if each.name.startswith("waitress")] == []
