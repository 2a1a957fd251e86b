"""The public log over HTTP: exactly the files of the specification, and nothing that tells who asks."""

from datetime import timedelta

import pytest

from xinqiao.cases.policy import NoSuchMatter
from xinqiao.cases.receipts import filing_of, promise_for, provable, receipt_for
from xinqiao.ledger import shelf, signing
from xinqiao.ledger.models import Checkpoint
from xinqiao.ledger.publish import publish, publish_all
from xinqiao.ledger.sequence import index_of
from xinqiao.testing import do, file_lift, moment
from xinqiao.tlog import witness
from xinqiao.tlog.note import ED25519, VerifierKey, read_keys
from xinqiao.tlog.proof import Proof
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.receipt import Trust, examine
from xinqiao.tlog.witness import Kind

AT = moment("2026-03-02")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def log(settings, tmp_path, cast):
    settings.LOG = tmp_path / "log"
    settings.LOG_STEP = 8


def trust() -> Trust:
    return Trust(keys=signing.verifiers(), origin=signing.origin())


def test_the_checkpoint_is_there_once_something_is_published(client):
    assert client.get("/log/checkpoint").status_code == 404
    file_lift()
    publish(at=AT)
    answer = client.get("/log/checkpoint")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=1"
    assert answer.content.decode().splitlines()[:2] == [signing.origin(), "8"]


