"""The public log over HTTP: exactly the files of the specification, and nothing that tells who asks."""

import pytest

from xinqiao.cases.policy import NoSuchMatter
from xinqiao.cases.receipts import filing_of, promise_for, provable, receipt_for
from xinqiao.ledger import signing
from xinqiao.ledger.publish import publish, publish_all
from xinqiao.ledger.sequence import index_of
from xinqiao.testing import do, file_lift, moment
from xinqiao.tlog.note import ED25519, VerifierKey, read_keys
from xinqiao.tlog.receipt import Trust, examine

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


def test_nobody_gets_a_cookie(client):
    file_lift()
    publish(at=AT)
    for path in ("checkpoint", "tile/0/000.p/8", "key", "keys"):
        answer = client.get(f"/log/{path}")
        assert answer.status_code == 200
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_the_keys_are_those_that_sign(client, settings):
    file_lift()
    publish(at=AT)
    (key,) = read_keys(client.get("/log/key").content.decode())
    assert key == signing.verifiers()[0]
    said = client.get("/log/keys").content.decode()
    assert read_keys(said) == signing.verifiers()
    assert said.startswith("# 2026-03-02 – …\n")


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
