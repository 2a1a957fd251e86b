"""What a receipt and a promise prove, and what they never prove."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.tlog import checkpoint, promise, receipt
from xinqiao.tlog.checkpoint import Checkpoint
from xinqiao.tlog.note import Malformed, SignerKey, encode64
from xinqiao.tlog.opening import Enclosure, Opening, Words
from xinqiao.tlog.promise import Promise, PromiseFile
from xinqiao.tlog.proof import HEADER, Proof
from xinqiao.tlog.receipt import Trust
from xinqiao.tlog.tests.small import ENTRY, NOON, Office, cosigned, witness_key
from xinqiao.tlog.tests.small import commitment as made_up

SUBJECT = Words("subject", Opening(b"salt of the words", "电梯停了一个月"))


def office() -> Office:
    """A log of 20 entries; the person's is number 12."""
    return Office().fill(11).add(ENTRY.commitment).fill(20)


def trust(log: Office, *letters: str, quorum: int = 0) -> Trust:
    return Trust([log.key.verifier], [witness_key(letter).verifier for letter in letters], quorum)


def full(log: Office, **enclosed) -> Proof:
    return log.receipt(11, cosigned(log.publish(), "a"), Enclosure(entry=ENTRY, words=(SUBJECT,), **enclosed))


def examine(proof: Proof | PromiseFile | str, trust: Trust, **more) -> receipt.Verdict:
    text = proof if isinstance(proof, str) else proof.text
    return receipt.examine(text.encode(), trust, **more)


def test_a_genuine_receipt_is_green_and_says_what_it_proves():
    log = office()
    promised = str(log.promise(ENTRY.commitment))
    verdict = examine(full(log, promise=promised), trust(log, "a", quorum=1))
    assert verdict.good
    assert verdict.headline.zh == "这份回执是真的。"
    told = "".join(one.zh for one in verdict.proves)
    assert "一共 20 条，它是第 12 条" in told
    assert "witness-a.example" in told
    assert "2026年3月2日 12:00:00（北京时间）" in told
    assert verdict.facts["entry"]["number"] == "XF-2026-000001"
    assert verdict.facts["words"] == {"subject": "电梯停了一个月"}
    assert receipt.NOT_TRUTH in verdict.limits
    assert receipt.NOT_ONE_LOG not in verdict.limits


def test_without_a_witness_it_says_that_there_may_be_two_logs():
    log = office()
    verdict = examine(full(log), trust(log))
    assert verdict.good
    assert receipt.NOT_ONE_LOG in verdict.limits
    assert any("1" in one.en and "not checked" in one.en for one in verdict.limits)


def test_witnesses_asked_for_must_have_signed():
    log = office()
    verdict = examine(full(log), trust(log, "a", "b", quorum=2))
    assert [one.en for one in verdict.faults] == [
        "Only 1 of the witnesses have signed; at least 2 are asked for."
    ]


def test_a_red_verdict_shows_nothing_that_could_pass_for_proved():
    log = office()
    verdict = examine(full(log), trust(Office(seed=b"x" * 32)))
    assert not verdict.good
    assert verdict.headline.en == "This receipt proves nothing; do not rely on it."
    assert verdict.proves == verdict.limits == []
    assert "entry" not in verdict.facts and "words" not in verdict.facts


def test_an_old_receipt_stays_good_after_the_key_was_changed():
    log = office()
    old = full(log)
    log.key = SignerKey.generate(log.key.name)
    both = [log.key.verifier, Office().key.verifier]
    assert examine(old, Trust(both)).good
    assert examine(full(log), Trust(both)).good
    assert not examine(old, Trust(both[:1])).good


@given(st.data())
def test_any_changed_byte_of_a_receipt_is_noticed(data):
    log = office()
    proof = full(log, promise=str(log.promise(ENTRY.commitment)))
    text = proof.text.encode()
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + bytes([text[at] ^ data.draw(st.integers(1, 255))]) + text[at + 1 :]
    assert not receipt.examine(changed, trust(log, "a", quorum=1)).good


@given(st.data())
def test_any_changed_sign_of_what_is_enclosed_is_noticed(data):
    """The enclosure is base64 in the file: change the bytes underneath, so that the base64 stays right."""
    log = office()
    proof = full(log, promise=str(log.promise(ENTRY.commitment)))
    extra = proof.extra or b""
    at = data.draw(st.integers(0, len(extra) - 1))
    changed = extra[:at] + bytes([extra[at] ^ data.draw(st.integers(1, 255))]) + extra[at + 1 :]
    assert not examine(dataclasses.replace(proof, extra=changed), trust(log, "a")).good


