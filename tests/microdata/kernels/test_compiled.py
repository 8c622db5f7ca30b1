"""Where compiled kernels are kept: apart for each state of the sources, and wherever somebody may write."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from numba import config

from openssi.microdata.kernels import compiled


@pytest.fixture(autouse=True)
def looked_for_anew() -> Iterator[None]:
    compiled.folder.cache_clear()
    yield
    compiled.folder.cache_clear()


def test_kernels_are_kept_beside_the_sources_in_a_folder_of_these_very_sources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(vars(config), "CACHE_DIR", "")
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "compiled.py"))
    (tmp_path / "bits.py").write_text("one", encoding="utf-8")
    before = compiled.folder()
    assert before is not None
    assert before.parent == tmp_path / "__pycache__"
    assert not compiled.was_compiled()
    (before / "first_pass.nbi").write_bytes(b"")
    assert compiled.was_compiled()
    (tmp_path / "bits.py").write_text("another", encoding="utf-8")
    compiled.folder.cache_clear()
    assert compiled.folder() != before
    assert not compiled.was_compiled()


def test_where_the_installation_is_read_only_the_home_folder_keeps_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "__pycache__").write_text("a file, where no folder can be made", encoding="utf-8")
    monkeypatch.setitem(vars(config), "CACHE_DIR", "")
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "compiled.py"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    found = compiled.folder()
    assert found is not None
    assert found.parent == tmp_path / "home" / "openssi"


def test_where_nothing_can_be_written_a_kernel_is_compiled_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setitem(vars(config), "CACHE_DIR", str(tmp_path / "file"))
    assert compiled.folder() is None
    assert not compiled.was_compiled()
    doubled = compiled.kernel(lambda number: 2 * number)
    assert doubled(2.0) == 4.0


def test_what_other_packages_compile_is_kept_where_it_would_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(vars(config), "CACHE_DIR", str(tmp_path))
    compiled.kernel(lambda number: number)
    assert vars(config)["CACHE_DIR"] == str(tmp_path)
