"""Taking a file apart for someone who wants to look, without judging it."""

from typing import Any

from . import promise, proof
from .checkpoint import Checkpoint
from .note import Malformed, Note, VerifierKey, encode64, parse
from .opening import Enclosure
from .promise import Promise


def contents(data: bytes) -> dict[str, Any] | None:
    """What kind of file it is and what it says; None when it is none of ours."""
    text = data.decode(errors="replace").lstrip("\ufeff").lstrip()
    try:
        if text.startswith(proof.HEADER):
            read = proof.Proof.parse(text)
            return {
                "kind": "receipt",
                "index": read.index,
                "proof": [encode64(hashed) for hashed in read.hashes],
                "checkpoint": signed(parse(read.checkpoint)),
                **enclosed(read.extra),
            }
        if text.startswith(promise.FILE_HEADER):
            file = promise.PromiseFile.parse(text)
            return {"kind": "promise", **signed(parse(file.promise)), **enclosed(file.extra)}
        if "\n\n" in text:
            return {"kind": "note", **signed(parse(text))}
        key = VerifierKey.parse(text)
    except Malformed:
        return None
    return {
        "kind": "key",
        "name": key.name,
        "id": key.id.hex(),
        "type": key.kind,
        "key": encode64(key.public),
    }


def signed(note: Note) -> dict[str, Any]:
    signatures = [{"name": one.name, "key": one.key_id.hex()} for one in note.signatures]
    return {**body(note.text), "signatures": signatures}


def body(text: str) -> dict[str, Any]:
    try:
        said = Promise.parse(text)
    except Malformed:
        pass
    else:
        return {
            "origin": said.origin,
            "commitment": encode64(said.commitment),
            "accepted": said.accepted,
            "by": said.by,
        }
    try:
        point = Checkpoint.parse(text)
    except Malformed:
        return {"text": text}
    return {
        "origin": point.origin,
        "size": point.size,
        "root": encode64(point.root),
        "extensions": list(point.extensions),
    }


def enclosed(extra: bytes | None) -> dict[str, Any]:
    if extra is None:
        return {}
    found = Enclosure.decode(extra)
    if found is None:
        return {"extra": encode64(extra)}
    return {
        "entry": found.entry.text if found.entry else None,
        "words": {one.name: one.opening.text for one in found.words},
        "promise": found.promise,
    }