def test_every_single_step_of_the_way_matters():
    log = office()
    proof = full(log)
    for at in range(len(proof.hashes)):
        changed = [*proof.hashes]
        changed[at] = made_up(99)
        assert not examine(dataclasses.replace(proof, hashes=tuple(changed)), trust(log)).good
    assert not examine(dataclasses.replace(proof, hashes=proof.hashes[:-1]), trust(log)).good
    assert not examine(dataclasses.replace(proof, index=12), trust(log)).good


def test_words_and_entries_that_were_slipped_in_are_named():
    log = office()
    changed = Words("subject", Opening(b"salt of the words", "电梯停了一天"))
    added = Words("secret", Opening(b"salt of the words", "另加的话"))
    proof = log.receipt(11, enclosure=Enclosure(entry=ENTRY, words=(changed, added)))
    verdict = examine(proof, trust(log))
    assert [one.zh for one in verdict.faults] == [
        "这些话不是记录里的原话，被改过或者是另加的：secret, subject。"
    ]
    other = dataclasses.replace(ENTRY, text=ENTRY.text.replace("000001", "000002"))
    assert not examine(log.receipt(11, enclosure=Enclosure(entry=other)), trust(log)).good


def test_words_without_their_entry_are_not_believed():
    log = office()
    proof = log.receipt(11, enclosure=Enclosure(words=(SUBJECT,), commitment=ENTRY.commitment))
    assert not examine(proof, trust(log)).good


def test_a_receipt_need_not_tell_what_it_is_about():
    log = office()
    closed = log.receipt(11, enclosure=Enclosure(commitment=ENTRY.commitment))
    verdict = examine(closed, trust(log))
    assert verdict.good
    assert any("看不出记录写了什么" in one.zh for one in verdict.limits)
    bare = log.receipt(11)
    assert not examine(bare, trust(log)).good
    assert examine(bare, trust(log), commitment=ENTRY.commitment).good
    assert not examine(bare, trust(log), commitment=made_up(3)).good
    assert not examine(closed, trust(log), commitment=made_up(3)).good


def test_somebody_elses_enclosure_is_passed_over():
    log = office()
    foreign = dataclasses.replace(log.receipt(11), extra=b"\x00\x01 not ours")
    verdict = examine(foreign, trust(log), commitment=ENTRY.commitment)
    assert verdict.good
    assert receipt.STRANGE_EXTRA in verdict.limits


def test_a_promise_for_another_entry_does_not_go_with_the_receipt():
    log = office()
    assert not examine(full(log, promise=str(log.promise(made_up(5)))), trust(log)).good
    stranger = Office(seed=b"x" * 32)
    assert not examine(full(log, promise=str(stranger.promise(ENTRY.commitment))), trust(log)).good


def test_a_promise_is_green_and_says_that_it_is_not_the_receipt():
    log = office()
    file = PromiseFile(str(log.promise(ENTRY.commitment)), Enclosure(entry=ENTRY, words=(SUBJECT,)).encode())
    verdict = examine(file, trust(log))
    assert verdict.good
    assert verdict.kind == "promise"
    assert "2026年3月2日 12:01:00" in verdict.proves[0].zh
    assert any("还不是完整的回执" in one.zh for one in verdict.limits)
    assert examine(file.promise, trust(log)).good
    assert not examine(
        PromiseFile(file.promise, Enclosure(entry=Opening(bytes(16), "x")).encode()), trust(log)
    ).good
    assert not examine(file, trust(Office(seed=b"x" * 32))).good


@given(st.data())
def test_any_changed_byte_of_a_promise_is_noticed(data):
    log = office()
    text = PromiseFile(str(log.promise(ENTRY.commitment)), Enclosure(entry=ENTRY).encode()).text.encode()
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + bytes([text[at] ^ data.draw(st.integers(1, 255))]) + text[at + 1 :]
    verdict = receipt.examine(changed, trust(log))
    # A changed version makes the enclosure somebody else's: then the entry is not shown, and the promise stands alone.
    assert not verdict.good or "entry" not in verdict.facts


def test_a_promise_never_passes_for_a_checkpoint_nor_the_other_way_round():
    log = office()
    with pytest.raises(Malformed):
        checkpoint.opened(log.promise(ENTRY.commitment), [log.key.verifier])
    with pytest.raises(Malformed):
        promise.opened(log.publish(), [log.key.verifier])
    with pytest.raises(Malformed):
        Checkpoint.parse(Promise("1", made_up(1), 0, 0).text)


@pytest.mark.parametrize(
    "change",
    [
        ("accepted 1772424000", "accepted 01772424000"),
        ("accepted 1772424000", "accepted 1772424061"),
        ("origin ", "origin  "),
        ("by ", "until "),
        ("\nby", "\n\nby"),
    ],
)
def test_malformed_promises_are_refused(change):
    text = Promise("office.example/log", made_up(1), NOON, NOON + 60).text
    assert Promise.parse(text).text == text
    with pytest.raises(Malformed):
        Promise.parse(text.replace(*change))


