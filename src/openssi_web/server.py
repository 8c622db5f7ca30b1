"""Starts the site on one machine: waitress, threads, no account, no service."""

import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import waitress

from openssi_web.releases import WORKSPACE_VARIABLE

PORTS_TRIED = 50


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
    os.environ[WORKSPACE_VARIABLE] = str(workspace)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openssi_web.settings")
    if host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ["OPENSSI_HOSTS"] = f"{os.environ.get('OPENSSI_HOSTS', '')} {host} {socket.gethostname()} *".strip()
    from openssi_web.wsgi import application

    listener = _listener(host, port)
    server = waitress.create_server(application, sockets=[listener], threads=8, ident="OpenSSI")
    address = f"http://{_shown(host)}:{listener.getsockname()[1]}/"
    with suppress(KeyboardInterrupt), closing(server):
        if ready:
            ready(address)
        if open_browser:
            threading.Timer(0.3, webbrowser.open, [address]).start()
        server.run()


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
