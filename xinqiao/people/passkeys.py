"""The second factor that is a thing: a security key, or the telephone or computer itself (WebAuthn level 2).

All of the ceremony is that of ``fido2``. What it challenged is kept in the session between two requests and used once.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from xinqiao.people.factors import WrongSecond, add
from xinqiao.people.models import Factor, FactorKind, Officer

HOUSE = "心桥"


def offer_new(officer: Officer, host: str) -> tuple[str, dict[str, Any]]:
    """What a browser is asked when a key is taken on, as JSON, and what the answer will be held against."""
    asked, state = _server(host).register_begin(
        PublicKeyCredentialUserEntity(
            id=f"officer-{officer.pk}".encode(), name=officer.username, display_name=officer.name
        ),
        credentials=_credentials(officer),
        # The password is the first factor, so the key need neither know who comes nor ask for a finger.
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.DISCOURAGED,
    )
    return json.dumps(dict(asked)), dict(state)


def add_key(
    officer: Officer, answer: str, state: Mapping[str, Any], host: str, *, name: str, at: datetime
) -> list[str]:
    """Take a key on; recovery codes come with the first factor, as with a code generator. Raises ``WrongSecond``."""
    try:
        made = _server(host).register_complete(state, json.loads(answer))
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise WrongSecond from wrong
    assert made.credential_data is not None
    factor = Factor(
        officer=officer, kind=FactorKind.KEY, secret=bytes(made.credential_data), used=made.counter
    )
    return add(factor, name=name, at=at)


def offer(officer: Officer, host: str) -> tuple[str, dict[str, Any]] | None:
    """What a browser is asked when somebody signs in, or None for an officer without a key."""
    credentials = _credentials(officer)
    if not credentials:
        return None
    asked, state = _server(host).authenticate_begin(
        credentials, user_verification=UserVerificationRequirement.DISCOURAGED
    )
    return json.dumps(dict(asked)), dict(state)


def check_key(officer: Officer, answer: str, state: Mapping[str, Any], host: str, *, at: datetime) -> None:
    """Let somebody in by their key. Raises ``WrongSecond``, also for a key whose count runs backwards: it was copied."""
    try:
        read = AuthenticationResponse.from_dict(json.loads(answer))
        used = _server(host).authenticate_complete(state, _credentials(officer), read)
        count = read.response.authenticator_data.counter
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise WrongSecond from wrong
    for factor in officer.factors.filter(kind=FactorKind.KEY):
        if AttestedCredentialData(bytes(factor.secret)).credential_id != used.credential_id:
            continue
        fresh = Factor.objects.filter(pk=factor.pk)
        # Keys that do not count say 0 for ever.
        fresh = fresh.filter(used__lt=count) if count else fresh.filter(used=0)
        if fresh.update(used=count, used_at=at):
            return
    raise WrongSecond


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(name=HOUSE, id=host.rpartition(":")[0] or host))


def _credentials(officer: Officer) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(one.secret)) for one in officer.factors.filter(kind=FactorKind.KEY)]
