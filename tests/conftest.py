"""What every test may use: the real data where they lie beside the checkout, the demonstration, a browser."""

import gc
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from hypothesis import settings

from in_a_browser import listening, opened_browser
from openssi.definitions import load
from openssi.run.cli import main
from openssi.run.demonstration import make_demonstration

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OpenSSI = Callable[..., tuple[int, str, str]]

REPOSITORY = Path(__file__).parents[1]

KEPT_DEMONSTRATION = "OPENSSI_KEPT_DEMONSTRATION"
"""Names a folder where the demonstration lies for the runs of one check, which make it once; `make test` sets it."""

ONE_OF = 6
"""Of the cases of a test in the browser, how many there are for each that every run makes; the long runs make all."""


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples of an invariant where long tests are left out, and look for garbage less often.

    Definitions stay as long as the process: looking through them again and again took a tenth of the time.
    """
    gc.set_threshold(100_000, 50, 100)
    if "not long" in config.option.markexpr:
        settings.register_profile(
            "ordinary", settings.get_profile(settings.get_current_profile_name()), max_examples=40
        )
        settings.load_profile("ordinary")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make five of six cases of each test in the browser long: languages, widths and themes take turns."""
    seen: Counter[str] = Counter()
    for item in items:
        if item.get_closest_marker("browser") is None or item.get_closest_marker("long") is not None:
            continue
        name = item.nodeid.partition("[")[0]
        if seen[name] % ONE_OF:
            item.add_marker(pytest.mark.long)
        seen[name] += 1


@pytest.fixture(autouse=True)
def no_answer_closes_the_database() -> Iterator[None]:
    """Keep the end of an answer from looking at the database, which other tests of the process have opened."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; the test is skipped where it is absent."""
    folder = Path(os.environ.get("OPENSSI_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real data are not there ({folder.name} beside the checkout)")
    return folder


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of invented countries, made once for all workers; tests that change it take `own_demonstration`."""
    root = tmp_path_factory.mktemp("demonstration") / "world"
    kept = os.environ.get(KEPT_DEMONSTRATION)
    if kept is None and "PYTEST_XDIST_WORKER" not in os.environ:
        make_demonstration(root, load(), lambda _done, _of, _step: None)
        return root
    made = made_by_one_worker(Path(kept or tmp_path_factory.getbasetemp().parent) / "demonstration")
    return Path(shutil.copytree(made, root))


def made_by_one_worker(folder: Path) -> Path:
    """Make the demonstration in a folder, or wait until another worker has made it."""
    world, failed = folder / "world", folder / "failed"
    try:
        folder.mkdir()
    except FileExistsError:
        while not world.is_dir():
            assert not failed.exists(), "another worker could not make the demonstration"
            time.sleep(0.2)
        return world
    try:
        make_demonstration(folder / "aside", load(), lambda _done, _of, _step: None)
        (folder / "aside").rename(world)
    except BaseException:
        failed.touch()
        raise
    return world


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium, opened once for the tests of a file."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(demonstration: Path) -> Iterator[str]:
    """The address of a site that shows the demonstration."""
    from openssi_web import releases
    from openssi_web.application import application

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(releases.WORKSPACE_VARIABLE, str(demonstration))
        with listening(application) as found:
            yield found


@pytest.fixture
def own_demonstration(demonstration: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration that a test may change."""
    return Path(shutil.copytree(demonstration, tmp_path / "world"))


@pytest.fixture
def openssi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> OpenSSI:
    """The command line: called with its arguments, it gives exit code, output and complaints."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["openssi", *map(str, arguments)])
        code: object = 0
        try:
            main()
        except SystemExit as left:
            code = left.code
        printed = capsys.readouterr()
        return int(code) if isinstance(code, int) else 1, printed.out, printed.err

    return run
