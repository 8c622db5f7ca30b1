"""Keys, and the hash against the test vectors of RFC 4231."""

import hmac
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.registers.keys import hash_ids, is_open_to_others, key_fingerprint, new_key, read_key
from openssi.vocabulary.errors import FixTheFile

RFC_4231 = [
    (b"\x0b" * 20, b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b"),
    (b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c7"),
    (b"\xaa" * 20, b"\xdd" * 50, "773ea91e36800e46854db8ebd09181a7"),
    (bytes(range(1, 26)), b"\xcd" * 50, "82558a389a443c0ea4cc819899f2083a"),
    (b"\xaa" * 131, b"Test Using Larger Than Block-Size Key - Hash Key First", "60e431591ee0b67f0d8a26aacbf5b77f"),
]


def first_bits(key: bytes, text: bytes) -> bytes:
    high, low = hash_ids(key, [text])
    return b"".join(int(each[0]).to_bytes(8, "big", signed=True) for each in (high, low))


@pytest.mark.parametrize(("key", "text", "digest"), RFC_4231)
def test_the_hash_is_the_hmac_of_rfc_4231(key: bytes, text: bytes, digest: str) -> None:
    assert first_bits(key, text).hex() == digest


@settings(max_examples=40, deadline=None)
@given(key=st.binary(min_size=1, max_size=150), text=st.binary(max_size=200))
def test_the_hash_is_that_of_the_standard_library(key: bytes, text: bytes) -> None:
    assert first_bits(key, text) == hmac.digest(key, text, "sha256")[:16]


def test_a_new_key_has_256_bits_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    new_key(tmp_path / "a.key")
    new_key(tmp_path / "b.key")
    first, second = (read_key(tmp_path / name, None) for name in ("a.key", "b.key"))
    assert len(first) == 32
    assert first != second
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600
    assert not is_open_to_others(tmp_path / "a.key")
    (tmp_path / "a.key").chmod(0o644)
    assert is_open_to_others(tmp_path / "a.key")


def test_hexadecimal_digits_and_the_bytes_that_they_spell_are_one_key(tmp_path: Path) -> None:
    key = bytes(range(0, 256, 8))
    (tmp_path / "hex").write_text(f" {key.hex().upper()}\r\n")
    (tmp_path / "raw").write_bytes(key)
    assert read_key(tmp_path / "hex", None) == read_key(tmp_path / "raw", None) == key


def test_a_key_can_stand_in_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXERCISE_KEY", bytes(range(32)).hex())
    assert read_key(None, "EXERCISE_KEY") == bytes(range(32))


def test_the_fingerprint_tells_keys_and_exercises_apart_and_holds_no_byte_of_the_key() -> None:
    key = bytes(range(32))
    prints = {key_fingerprint(key, "A"), key_fingerprint(key, "B"), key_fingerprint(key[::-1], "A")}
    assert len(prints) == 3
    assert all(len(each) == 16 and each not in key.hex() for each in prints)


def refused(path: Path | None, variable: str | None) -> str:
    with pytest.raises(FixTheFile) as caught:
        read_key(path, variable)
    return caught.value.problems[0].code


def test_keys_that_protect_nobody_are_refused(tmp_path: Path) -> None:
    (tmp_path / "short").write_bytes(bytes(range(31)))
    (tmp_path / "plain").write_bytes(b"a" * 64)
    (tmp_path / "word").write_text("password")
    assert refused(tmp_path / "short", None) == "REGISTER_KEY_SHORT"
    assert refused(tmp_path / "word", None) == "REGISTER_KEY_SHORT"
    assert refused(tmp_path / "plain", None) == "REGISTER_KEY_PLAIN"


def test_a_key_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    assert refused(None, None) == "REGISTER_KEY_MISSING"
    assert refused(tmp_path / "k", "K") == "REGISTER_KEY_MISSING"
    assert refused(tmp_path / "k", None) == "FILE_MISSING"
    assert refused(None, "NO_SUCH_VARIABLE") == "REGISTER_KEY_VARIABLE_MISSING"


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    new_key(tmp_path / "k")
    with pytest.raises(FixTheFile, match="REGISTER_KEY_EXISTS"):
        new_key(tmp_path / "k")
    with pytest.raises(FixTheFile, match="REGISTER_CANNOT_WRITE"):
        new_key(tmp_path / "nowhere" / "k")
