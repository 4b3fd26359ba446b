"""The form of a claim as JSON: every member, what it may hold, and nothing besides.

Written and read by the same declaration. What a declaration can not say (times, texts that show as they are, what holds
between members) is checked in `sanso.trust.claims.credential`.

>>> read_form(AnswerForm, {"item": "CPS.DS-10", "result": "met"}, "answer")
AnswerForm(item='CPS.DS-10', result='met', level='', scope='', text='', evidence=[])
>>> read_form(AnswerForm, {"item": "CPS.DS-10", "result": "perhaps"}, "answer")
Traceback (most recent call last):
    ...
sanso.envelope.malformed.Malformed: a member of the record is not what it should be; one of the known words wanted \
(answer/result)
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import LARGEST, Json
from sanso.model.text import Text
from sanso.trust.claims.claim import Basis, Confidentiality, MethodKind, Purpose, Result, SubjectKind
from sanso.trust.members import LONGEST_NAME, LONGEST_TEXT, bad_member, missing_member, unknown_member

__all__ = [
    "CONTEXT",
    "TYPES",
    "AnswerForm",
    "CredentialForm",
    "EvidenceForm",
    "MethodForm",
    "OriginForm",
    "PointerForm",
    "SchemeForm",
    "SubjectForm",
    "read_form",
    "shows",
    "written",
]

Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]
"""An identifier."""
Words: TypeAlias = Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]
"""A text for people; what is left out is the empty text."""
Digest: TypeAlias = Annotated[str, Meta(pattern=r"\Asha-256:[0-9a-f]{64}\Z")]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=LARGEST)]
Second: TypeAlias = Annotated[int, Meta(ge=0, le=253_402_300_799)]
"""A time as seconds since 1970, up to the end of the year 9999."""
_Digests: TypeAlias = Annotated[list[Digest], Meta(max_length=1_000)]
_W3C: TypeAlias = Literal["https://www.w3.org/ns/credentials/v2"]
_Sanso: TypeAlias = Literal["urn:sanso:claim:1"]
_Credential: TypeAlias = Literal["VerifiableCredential"]
_Claim: TypeAlias = Literal["SansoClaim"]
CONTEXT: Final[tuple[_W3C, _Sanso]] = ("https://www.w3.org/ns/credentials/v2", "urn:sanso:claim:1")
"""The contexts that a claim names; neither is ever fetched."""
TYPES: Final[tuple[_Credential, _Claim]] = ("VerifiableCredential", "SansoClaim")
_ENCODER: Final = msgspec.json.Encoder()
_Form = TypeVar("_Form", bound=Struct)


class _Members(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, rename="camel"):
    """Members of one object."""


class AnswerForm(_Members, frozen=True, kw_only=True):
    """What is said of one item."""

    item: Name
    result: Result
    level: Words = ""
    scope: Words = ""
    text: Words = ""
    evidence: _Digests = []


class SubjectForm(_Members, frozen=True, kw_only=True):
    """What the claim is about, and the answers."""

    kind: SubjectKind
    id: Name
    name: Words = ""
    model: Digest | UnsetType = UNSET
    version: Words | UnsetType = UNSET
    answers: Annotated[list[AnswerForm], Meta(max_length=20_000)] = []


class SchemeForm(_Members, frozen=True, kw_only=True):
    """The scheme under which it is made."""

    id: Name
    edition: Words
    level: Words = ""


class MethodForm(_Members, frozen=True, kw_only=True):
    """How it was found out."""

    kind: MethodKind
    sample: Count | UnsetType = UNSET
    of: Count | UnsetType = UNSET
    coverage: Words = ""


class EvidenceForm(_Members, frozen=True, kw_only=True):
    """A file that shows it."""

    type: Literal["SansoEvidence"]
    digest: Digest
    media_type: Name
    size: Count
    place: Words = ""
    confidentiality: Confidentiality


class PointerForm(_Members, frozen=True, kw_only=True):
    """A bit of a status list (W3C Bitstring Status List §2.1)."""

    type: Literal["BitstringStatusListEntry"]
    status_purpose: Purpose
    status_list_index: Annotated[str, Meta(pattern=r"\A(0|[1-9][0-9]{0,9})\Z")]
    status_list_credential: Name


class CredentialForm(_Members, frozen=True, kw_only=True):
    """The payload of a credential (VC Data Model 2.0 §4)."""

    context: tuple[_W3C, _Sanso] = msgspec.field(name="@context")
    id: Name
    type: tuple[_Credential, _Claim]
    issuer: Name
    iat: Second
    valid_from: str
    valid_until: str
    credential_subject: SubjectForm
    scheme: SchemeForm | UnsetType = UNSET
    assessor: Words = ""
    method: MethodForm | UnsetType = UNSET
    evidence: Annotated[list[EvidenceForm], Meta(max_length=1_000)] = []
    credential_status: Annotated[list[PointerForm], Meta(max_length=2)] = []
    supersedes: _Digests = []
    basis_stated: Basis | UnsetType = UNSET
    ext: dict[str, Any] = {}


class OriginForm(Struct, frozen=True):
    """Who issued a credential, and when; all else of it is left out of account."""

    issuer: Name
    iat: Second


def read_form(form: type[_Form], value: Json, where: str) -> _Form:
    """Return *value* as *form*; *where* names it in messages.

    Raises:
        Malformed: where it is something else, lacks a member, or has one more.

    """
    try:
        return msgspec.convert(value, form)
    except msgspec.ValidationError as error:
        raise _malformed(str(error), where) from None


def shows(form: Struct) -> bool:
    """Return whether every text of *form* is printable, and none has a line end, a quotation mark or a backslash."""
    try:
        text = _ENCODER.encode(form).decode()
    except UnicodeEncodeError:
        return False
    return text.isprintable() and "\\" not in text


def written(form: Struct) -> dict[str, Json]:
    """Return *form* as JSON; what is empty is left out."""
    made: dict[str, Json] = msgspec.to_builtins(form)
    return made


_PROBLEM = re.compile(r"(?P<said>.*?)(?: - at `\$(?P<path>[\w.\[\]'@]*)`)?", re.DOTALL)
_MEMBER = re.compile(r"Object (?:missing required|contains unknown) field `(?P<name>.*)`", re.DOTALL)
_KIND = re.compile(r"Expected (?P<kind>`\w+`(?: matching|(?: of length)?(?: [<>]=)?))(?: (?P<bound>\d+))?")
_KINDS: Final = {
    "`str`": Text(en="a text", ja="文字列"),
    "`str` matching": Text(en="a value in the format of this member", ja="この項目の書式に合う値"),
    "`str` of length >=": Text(en="a text that is not empty", ja="空でない文字列"),
    "`str` of length <=": Text(en="a text of at most {bound} characters", ja="{bound}文字以下の文字列"),
    "`int`": Text(en="a whole number", ja="整数"),
    "`int` >=": Text(en="a whole number of at least {bound}", ja="{bound}以上の整数"),
    "`int` <=": Text(en="a whole number of at most {bound}", ja="{bound}以下の整数"),
    "`array`": Text(en="a list", ja="リスト"),
    "`array` of length <=": Text(en="a list of at most {bound}", ja="{bound}件以下のリスト"),
    "`array` of length": Text(en="a list of {bound}", ja="{bound}件のリスト"),
    "`object`": Text(en="an object", ja="オブジェクト"),
}
_A_WORD = Text(en="one of the known words", ja="定められた語のいずれか")


def _malformed(problem: str, where: str) -> Malformed:
    """Return *problem*, in the words of the library, in ours."""
    found = _PROBLEM.fullmatch(problem)
    said, path = (found["said"], found["path"] or "") if found else (problem, "")
    place = where + re.sub(r"\[(?:(\w+)|\.\.\.|'([^']*)')\]", r"/\1\2", path).replace(".", "/")
    member = _MEMBER.fullmatch(said)
    if member is None:
        kind = _KIND.match(said)
        wanted = _KINDS.get(kind["kind"], _A_WORD).fill(bound=kind["bound"]) if kind else _A_WORD
        return bad_member(place, wanted.en, wanted.ja)
    place = f"{place}/{ascii(member['name'])[1:-1][:64]}"
    return missing_member(place) if "missing" in said else unknown_member(place)
