"""Run a command on a PostgreSQL of its own: a throw-away cluster that is stopped and removed when the command ends.

    python tests/postgresql.py [--durable] COMMAND [ARGUMENT ...]

The command finds the cluster in DATABASE_URL. It listens on a socket in a temporary folder that only its owner may
enter, so it meets no other PostgreSQL of the machine and nobody else meets it. Where DATABASE_URL names a PostgreSQL
already, that one is used; with OPENSSI_NO_POSTGRES=1 the command is not run at all. Nothing is written through to the
disk unless `--durable` is asked for, as a measurement does.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

DECLINED = "OPENSSI_NO_POSTGRES"
ADDRESS = "DATABASE_URL"
USER = "openssi"
PATIENCE = 30.0
"""Seconds until it has to answer, and to stop."""

_NEEDED = ("initdb", "postgres")
_USUAL = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
_OWNERS = ("postgres", "nobody")
# Tables that each test empties again would be taken for empty ones by a look between two tests.
_FOR_TESTS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


def programs() -> Path | None:
    """Return the folder of the programs of PostgreSQL, the newest that is found; none where there is none."""
    folders = [folder for pattern in _USUAL for folder in Path("/").glob(pattern.lstrip("/"))]
    named = [_told_by_pg_config(), *sorted(folders, key=_version, reverse=True), *_on_the_path()]
    return next((each for each in named if each and all((each / name).exists() for name in _NEEDED)), None)


def _told_by_pg_config() -> Path | None:
    program = shutil.which("pg_config")
    if program is None:
        return None
    told = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
    return Path(told.stdout.strip()) if told.returncode == 0 and told.stdout.strip() else None


def _on_the_path() -> list[Path]:
    found = shutil.which(_NEEDED[0])
    return [Path(found).resolve().parent] if found else []


def _version(folder: Path) -> tuple[int, ...]:
    digits = "".join(each if each.isdigit() else " " for each in str(folder))
    return tuple(map(int, digits.split()))


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Start a cluster and yield its address; it is gone afterwards, whatever happened meanwhile."""
    found = programs()
    if found is None:
        sys.exit("PostgreSQL is not on this machine. Please run: python tests/programs_needed.py")
    owner = _owner()
    with tempfile.TemporaryDirectory(prefix="openssi-pg-", ignore_cleanup_errors=True) as folder:
        if owner:
            shutil.chown(folder, *owner.values())
        data = Path(folder) / "data"
        plain = {"stdout": subprocess.DEVNULL, "cwd": folder, **({**owner, "extra_groups": []} if owner else {})}
        made = ["--pgdata", str(data), "--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"]
        subprocess.run([str(found / "initdb"), "--no-sync", *made], check=True, **plain)  # type: ignore[call-overload]
        asked = [f"-c{each}" for each in ("listen_addresses=", "max_connections=300", *(() if durable else _FOR_TESTS))]
        started = [str(found / "postgres"), "-D", str(data), "-k", folder, *asked]
        with (Path(folder) / "log").open("wb") as log:
            server = subprocess.Popen(started, start_new_session=True, stderr=log, **plain)  # type: ignore[call-overload]
        try:
            yield _answering(server, folder)
        finally:
            _stop(server)


def _owner() -> Mapping[str, str]:
    """Return under whom the cluster runs where it may not run as the one who asks: PostgreSQL refuses root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import grp
    import pwd

    known = {each.pw_name: each for each in pwd.getpwall()}
    name = next((each for each in _OWNERS if each in known), None)
    if name is None:
        sys.exit("PostgreSQL refuses to run as root. Please either run the tests as another user, or add one: postgres")
    return {"user": name, "group": grp.getgrgid(known[name].pw_gid).gr_name}


def _answering(server: "subprocess.Popen[bytes]", folder: str) -> str:
    """Wait until the cluster answers and return its address."""
    import psycopg

    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with suppress(psycopg.OperationalError):
            with psycopg.connect(host=folder, user=USER, dbname="postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {USER}")
            return f"postgresql:///{USER}?host={folder}&user={USER}"
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{(Path(folder) / 'log').read_text(encoding='utf-8', errors='replace')}")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def main() -> None:
    """Run the command and leave as it left."""
    durable, command = "--durable" in sys.argv[1:2], sys.argv[1:]
    if os.environ.get(DECLINED):
        print(f"The tests on PostgreSQL are left out: {DECLINED} is set.")  # noqa: T201
        return
    command = command[1:] if durable else command
    if os.environ.get(ADDRESS, "").startswith("postgres"):
        sys.exit(subprocess.run(command, check=False).returncode)
    signal.signal(signal.SIGTERM, _leave)
    with cluster(durable=durable) as address:
        code = subprocess.run(command, check=False, env={**os.environ, ADDRESS: address}).returncode
    sys.exit(code)


if __name__ == "__main__":
    main()
