"""What `definitions/reference_metadata.yaml` refuses, with the line."""

from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.definitions.reference_metadata import load_reference_metadata
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.reference_metadata import METADATA_SCOPES

HEADING = '- {id: CONTACT, number: "1", name: {en: "Contact", fr: "Contact", es: "Contacto"}}'
TEXT = "- {concept: CONTACT, scope: country, text: {en: '{name}.', fr: '{name}.', es: '{name}.'}}"


def loaded(folder: Path, heading: str, text: str) -> None:
    (folder / "reference_metadata.yaml").write_text(f"headings:\n  {heading}\ntexts:\n  {text}\n", encoding="utf-8")
    load_reference_metadata(folder, ("DF_INQUIRY",))


def test_headings_and_texts_are_read(tmp_path: Path) -> None:
    loaded(tmp_path, HEADING, TEXT)


@pytest.mark.parametrize(
    ("heading", "text", "code", "row"),
    [
        (f"{HEADING}\n  {HEADING}", TEXT, "DEFINITION_ID_TWICE", 3),
        (HEADING.replace("id: CONTACT", "id: CONTACT, parent: NONE"), TEXT, "DEFINITION_VALUE_UNKNOWN", 2),
        (HEADING, TEXT.replace("CONTACT", "CONTACTS"), "DEFINITION_VALUE_UNKNOWN", 4),
        (HEADING, TEXT.replace("{name}", "{nobody}"), "DEFINITION_VALUE_UNKNOWN", 4),
        (HEADING, TEXT.replace("scope: country", "scope: planet"), "DEFINITION_VALUE_UNKNOWN", 4),
        (HEADING, TEXT.replace("scope: country", "scope: country, of: DF_NONE"), "DEFINITION_VALUE_UNKNOWN", 4),
        (HEADING, TEXT.replace(", es: '{name}.'", ""), "DEFINITION_LANGUAGE_MISSING", 4),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, heading: str, text: str, code: str, row: int) -> None:
    with pytest.raises(FixTheFile) as refused:
        loaded(tmp_path, heading, text)
    assert [(each.code, each.place.row) for each in refused.value.problems] == [(code, row)]


def test_every_scope_has_texts_and_every_text_a_heading() -> None:
    known = load().reference_metadata
    assert {each.scope for each in known.texts} == set(METADATA_SCOPES)
    assert {each.concept for each in known.texts} <= {each.id for each in known.headings}
