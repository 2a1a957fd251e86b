"""A witness and a log operator who cheats in every way there is."""

import pytest

from xinqiao.tlog import audit, checkpoint, witness
from xinqiao.tlog.checkpoint import Checkpoint
from xinqiao.tlog.note import SignerKey
from xinqiao.tlog.promise import Promise
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tests.small import NOON, ORIGIN, Memory, Office, commitment
from xinqiao.tlog.tile import pack
from xinqiao.tlog.witness import Kind, Log, Seen

DAY = 86_400
LOG = Log([Office().key.verifier], ORIGIN, patience=2 * DAY)


class Witness:
    """One who remembers: what was seen, and the tiles as they were then."""

    def __init__(self) -> None:
        self.seen: Seen | None = None
        self.kept = Memory()

    def look(self, office: Office, at: int) -> witness.Judgement:
        found = witness.look(LOG, self.seen, str(office.publish()), office.tiles, at=at, kept=self.kept)
        if not found.alarm:
            self.kept.files |= office.tiles.files
        self.seen = found.seen
        return found


@pytest.fixture
def watching() -> tuple[Witness, Office]:
    """A witness who has just signed a log of 300 entries."""
    one, office = Witness(), Office().fill(300)
    assert one.look(office, NOON).kind == Kind.COSIGN
    return one, office


def test_an_honest_log_is_signed_again_and_again(watching):
    one, office = watching
    for day, size in enumerate((301, 512, 513, 513, 1000), start=1):
        assert one.look(office.fill(size), NOON + day * DAY).kind == Kind.COSIGN
        assert one.seen.size == size
    assert one.seen.grown_at == one.seen.at == NOON + 5 * DAY


def test_a_fork_of_the_same_size_is_found_and_two_signatures_convict(watching):
    one, _office = watching
    other = Office().fill(200).add(b"another").fill(300)
    found = one.look(other, NOON + 60)
    assert found.kind == Kind.FORK
    assert found.entry == 200
    assert "第 201 条" in found.sentence.zh
    assert one.seen.size == 300 and one.seen.at == NOON
    mine, yours = (checkpoint.opened(note, LOG.keys)[0] for note in found.evidence)
    assert mine.size == yours.size and mine.root != yours.root


def test_a_fork_is_found_without_any_tiles(watching):
    one, _office = watching
    other = Office().fill(200).add(b"another").fill(300)
    found = witness.judge(LOG, one.seen, str(other.publish()), [], at=NOON + 60)
    assert found.kind == Kind.FORK
    assert "分叉" in found.sentence.zh


def test_a_rewritten_entry_is_found_and_named(watching):
    one, _office = watching
    other = Office().fill(123).add(b"backdated").fill(400)
    found = one.look(other, NOON + 60)
    assert found.kind == Kind.REWRITTEN
    assert found.entry == 123
    assert "number 124" in found.sentence.en
    assert len(found.evidence) == 2


def test_a_removed_entry_is_found(watching):
    one, _office = watching
    other = Office().fill(50).add(*map(commitment, range(51, 400)))
    found = one.look(other, NOON + 60)
    assert (found.kind, found.entry) == (Kind.REWRITTEN, 50)


def test_a_made_up_proof_does_not_help_the_operator(watching):
    one, office = watching
    other = Office().fill(123).add(b"backdated").fill(400)
    for proof in (
        [],
        Prover(other.tiles, 400).consistency(300),
        Prover(office.fill(400).tiles, 400).consistency(300),
    ):
        found = witness.judge(LOG, one.seen, str(other.publish()), proof, at=NOON + 60)
        assert found.kind == Kind.REWRITTEN


def test_a_rollback_is_found_and_remembered(watching):
    one, office = watching
    found = one.look(Office().fill(250), NOON + 60)
    assert found.kind == Kind.ROLLBACK
    assert "300" in found.sentence.zh and "250" in found.sentence.zh
    assert one.seen.size == 300
    # Going on from the old backup forks the log; the honest continuation is still welcome.
    assert one.look(Office().fill(250).add(b"after restore").fill(350), NOON + 120).kind == Kind.REWRITTEN
    assert one.look(office.fill(301), NOON + 180).kind == Kind.COSIGN


def test_a_smaller_log_that_was_never_part_of_it_is_a_fork(watching):
    one, _office = watching
    found = one.look(Office().fill(100).add(b"another").fill(250), NOON + 60)
    assert (found.kind, found.entry) == (Kind.FORK, 100)


def test_a_stalled_log_is_noticed_whether_it_answers_or_not(watching):
    one, office = watching
    assert one.look(office, NOON + DAY).kind == Kind.COSIGN
    assert witness.silence(LOG, one.seen, at=NOON + 2 * DAY) is None
    silent = witness.silence(LOG, one.seen, at=NOON + 2 * DAY + 1)
    assert silent and silent.kind == Kind.STALLED
    found = one.look(office, NOON + 3 * DAY)
    assert found.kind == Kind.STALLED
    assert "停住了" in found.sentence.zh
    assert one.look(office.fill(301), NOON + 4 * DAY).kind == Kind.COSIGN


def test_torn_and_missing_tiles_are_told_from_a_rewriting(watching):
    one, office = watching
    office.fill(600)
    whole = dict(office.tiles.files)
    office.tiles.files["tile/0/002.p/88"] = b"\x00" * 32 * 88
    assert one.look(office, NOON + 60).kind == Kind.TORN
    office.tiles.files["tile/0/002.p/88"] = whole["tile/0/002.p/88"][:-1]
    assert one.look(office, NOON + 60).kind == Kind.TORN
    del office.tiles.files["tile/0/002.p/88"]
    found = one.look(office, NOON + 60)
    assert found.kind == Kind.TORN and "tile/0/002.p/88" in found.sentence.en
    office.tiles.files = whole
    assert one.look(office, NOON + 60).kind == Kind.COSIGN


