"""What parsers raise, and what the room promises of its modules."""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys

import pytest

import sanso.envelope
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.model.text import Text

MODULES = [
    "base64url",
    "canonical",
    "disclosures",
    "dsse",
    "jws",
    "key_file",
    "keys",
    "malformed",
    "sd_jwt",
    "strict_json",
    "token_key",
    "token_uri",
]


def test_a_message_in_both_languages() -> None:
    error = Malformed("json", Text(en="not JSON", ja="JSONではありません"), "line 1")
    assert (error.code, error.text.ja, error.detail, str(error)) == (
        "json",
        "JSONではありません",
        "line 1",
        "not JSON (line 1)",
    )
    assert str(Malformed("json", Text(en="not JSON", ja="JSONではありません"))) == "not JSON"


def test_a_wrong_signature_is_one_kind_of_it() -> None:
    with pytest.raises(Malformed) as caught:
        raise WrongSignature("key 1")
    assert (caught.value.code, caught.value.detail) == ("signature", "key 1")


def test_it_survives_another_process() -> None:
    error = pickle.loads(pickle.dumps(Malformed("json", Text(en="a", ja="b"), "c")))
    assert (error.code, error.text.ja, error.detail) == ("json", "b", "c")


@pytest.mark.parametrize("name", MODULES)
def test_public_names_are_sorted_and_there(name: str) -> None:
    module = importlib.import_module(f"sanso.envelope.{name}")
    assert all(hasattr(module, public) for public in module.__all__)
    assert (
        sorted(module.__all__, key=lambda public: (not public.isupper(), not public[0].isupper(), public))
        == module.__all__
    )


def test_the_room_itself_loads_no_cryptography() -> None:
    assert sanso.envelope.__all__ == ["Malformed", "WrongSignature"]
    heavy = "{'cryptography', 'cbor2', 'rfc8785'}"
    code = f"import sys, sanso.envelope.strict_json; print(*{heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
