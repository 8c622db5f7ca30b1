"""Starts the site on one machine: waitress, threads, no account, no service."""

import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import waitress

from openssi.run.console import complain
from openssi.vocabulary.attachment import MEGABYTE
from openssi.vocabulary.errors import TryAgain
from openssi_web import published, releases
from openssi_web.accounts.secret import make_secret_key
from openssi_web.process import readiness
from openssi_web.warm import WarmUp

PORTS_TRIED = 50
WAIT_FOR_WORKERS = 10.0
"""Seconds."""
WAIT_FOR_WARM_UP = 60.0
"""Seconds; a step takes one or two, on a busy machine more, and the database engine may not be closed within it."""
HOSTS_VARIABLE = "OPENSSI_HOSTS"
PROXY_VARIABLE = "OPENSSI_PROXY"
SITE_VARIABLE = "OPENSSI_SITE"
"""Address of the site in letters; where it is not told, that under which it listens."""

_WORKERS = "waitress"
_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not listened on


def serve(
    workspace: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a workspace until it is interrupted.

    Args:
        workspace: The folder of the workspace.
        host: Address to listen on.
        port: Port to listen on; the next free one where it is taken, any free one where it is 0.
        open_browser: Whether to open the first page in the browser.
        ready: Told the address when the site can be opened.
    """
    os.environ[releases.WORKSPACE_VARIABLE] = str(workspace)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openssi_web.settings")
    os.environ[HOSTS_VARIABLE] = " ".join([os.environ.get(HOSTS_VARIABLE, ""), *_names(host)]).strip()
    make_secret_key(workspace)
    from django.conf import settings

    from openssi_web.application import application
    from openssi_web.channel import PatientChannel
    from openssi_web.rounds.letters.sender import sender
    from openssi_web.uploads import LARGEST_BODY

    # Settings may have been read before: the demonstration has made its people by then.
    settings.ALLOWED_HOSTS = sorted({*settings.ALLOWED_HOSTS, *_names(host)})
    is_open_for_work, warm_up = _prepare(), WarmUp()
    listener = _listener(host, port)
    limits = {"threads": 8, "max_request_body_size": LARGEST_BODY * MEGABYTE}
    server = waitress.create_server(
        application, sockets=[listener], ident="OpenSSI", **limits, **_trusted(settings.IS_ENCRYPTED)
    )
    server.channel_class = PatientChannel
    workers = [thread for thread in threading.enumerate() if thread.name.startswith(_WORKERS)]
    address = f"http://{_shown(host)}:{listener.getsockname()[1]}/"
    os.environ.setdefault(SITE_VARIABLE, address.rstrip("/"))
    with suppress(KeyboardInterrupt), _ended_by_termination(), closing(server):
        if ready:
            ready(address)
        warm_up.start()
        if is_open_for_work:
            sender.wake()
        if open_browser:
            threading.Timer(0.3, webbrowser.open, [address]).start()
        server.run()
    # Interrupted before its loop began, the server has told nobody to end.
    server.task_dispatcher.shutdown()
    # A thread on its way out, no longer listed by then, still lets go of its connection: that must not happen while
    # the interpreter ends.
    for worker in workers:
        worker.join(WAIT_FOR_WORKERS)
    warm_up.stop(WAIT_FOR_WARM_UP)
    sender.stop(WAIT_FOR_WORKERS)
    published.clear()
    releases.close()


@contextmanager
def _ended_by_termination() -> Iterator[None]:
    """Let SIGTERM, by which services are stopped, do what Ctrl-C does; a second one ends the process at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _prepare() -> bool:
    """Bring the database up to date; where that cannot be done, only what is published is served, and it is said."""
    cause = readiness.prepare()
    if cause:
        complain(TryAgain.because("WORK_CLOSED", cause=cause))
    return not cause


def _trusted(is_encrypted: bool) -> dict[str, object]:
    """Return which server in front is believed when it says who asks, and that the line is encrypted."""
    if not is_encrypted:
        return {}
    proxy = os.environ.get(PROXY_VARIABLE) or "127.0.0.1"
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": proxy, "trusted_proxy_count": 1, "trusted_proxy_headers": headers}


def _names(host: str) -> list[str]:
    """Return the names that the site answers to beside localhost.

    Where it listens on every address these are the names and addresses of the machine; others, such as the name that
    a proxy is reached under, are told in OPENSSI_HOSTS.
    """
    if host in _THIS_MACHINE:
        return []
    if host not in _EVERYWHERE:
        return [_bracketed(host)]
    name = socket.gethostname()
    with suppress(OSError):
        found = {str(address[4][0]) for address in socket.getaddrinfo(name, None)}
        return sorted({name, socket.getfqdn(), *map(_bracketed, found), *_outward()})
    return [name]


def _outward() -> list[str]:
    """Return the address that other machines see, asked of the routing table; nothing is sent."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return [str(probe.getsockname()[0])]
    return []


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    tried = [0] if port == 0 else [*range(port, min(port + PORTS_TRIED, 65536)), 0]
    for each in tried:
        listener = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, each))
        except OSError:
            listener.close()
            continue
        listener.listen(128)
        return listener
    raise OSError(f"no free port on {host}")
