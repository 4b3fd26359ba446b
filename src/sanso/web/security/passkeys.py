"""Passkeys: challenges for browsers, and what is good in their answers.

A challenge is random, bound to the browser by its ceremony cookie, and good once. The person must have been verified
by the device (fingerprint, face, PIN); the page must have been this application's.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sanso.model.text import Text
from sanso.web.settings import Settings
from sanso.workspace.credentials import Passkey
from sanso.workspace.people import Account

__all__ = ["CHALLENGE_SECONDS", "NewPasskey", "PasskeyRefused", "creation", "made", "named", "request", "shown"]

CHALLENGE_SECONDS = 300
_NOT_GOOD = Text(
    en="The passkey was not accepted. Try again; if it stays so, use another passkey.",
    ja="パスキーを確認できませんでした。もう一度お試しください。続く場合は別のパスキーを使用してください。",
)


class PasskeyRefused(Exception):
    """A passkey's answer that is not good; *words* are for the person, *reason* for the log."""

    def __init__(self, reason: str, words: Text = _NOT_GOOD) -> None:
        super().__init__(reason)
        self.words = words
        self.reason = reason


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What is kept of a passkey that a browser has just made."""

    id: str
    public_key: bytes
    sign_count: int


def creation(settings: Settings, account: Account, known: Sequence[Passkey]) -> tuple[dict[str, Any], str]:
    """Return what a browser needs to make a passkey for *account*, and the challenge to keep."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_registration_options(
        rp_id=_site(settings),
        rp_name="Sanso",
        user_id=account.id.encode(),
        user_name=account.mail or account.name,
        user_display_name=account.name,
        timeout=CHALLENGE_SECONDS * 1000,
        attestation=structs.AttestationConveyancePreference.NONE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=_bytes(each.id)) for each in known],
    )
    return json.loads(webauthn.options_to_json(options)), _text(options.challenge)


def made(settings: Settings, answer: Any, challenge: str) -> NewPasskey:
    """Return the passkey that a browser has made for *challenge*.

    Raises:
        PasskeyRefused: the answer is not good.

    """
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=_bytes(challenge),
            expected_rp_id=_site(settings),
            expected_origin=settings.address,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused(f"{type(error).__name__}: {error}") from error
    return NewPasskey(_text(found.credential_id), found.credential_public_key, found.sign_count)


def request(settings: Settings) -> tuple[dict[str, Any], str]:
    """Return what a browser needs to sign in with any passkey of this application, and the challenge to keep."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=_site(settings),
        timeout=CHALLENGE_SECONDS * 1000,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return json.loads(webauthn.options_to_json(options)), _text(options.challenge)


def named(answer: Any) -> str:
    """Return the credential id that an answer names.

    Raises:
        PasskeyRefused: it names none.

    """
    found = answer.get("id") if isinstance(answer, Mapping) else None
    if not isinstance(found, str) or not 0 < len(found) <= 1400:
        raise PasskeyRefused("no credential id")
    return found


def shown(settings: Settings, answer: Any, challenge: str, passkey: Passkey) -> int:
    """Return the counter that *passkey* shows in an answer to *challenge*.

    Raises:
        PasskeyRefused: the answer is not good, or the passkey says it belongs to another account.

    """
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=_bytes(challenge),
            expected_rp_id=_site(settings),
            expected_origin=settings.address,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        handle = answer["response"].get("userHandle")
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused(f"{type(error).__name__}: {error}") from error
    if not isinstance(handle, str) or _bytes(handle) != passkey.account.encode():
        raise PasskeyRefused("the passkey names another account")
    return int(found.new_sign_count)


def _site(settings: Settings) -> str:
    return urlsplit(settings.address).hostname or ""


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise PasskeyRefused("no base64url") from error
