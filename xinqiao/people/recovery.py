"""Getting the office's keys back: any two of three officers together can, and nobody alone.

All keys lie, encrypted for a key pair (X25519), in one file that may lie beside every backup. Its private half exists
nowhere: it was cut into shares (SLIP-39, Shamir's scheme) that officers keep on paper. So the office's keys can change
without new shares, a share alone says nothing, and shares without the file open nothing.
"""

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from xinqiao.people.codes import check_digit
from xinqiao.people.keyring import Key, Ring, parsed

FILE = "recovery.json"
ROW = 3
"""Groups in one row of a printed share; each row ends with its check digit."""
ROWS = 11

_ROW = re.compile(r"(?<!\d)(\d{4})\s+(\d{4})\s+(\d{4})\s+(\d)(?!\d)")
_NONCE = 12


class CannotRecover(Exception):
    """The shares do not give the keys back; the text says why, in words for whoever holds them."""


def split(*, need: int, of: int) -> list[str]:
    """Make a new recovery key and return its shares, each as printed rows. What was printed before opens nothing new.

    Raises ``ValueError`` for numbers that make no sense.
    """
    if not 2 <= need <= of <= 16:
        raise ValueError((need, of))
    private = X25519PrivateKey.generate()
    _write(private.public_key(), need=need, of=of)
    # One of two parts of this library's scheme is a password; we have none, because nobody would remember it in ten years.
    (shares,) = generate_mnemonics(1, [(need, of)], private.private_bytes_raw(), iteration_exponent=0)
    return [printed(one) for one in shares]


def printed(mnemonic: str) -> str:
    """A share as rows of four-digit groups, each row with a check digit and the words it stands for.

    The digits survive a telephone and a clerk without English; the words let any other program of SLIP-39 read it.
    """
    words = mnemonic.split()
    numbers = [f"{WORDLIST.index(word):04d}" for word in words]
    rows = []
    for place in range(0, len(words), ROW):
        groups = numbers[place : place + ROW]
        digits = f"{place // ROW + 1:02d}{''.join(groups)}"
        rows.append(
            f"{place // ROW + 1:2}   {'  '.join(groups)}  {check_digit(digits)}   {' '.join(words[place : place + ROW])}"
        )
    return "\n".join(rows)


def read_share(text: str) -> str:
    """The words of a share from however its rows were typed or read from a file. Raises ``CannotRecover``."""
    rows = _ROW.findall(text)
    if len(rows) != ROWS:
        raise CannotRecover(
            f"a share has {ROWS} rows of three groups and a check digit; here are {len(rows)} "
            f"一份有 {ROWS} 行，每行三组数字加一位校验，现在读到 {len(rows)} 行"
        )
    words = []
    for place, (*groups, digit) in enumerate(rows, start=1):
        if check_digit(f"{place:02d}{''.join(groups)}") != int(digit) or any(
            int(one) >= len(WORDLIST) for one in groups
        ):
            raise CannotRecover(f"row {place} is not as it was printed 第 {place} 行抄错了，请核对")
        words += [WORDLIST[int(one)] for one in groups]
    mnemonic = " ".join(words)
    try:
        Share.from_mnemonic(mnemonic)
    except MnemonicError as wrong:
        raise CannotRecover("the rows do not make a share 这几行合起来不是一份完整的密钥份额") from wrong
    return mnemonic


def join(texts: Sequence[str]) -> dict[str, tuple[Key, ...]]:
    """The keys of every ring from enough shares. Nothing is used before it has been proved right.

    What the shares give is the private half only if it fits the public half in the file; so shares of another set, or
    too few, can never put a wrong key in place. Raises ``CannotRecover``.
    """
    kept = _read()
    shares = list(dict.fromkeys(read_share(one) for one in texts))
    need = int(kept["need"])
    if len(shares) < need:
        raise CannotRecover(
            f"{need} different shares are needed 需要 {need} 份不同的份额，现在有 {len(shares)} 份"
        )
    try:
        secret = combine_mnemonics(shares[:need])
    except MnemonicError as wrong:
        raise CannotRecover("these shares do not belong together 这几份不是同一次分出来的") from wrong
    private = X25519PrivateKey.from_private_bytes(secret) if len(secret) == 32 else None
    if private is None or private.public_key().public_bytes_raw().hex() != kept["public"]:
        raise CannotRecover(
            "these shares belong to another set than the file of this installation 这几份不属于这台系统现在的恢复文件"
        )
    return {name: parsed(name, _open(private, name, sealed)) for name, sealed in kept["sealed"].items()}


