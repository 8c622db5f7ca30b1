"""`openssi survey example` and `openssi register example`: invented microdata for those who have none at hand."""

from pathlib import Path

import pytest

from conftest import OpenSSI


@pytest.mark.parametrize(
    ("group", "files"),
    [
        ("survey", {"persons.csv", "design.yaml"}),
        (
            "register",
            {
                "pensioners.csv",
                "members.csv",
                "assistance.csv",
                "checked_by_hand.csv",
                "rule.yaml",
                "linkage.yaml",
            },
        ),
    ],
)
def test_an_example_is_written_the_same_every_time_and_says_that_it_is_invented(
    openssi: OpenSSI, tmp_path: Path, group: str, files: set[str]
) -> None:
    for name in ("one", "other"):
        code, printed, _ = openssi("--lang", "en", group, "example", tmp_path / name)
        assert code == 0
        assert "Everything in these files is invented" in printed
    first, second = ({each.name: each.read_bytes() for each in (tmp_path / at).iterdir()} for at in ("one", "other"))
    assert first == second
    assert set(first) == files


def test_an_example_never_takes_the_place_of_a_file(openssi: OpenSSI, tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text("mine", encoding="utf-8")
    left, _, complaints = openssi("survey", "example", tmp_path)
    assert (left, "[EXAMPLE_EXISTS]" in complaints) == (2, True)
    assert [each.name for each in tmp_path.iterdir()] == ["design.yaml"]
    assert (tmp_path / "design.yaml").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_named(openssi: OpenSSI, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    left, _, complaints = openssi("register", "example", tmp_path / "file" / "folder")
    assert (left, "[SURVEY_OUTPUT_UNWRITABLE]" in complaints) == (2, True)
    assert str(tmp_path / "file" / "folder") in complaints