def test_what_the_log_did_not_sign_is_no_evidence_against_it(watching):
    one, office = watching
    impostor = Office(seed=b"x" * 32).fill(400)
    assert one.look(impostor, NOON + 60).kind == Kind.UNSIGNED
    other_name = checkpoint.sign(Checkpoint("other.example/log", 400, impostor.edge.root()), office.key)
    for offered in (str(other_name), "", "garbage\n", str(office.publish())[:-9]):
        found = witness.judge(LOG, one.seen, offered, [], at=NOON + 60)
        assert found.kind == Kind.UNSIGNED and found.seen == one.seen


def test_a_witness_whose_clock_went_back_signs_nothing(watching):
    one, office = watching
    assert one.look(office.fill(301), NOON - 1).kind == Kind.CLOCK
    assert one.seen.size == 300


def test_two_logs_shown_to_two_people_are_found_out():
    """Each shown log is consistent in itself; only holding them side by side convicts the operator."""
    zhao, qian = Witness(), Witness()
    to_zhao, to_qian = Office().fill(300), Office().fill(200).add(b"without the complaint").fill(300)
    for day, size in enumerate((300, 400, 500)):
        assert not zhao.look(to_zhao.fill(size), NOON + day * DAY).alarm
        assert not qian.look(to_qian.fill(size), NOON + day * DAY).alarm
    assert zhao.seen and qian.seen
    found = witness.compare(LOG, zhao.seen.note, qian.seen.note)
    assert found and found.kind == Kind.FORK
    for note in found.evidence:
        assert checkpoint.opened(note, LOG.keys)[0].size == 500
    # At different sizes it takes a proof, and no proof fits.
    later = str(to_qian.fill(600).publish())
    with pytest.raises(ValueError, match="proof"):
        witness.compare(LOG, zhao.seen.note, later)
    made_up = Prover(to_qian.tiles, 600).consistency(500)
    convicted = witness.compare(LOG, zhao.seen.note, later, made_up)
    assert convicted and convicted.kind == Kind.FORK
    # And whoever saw one of them finds out as soon as the other is shown.
    assert zhao.look(to_qian, NOON + 5 * DAY).kind == Kind.REWRITTEN


def test_two_views_of_one_log_fit_together():
    office = Office().fill(300)
    early = str(office.publish())
    late = str(office.fill(700).publish())
    proof = Prover(office.tiles, 700).consistency(300)
    assert witness.compare(LOG, early, late, proof) is None
    assert witness.compare(LOG, late, early, proof) is None
    assert witness.compare(LOG, late, late) is None
    assert witness.compare(LOG, str(Office().publish()), late) is None
    unsigned = witness.compare(LOG, early, "garbage")
    assert unsigned and unsigned.kind == Kind.UNSIGNED


def test_an_old_key_still_speaks_after_rotation(watching):
    one, office = watching
    office.key = SignerKey.generate(ORIGIN)
    rotated = Log([*LOG.keys, office.key.verifier], ORIGIN, LOG.patience)
    note = str(office.fill(301).publish())
    proof = Prover(office.tiles, 301).consistency(300)
    assert witness.judge(LOG, one.seen, note, proof, at=NOON + 60).kind == Kind.UNSIGNED
    assert witness.judge(rotated, one.seen, note, proof, at=NOON + 60).kind == Kind.COSIGN


def test_a_broken_promise_is_shown_by_the_log_itself():
    office = Office().fill(300)
    kept, broken = (
        Promise(ORIGIN, commitment(7), NOON, NOON + 60),
        Promise(ORIGIN, commitment(999), NOON, NOON + 60),
    )
    prover = Prover(office.tiles, 300)

    def leaves() -> list[bytes]:
        return [prover.leaf(index) for index in range(300)]

    assert witness.unkept(kept, leaves(), 300, at=NOON + 90) is None
    assert witness.unkept(broken, leaves(), 300, at=NOON + 60) is None
    alarm = witness.unkept(broken, leaves(), 300, at=NOON + 61)
    assert alarm and "没有兑现" in alarm.zh


def test_an_audit_of_a_whole_log_finds_nothing_or_everything():
    office = Office().fill(700)
    point = office.checkpoint
    assert list(audit.faults(office.tiles, point)) == []
    whole = dict(office.tiles.files)
    for path, data in whole.items():
        office.tiles.files = {**whole, path: data[:-1] + bytes([data[-1] ^ 1])}
        if path.startswith("tile/entries"):
            assert any("根" in one.zh for one in audit.faults(office.tiles, point)), path
        elif Prover(office.tiles, 700).find(b"") is None:
            found = [one.en for one in audit.faults(office.tiles, point)]
            assert found == (
                [f"The file {path} does not agree with the entries below it."] if in_use(path) else []
            ), path
        office.tiles.files = {name: kept for name, kept in whole.items() if name != path}
        assert bool(list(audit.faults(office.tiles, point))) == in_use(path), path
    office.tiles.files = {**whole, "tile/entries/001": pack([b""] * 255)}
    assert "255 < 256" in next(audit.faults(office.tiles, point)).zh


def in_use(path: str) -> bool:
    """Whether the tree of 700 leaves needs this file; partial tiles of earlier sizes may go."""
    return ".p/" not in path or path in ("tile/0/002.p/188", "tile/entries/002.p/188", "tile/1/000.p/2")


def test_an_empty_log_is_signed_and_grows():
    one, office = Witness(), Office()
    assert one.look(office, NOON).kind == Kind.COSIGN
    assert one.look(office.fill(5), NOON + 1).kind == Kind.COSIGN
    assert one.look(Office(), NOON + 2).kind == Kind.ROLLBACK