def refresh() -> bool:
    """Write the keys as they are now into the file, if the office has one; tells whether it has.

    Needs no share: everybody may lock with the public half.
    """
    if not path().exists():
        return False
    kept = _read()
    _write(X25519PublicKey.from_public_bytes(bytes.fromhex(kept["public"])), need=kept["need"], of=kept["of"])
    return True


def stale() -> list[str]:
    """Rings whose keys are not all in the file; empty when there is no file."""
    if not path().exists():
        return []
    ids = _read()["ids"]
    return [one.name for one in rings() if not {key.id for key in one.held()} <= set(ids.get(one.name, ()))]


def put_back(found: Mapping[str, Sequence[Key]], *, still_needed: Mapping[str, Sequence[str]]) -> list[str]:
    """Put recovered keys onto their rings; return the names of those that changed.

    Keys made meanwhile stay behind them only where ``still_needed`` names them: a key that an empty folder got at a
    first start, and on which nothing rests, goes.
    """
    changed = []
    for ring in rings():
        recovered = list(found.get(ring.name, ()))
        ids = {one.id for one in recovered}
        more = [one for one in ring.held() if one.id not in ids and one.id in still_needed.get(ring.name, ())]
        if recovered and [one.id for one in ring.held()] != [one.id for one in (*recovered, *more)]:
            ring.write([*recovered, *more])
            changed.append(ring.name)
    return changed


def rings() -> list[Ring]:
    """Every ring of this installation."""
    return list(settings.RINGS.values())


def path() -> Path:
    """Where the file lies: beside the keys."""
    return Path(settings.KEYS) / FILE


def about() -> dict[str, int] | None:
    """How many shares there are and how many are needed; None when none were made."""
    if not path().exists():
        return None
    kept = _read()
    return {"need": kept["need"], "of": kept["of"]}


def _write(public: X25519PublicKey, *, need: int, of: int) -> None:
    content = {
        "public": public.public_bytes_raw().hex(),
        "need": need,
        "of": of,
        "ids": {one.name: [key.id for key in one.held()] for one in rings()},
        "sealed": {one.name: _seal(public, one) for one in rings()},
    }
    aside = path().with_suffix(".new")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        json.dump(content, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(path())


def _read() -> dict[str, Any]:
    try:
        return dict(json.loads(path().read_text("ascii")))
    except (OSError, ValueError) as error:
        raise CannotRecover(f"{path()} cannot be read 恢复文件读不出来") from error


def _seal(public: X25519PublicKey, ring: Ring) -> str:
    once = X25519PrivateKey.generate()
    nonce = os.urandom(_NONCE)
    text = "\n".join(one.secret.hex() for one in ring.held()).encode()
    key = _derive(once.exchange(public), ring.name)
    return b64encode(
        once.public_key().public_bytes_raw() + nonce + AESGCM(key).encrypt(nonce, text, None)
    ).decode()


def _open(private: X25519PrivateKey, name: str, sealed: str) -> list[str]:
    data = b64decode(sealed)
    key = _derive(private.exchange(X25519PublicKey.from_public_bytes(data[:32])), name)
    try:
        text = AESGCM(key).decrypt(data[32 : 32 + _NONCE], data[32 + _NONCE :], None)
    except InvalidTag as broken:
        raise CannotRecover(f"what the file holds of {name} is damaged 恢复文件已损坏") from broken
    return text.decode().split()


def _derive(shared: bytes, name: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"xinqiao recovery {name}".encode()).derive(shared)