@pytest.mark.parametrize("path", ["tile/0/000.p/8", "tile/entries/000.p/8"])
def test_tiles_and_bundles_may_be_kept_for_ever(client, path):
    file_lift()
    publish(at=AT)
    answer = client.get(f"/log/{path}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/octet-stream"
    assert "immutable" in answer["Cache-Control"]
    assert len(answer.content) == 8 * (34 if "entries" in path else 32)
    assert client.head(f"/log/{path}").status_code == 200
    assert client.post(f"/log/{path}").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000",
        "tile/0/000.p/7",
        "tile/0/000.p/08",
        "tile/0/000.p/256",
        "tile/0/0",
        "tile/1/000.p/1",
        "tile/64/000",
        "tile/0/x000/000",
        "tile/entries/../../checkpoint",
        "tile/0/000.p/8.aside",
        "tile/",
        "..%2f..%2fkeys/log_key",
        "other",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    file_lift()
    publish(at=AT)
    assert client.get(f"/log/{path}").status_code == 404


@pytest.mark.parametrize("path", ["checkpoint", "tile/0/000.p/8", "tile/entries/000.p/8", "key", "keys"])
def test_a_file_is_the_same_for_everybody(client, path):
    """Whatever language or cookies somebody brings: the same bytes, and one copy in any cache on the way."""
    file_lift()
    publish(at=AT)
    plain = client.get(f"/log/{path}")
    client.cookies["sessionid"], client.cookies["language"] = "x", "en"
    other = client.get(f"/log/{path}", headers={"Accept-Language": "en", "Accept-Encoding": "gzip"})
    assert plain.status_code == other.status_code == 200
    assert plain.content == other.content
    for answer in (plain, other):
        assert not answer.cookies
        assert answer["Cache-Control"].startswith("public")
        assert not {"Vary", "Content-Language", "Content-Encoding", "Set-Cookie"} & set(answer.headers)


def test_a_page_still_varies_with_its_language(client):
    assert "Accept-Language" in client.get("/verify/")["Vary"]


def test_the_keys_are_those_that_sign(client, settings):
    file_lift()
    publish(at=AT)
    (key,) = read_keys(client.get("/log/key").content.decode())
    assert key == signing.verifiers()[0]
    said = client.get("/log/keys").content.decode()
    assert read_keys(said) == signing.verifiers()
    assert said.startswith("# 2026-03-02 – …\n")


def test_who_was_away_for_a_month_finds_everything_in_its_place():
    """Of old checkpoints one a day is kept. A receipt brings its own, and a witness remembers theirs, so both still hold
    when the office has let go of that one."""
    filed = file_lift()
    publish(at=AT)
    receipt = receipt_for(filed.number, filed.position)
    assert receipt is not None
    log = witness.Log(signing.verifiers(), signing.origin(), patience=86_400)
    first = witness.look(log, None, shelf.published() or "", shelf.tiles(), at=int(AT.timestamp()))
    assert first.seen is not None and first.seen.note == Proof.parse(receipt).checkpoint
    for day in range(40):
        for hour in range(3):
            publish(at=AT + timedelta(days=day, hours=hour + 1), cover=True)
    assert not Checkpoint.objects.filter(size=first.seen.size).exists()
    assert Checkpoint.objects.filter(at__lt=AT + timedelta(days=30)).count() == 30

    old = examine(receipt, trust())
    assert old.good, old.faults
    anew = receipt_for(filed.number, filed.position)
    assert anew is not None and anew != receipt
    assert examine(anew, trust()).good
    back = AT + timedelta(days=41)
    again = witness.look(
        log, first.seen, shelf.published() or "", shelf.tiles(), at=int(back.timestamp()), kept=shelf.tiles()
    )
    assert again.kind == Kind.COSIGN, again.sentence.en
    assert (
        witness.compare(
            log,
            Proof.parse(receipt).checkpoint,
            Proof.parse(anew).checkpoint,
            Prover(shelf.tiles(), again.seen.size if again.seen else 0).consistency(first.seen.size),
        )
        is None
    )


class TestWhatIsHandedOut:
    def test_a_promise_at_once_and_a_receipt_once_it_is_covered(self):
        filed = file_lift()
        promise = examine(promise_for(filed.number, filed.position), trust())
        assert promise.good, promise.faults
        assert promise.facts["by"] - promise.facts["accepted"] == 86_400
        assert receipt_for(filed.number, filed.position) is None
        publish(at=AT)
        data = receipt_for(filed.number, filed.position)
        assert data is not None
        receipt = examine(data, trust())
        assert receipt.good, receipt.faults
        assert receipt.facts["index"] == index_of(filed.position)
        assert receipt.facts["entry"]["number"] == filed.number
        assert "三号楼电梯停运一个月" in receipt.facts["words"].values()
        assert promise_for(filed.number, filed.position) == promise_for(filed.number, filed.position)

    def test_a_short_receipt_is_silent(self):
        filed = file_lift()
        publish(at=AT)
        data = receipt_for(filed.number, filed.position, opening=False)
        assert data is not None
        receipt = examine(data, trust())
        assert receipt.good, receipt.faults
        assert "entry" not in receipt.facts

    def test_what_others_wrote_is_proved_and_what_is_internal_stays_closed(self, cast):
        filed = file_lift()
        registered = do(filed.number, "register", "sun", "2026-03-03", cast, petition_class="appeal")
        publish_all(at=AT)
        assert [one.action for one in provable(filed.number)][:2] == ["submit", "register"]
        assert all(one.covered for one in provable(filed.number))
        data = receipt_for(filed.number, registered.position)
        assert data is not None
        assert examine(data, trust()).good

    def test_a_changed_receipt_and_a_strange_key_are_rejected(self):
        filed = file_lift()
        publish(at=AT)
        data = receipt_for(filed.number, filed.position) or b""
        lines = data.decode().splitlines(keepends=True)
        index = next(place for place, line in enumerate(lines) if line.startswith("index "))
        other = "".join([*lines[:index], f"index {int(lines[index].split()[1]) ^ 1}\n", *lines[index + 1 :]])
        assert not examine(other.encode(), trust()).good
        strange = Trust(keys=(VerifierKey(signing.origin(), ED25519, b"x" * 32),))
        assert not examine(data, strange).good

    def test_nothing_of_another_matter(self):
        filed, other = file_lift(), file_lift()
        assert filing_of(filed.number) == filed.position
        for hand_out in (promise_for, receipt_for):
            with pytest.raises(NoSuchMatter):
                hand_out(filed.number, other.position)
        with pytest.raises(NoSuchMatter):
            filing_of("2026-999999-0")
