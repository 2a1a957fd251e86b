"""Signed notes, checkpoints and cosignatures against what others have published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.tlog import checkpoint, cosignature, note
from xinqiao.tlog.checkpoint import Checkpoint
from xinqiao.tlog.merkle import EMPTY_ROOT
from xinqiao.tlog.note import COSIGNATURE, ED25519, Malformed, SignerKey, Untrusted, VerifierKey
from xinqiao.tlog.tests.small import NOON, ORIGIN, Office, cosigned, witness_key

# The examples of c2sp.org/signed-note and of the package it grew out of (golang.org/x/mod/sumdb/note).
FOO = VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
FOO_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
PETER = VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")
PETER_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
PETER_LINE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

# The checkpoint that c2sp.org/tlog-checkpoint shows, under the name it was signed with: Go's checksum database.
SUM = VerifierKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
SUM_NOTE = (
    "go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
# The example of c2sp.org/tlog-cosignature; its keys are not published.
SOFA_NOTE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
# A checkpoint of a public test log as its witnesses signed it: a signature of a type we do not know, one of ours, cosignatures.
ARCHE = VerifierKey.parse(
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
)
REMORA = VerifierKey.parse("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2")
GARDEN = VerifierKey.parse(
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM"
)
STAGEMOLE = VerifierKey.parse("witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv")
SMARTIT = VerifierKey.parse(
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO"
)
ARCHE_NOTE = (
    "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n"
    "— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n"
    "— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
    "— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n"
    "— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n"
    "— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n"
    "— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n"
)


def test_the_example_of_the_specification_verifies():
    opened, signers = note.opened(FOO_NOTE, [FOO])
    assert opened.text == "This is an example message.\n"
    assert signers == (FOO,)
    assert str(opened) == FOO_NOTE
    assert FOO.line == "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"


def test_signing_makes_the_published_bytes():
    secret = SignerKey.parse(PETER_SECRET)
    assert secret.line == PETER_SECRET
    assert secret.verifier == PETER
    assert str(note.sign(PETER_TEXT, secret)) == f"{PETER_TEXT}\n{PETER_LINE}"
    assert PETER_SECRET.rpartition("+")[2] not in repr(secret)


def test_a_note_of_two_shows_which_known_keys_signed():
    both = f"{PETER_TEXT}\n{PETER_LINE}{ENOCH_LINE}"
    assert note.opened(both, [PETER, ENOCH])[1] == (PETER, ENOCH)
    assert note.opened(both, [ENOCH])[1] == (ENOCH,)
    with pytest.raises(Untrusted, match="no known key"):
        note.opened(both, [FOO])


def test_a_wrong_signature_of_a_known_key_spoils_the_note():
    spoilt = ENOCH_LINE.replace("rwz+eBzm", "rwz+eBzn")
    note.opened(f"{PETER_TEXT}\n{PETER_LINE}{spoilt}", [PETER])
    with pytest.raises(Untrusted, match="EnochRoot"):
        note.opened(f"{PETER_TEXT}\n{PETER_LINE}{spoilt}", [PETER, ENOCH])


def test_a_stranger_with_a_known_name_is_ignored():
    other = SignerKey.generate("PeterNeumann")
    mixed = note.sign(PETER_TEXT, other, SignerKey.parse(PETER_SECRET))
    assert note.opened(mixed, [PETER])[1] == (PETER,)
    with pytest.raises(Untrusted):
        note.opened(note.sign(PETER_TEXT, other), [PETER])


def test_the_checkpoint_of_the_specification_verifies_under_the_key_that_signed_it():
    found, _note = checkpoint.opened(SUM_NOTE, [SUM], "go.sum database tree")
    assert found.size == 20852163
    assert found.text == SUM_NOTE.split("\n\n")[0] + "\n"
    with pytest.raises(Untrusted, match="not of"):
        checkpoint.opened(SUM_NOTE, [SUM])
    with pytest.raises(Untrusted, match="wrong"):
        checkpoint.opened(SUM_NOTE.replace("20852163", "20852164"), [SUM], "go.sum database tree")


def test_the_cosignature_of_the_specification_tells_its_time():
    parsed = note.parse(SOFA_NOTE)
    assert parsed.signatures[1].name == "witness.example.com/w1"
    assert cosignature.time_of(parsed.signatures[1]) == 1679315147
    assert cosignature.message(parsed.text, 1679315147).decode() == (
        "cosignature/v1\ntime 1679315147\n"
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )
    with pytest.raises(Malformed):
        cosignature.time_of(parsed.signatures[0])


def test_a_real_checkpoint_verifies_with_its_four_witnesses():
    found, opened = checkpoint.opened(ARCHE_NOTE, [ARCHE])
    assert found.size == 1432088532
    witnesses = [REMORA, GARDEN, STAGEMOLE, SMARTIT]
    vouched = cosignature.verified(opened, witnesses)
    assert [one.witness for one in vouched] == witnesses
    assert {one.at for one in vouched} == {1779573024}


def test_a_real_checkpoint_that_was_changed_is_nobodys():
    changed = note.parse(ARCHE_NOTE.replace("1432088532", "1432088533"))
    with pytest.raises(Untrusted):
        checkpoint.opened(changed, [ARCHE])
    for witness in (REMORA, GARDEN, STAGEMOLE, SMARTIT):
        with pytest.raises(Untrusted, match="cosignature"):
            cosignature.verified(changed, [witness])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no signature\n",
        b"text\n\n",
        b"text\n\n\xe2\x80\x94 name\n",
        b"text\n\n\xe2\x80\x94 name AAAA\n",
        b"text\n\n\xe2\x80\x94 na+me AAAAAAAA\n",
        "text\n\n— na\u3000me AAAAAAAA\n".encode(),
        "text\n\n—  AAAAAAAA\n".encode(),
        b"text\n\n- name AAAAAAAA\n",
        b"text\n\n\xe2\x80\x94 name AAAAAAAA",
        b"te\x00xt\n\n\xe2\x80\x94 name AAAAAAAA\n",
        b"te\rxt\n\n\xe2\x80\x94 name AAAAAAAA\n",
        b"\xff\n\n\xe2\x80\x94 name AAAAAAAA\n",
        b"text\n\n\xe2\x80\x94 name AAAAAAB\n",
        "text\n\n— name AAAAAA!=\n".encode(),
        ("text\n\n" + "— name AAAAAAAA\n" * 101).encode(),
    ],
)
def test_malformed_notes_are_refused(data):
    with pytest.raises(Malformed):
        note.parse(data)


def test_base64_has_one_spelling():
    with pytest.raises(Malformed, match="spelling"):
        note.decode64("AAAAAB==")


@given(st.text(alphabet="a—+ \n\t\r\x00\x85电", max_size=12))
def test_what_is_signed_is_read_again_as_it_was_or_is_not_signed(text):
    key = SignerKey("office.example/log", ED25519, b"s" * 32)
    try:
        signed = note.sign(text, key)
    except Malformed:
        return
    assert note.parse(str(signed)) == signed
    assert note.opened(str(signed), [key.verifier])[0].text == text


def test_a_note_is_signed_by_somebody():
    with pytest.raises(Malformed):
        note.sign("text\n")


def test_text_with_empty_lines_is_parted_at_the_last_one():
    key = SignerKey.generate("example.com")
    signed = note.sign("one\n\ntwo\n", key)
    assert note.parse(str(signed)).text == "one\n\ntwo\n"
    for text in ("no newline", "", "\r\n"):
        with pytest.raises(Malformed):
            note.sign(text, key)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "name",
        "name+00000000",
        "name+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hA",
        "rekor.sigstore.dev+12345678+AwEB",
    ],
)
def test_malformed_keys_are_refused(line):
    with pytest.raises(Malformed):
        VerifierKey.parse(line)


def test_the_base64_of_a_key_may_hold_a_plus():
    line = "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6"
    assert VerifierKey.parse(line).line == line


def test_a_file_of_keys_holds_old_and_new_ones():
    text = f"\ufeff# 2025\n{FOO.line}\n\n# 2026\n{PETER.line}\r\n"
    assert note.read_keys(text) == (FOO, PETER)
    with pytest.raises(Malformed, match="PRIVATE"):
        SignerKey.parse(FOO.line)


@pytest.mark.parametrize(
    "text",
    [
        "origin\n1\n",
        "origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n1_0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n٣\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n9999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        "origin\n1\nCsUYapGGPo4d\n",
        "origin\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    ],
)
def test_malformed_checkpoints_are_refused(text):
    with pytest.raises(Malformed):
        Checkpoint.parse(text)


def test_extensions_are_kept_and_signed():
    office = Office().fill(3)
    one = Checkpoint(ORIGIN, 3, office.edge.root(), ("ext 1", "ext 2"))
    assert Checkpoint.parse(one.text) == one
    signed = str(checkpoint.sign(one, office.key))
    assert checkpoint.opened(signed, [office.key.verifier])[0].extensions == ("ext 1", "ext 2")
    with pytest.raises(Untrusted):
        checkpoint.opened(signed.replace("ext 2", "ext 3"), [office.key.verifier])


def test_an_empty_log_is_a_checkpoint_too():
    assert Checkpoint.parse(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text).size == 0


@given(st.data())
def test_any_changed_byte_of_a_checkpoint_is_noticed(data):
    office = Office().fill(5)
    signed = str(cosigned(office.publish(), "a")).encode()
    at = data.draw(st.integers(0, len(signed) - 1))
    changed = signed[:at] + bytes([signed[at] ^ data.draw(st.integers(1, 255))]) + signed[at + 1 :]
    try:
        _point, opened = checkpoint.opened(changed, [office.key.verifier])
        vouched = cosignature.verified(opened, [witness_key("a").verifier])
    except (Malformed, Untrusted):
        return
    # The log's own part was untouched: then it was the witness's name that changed, and the witness is gone.
    assert vouched == ()


def test_a_witness_is_counted_once_under_one_key():
    office = Office().fill(5)
    twice = cosigned(cosigned(office.publish(), "a", NOON), "a", NOON + 9)
    alias = SignerKey("alias.example", COSIGNATURE, b"a" * 32)
    thrice = twice.signed(cosignature.sign(twice, alias, NOON + 5))
    found = cosignature.verified(thrice, [witness_key("a").verifier, alias.verifier])
    assert [one.at for one in found] == [NOON + 9]


def test_keys_do_only_what_they_are_made_for():
    office = Office().fill(1)
    signed = office.publish()
    with pytest.raises(ValueError, match="cosigning"):
        cosignature.sign(signed, office.key, NOON)
    with pytest.raises(ValueError, match="nothing else"):
        note.sign("text\n", witness_key("a"))
    with pytest.raises(ValueError, match="no time"):
        cosignature.sign(signed, witness_key("a"), -1)
    with pytest.raises(Untrusted):
        checkpoint.opened(cosigned(signed, "a"), [witness_key("a").verifier])
    assert cosignature.verified(signed, [office.key.verifier]) == ()
    plain = SignerKey("witness-a.example", ED25519, b"a" * 32)
    assert plain.verifier.id != witness_key("a").verifier.id
