"""Keys and the name of the log: they may change only in a way that leaves every old receipt valid."""

import pytest

from xinqiao.ledger import shelf, signing
from xinqiao.ledger.publish import publish
from xinqiao.ledger.sequence import Halted
from xinqiao.people.keyring import Ring, new_key
from xinqiao.testing import file_lift, moment
from xinqiao.tlog import checkpoint

AT = moment("2026-03-02")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def log(settings, tmp_path, cast):
    settings.LOG = tmp_path / "log"
    settings.LOG_KEYS = Ring("log_key", tmp_path / "keys")


def another():
    file_lift()
    publish(at=AT)


def test_the_name_is_that_of_the_first_checkpoint(settings):
    settings.LOG_ORIGIN = "bridge.example/log"
    another()
    settings.LOG_ORIGIN = ""
    settings.ALLOWED_HOSTS = ["other.example"]
    assert signing.origin() == "bridge.example/log"
    another()
    settings.LOG_ORIGIN = "other.example/log"
    with pytest.raises(Halted, match="Set XINQIAO_LOG_ORIGIN back"):
        another()


def test_without_a_setting_the_name_comes_from_the_first_host_that_others_know(settings):
    settings.ALLOWED_HOSTS = ["localhost", ".bridge.example", "other.example"]
    assert signing.origin() == "bridge.example/log"
    settings.ALLOWED_HOSTS = ["localhost"]
    assert signing.origin() == "localhost/log"


def test_during_a_change_both_keys_sign_and_afterwards_the_old_one_stays_known(settings):
    another()
    (old,) = signing.signers(signing.origin())
    first = shelf.published()
    settings.LOG_KEYS.add(new_key())
    another()
    new, also = signing.signers(signing.origin())
    assert also == old
    for key in (old.verifier, new.verifier):
        checkpoint.opened(shelf.published() or "", [key], signing.origin())
    settings.LOG_KEYS.drop([settings.LOG_KEYS.held()[1].id])
    another()
    with pytest.raises(ValueError, match="no known key"):
        checkpoint.opened(shelf.published() or "", [old.verifier], signing.origin())
    assert signing.verifiers() == (new.verifier, old.verifier)
    checkpoint.opened(first or "", signing.verifiers(), signing.origin())


def test_a_strange_key_does_not_sign(settings, tmp_path):
    another()
    settings.LOG_KEYS = Ring("log_key", tmp_path / "strange")
    with pytest.raises(Halted, match="has never signed"):
        another()