def test_the_file_has_the_form_of_the_specification():
    way = [made_up(1), made_up(2)]
    assert Proof(5, tuple(way), "test checkpoint\n").text == (
        f"c2sp.org/tlog-proof@v1\nindex 5\n{encode64(way[0])}\n{encode64(way[1])}\n\ntest checkpoint\n"
    )
    assert Proof(10, (way[0],), "checkpoint data\n", b"extra information").text == (
        f"c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n{encode64(way[0])}\n\ncheckpoint data\n"
    )
    assert Proof(0, (), "checkpoint\n").text == "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n"
    for proof in (Proof(5, tuple(way), "a\n\nb\n"), Proof(0, (), "c\n", b""), Proof(1, (), "", b"x")):
        assert Proof.parse(proof.text) == proof


def test_the_example_of_the_specification_reads():
    example = (
        "c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ\nindex 73894\n"
        "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\nB95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n\n"
        "example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— example.com/fancylog hI2DJw==\n"
    )
    read = Proof.parse(example)
    assert read.text == example
    assert read.extra and read.extra.startswith(b"age-v1.2.1-darwin")
    assert (read.index, len(read.hashes)) == (73894, 2)
    assert read.checkpoint.startswith("example.com/fancylog\n109482\n")


@pytest.mark.parametrize(
    "text",
    [
        "wrong-header\nindex 0\n\ncheckpoint\n",
        f"{HEADER}\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n",
        f"{HEADER}\n\n\ncheckpoint\n",
        f"{HEADER}\nindex notanumber\n\ncheckpoint\n",
        f"{HEADER}\nindex -5\n\ncheckpoint\n",
        f"{HEADER}\nindex 05\n\ncheckpoint\n",
        f"{HEADER}\nindex 9999999999999999999\n\ncheckpoint\n",
        f"{HEADER}\nindex 0\n!!notbase64!!\n\ncheckpoint\n",
        f"{HEADER}\nindex 0\n{encode64(bytes(64))}\n\ncheckpoint\n",
        f"{HEADER}\nindex 0\n" + f"{encode64(bytes(32))}\n" * 65 + "\ncheckpoint\n",
        f"{HEADER}\nindex 0\n",
        f"{HEADER}\nindex 0\nextra AAAA\n\ncheckpoint\n",
        f"{HEADER}\r\nindex 0\r\n\r\ncheckpoint\n",
    ],
)
def test_malformed_files_are_refused(text):
    with pytest.raises(Malformed):
        Proof.parse(text)
    assert not receipt.examine(text.encode(), trust(office())).good


@given(st.binary(max_size=300))
def test_no_file_makes_it_stumble(data):
    for start in (b"", HEADER.encode(), b"xinqiao/promised@v1\n", b"xinqiao/promise/v1\n"):
        assert not receipt.examine(start + data, trust(Office())).good
    assert not receipt.examine_checkpoint(data, trust(Office())).good


@pytest.mark.parametrize(
    "extra",
    [
        b'{"v":1,"entry":1}',
        b'{"v":1,"entry":{"salt":"AAAA","text":"x"}}',
        b'{"v":1,"entry":{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","text":"\\ud800"}}',
        b'{"v":1,"entry":{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","text":7}}',
        b'{"v":1,"words":[]}',
        b'{"v":1,"words":{"a":"b"}}',
        b'{"v":1,"promise":7}',
        b'{"v":1,"commitment":"AAAA"}',
        b'{"v":1,"commitment":[]}',
        b'{"v":1,"more":1}',
    ],
)
def test_broken_enclosures_are_refused(extra):
    with pytest.raises(Malformed):
        Enclosure.decode(extra)
    log = office()
    assert not examine(dataclasses.replace(log.receipt(11), extra=extra), trust(log)).good


def test_enclosures_read_back():
    whole = Enclosure(ENTRY, (SUBJECT,), "promise\n", made_up(1))
    assert Enclosure.decode(whole.encode()) == whole
    for foreign in (b"", b"[]", b"{}", b'{"v":2}', b"[" * 100_000):
        assert Enclosure.decode(foreign) is None


def test_an_entry_that_is_no_json_is_shown_as_it_is():
    plain = Opening(bytes(16), "只是一句话")
    log = Office().add(plain.commitment)
    verdict = examine(log.receipt(0, enclosure=Enclosure(entry=plain)), trust(log))
    assert verdict.good
    assert verdict.facts["entry"] == "只是一句话"
