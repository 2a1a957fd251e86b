"""Shares of the office's keys: any two of three recover them, one says nothing, and a wrong one is told from a right one."""

import json
import re
from itertools import combinations

import pytest

from xinqiao.people import recovery
from xinqiao.people.keyring import Ring, new_key
from xinqiao.people.recovery import CannotRecover, join, put_back, read_share, refresh, split, stale

pytestmark = pytest.mark.usefixtures("rings")


def secrets(rings: dict[str, Ring]) -> dict[str, tuple]:
    return {name: ring.held() for name, ring in rings.items()}


@pytest.mark.parametrize(("need", "of"), [(2, 3), (3, 5), (2, 2)])
def test_any_so_many_shares_recover_every_key_and_fewer_do_not(
    rings: dict[str, Ring], need: int, of: int
) -> None:
    shares = split(need=need, of=of)
    assert len(set(shares)) == of
    for some in combinations(shares, need):
        assert join(some) == secrets(rings)
    for some in combinations(shares, need - 1):
        with pytest.raises(CannotRecover, match=str(need)):
            join(some)


def test_the_same_share_twice_is_one_share() -> None:
    share = split(need=2, of=3)[0]
    with pytest.raises(CannotRecover, match="different"):
        join([share, share])


def test_a_share_and_the_file_hold_no_key_and_no_private_half(rings: dict[str, Ring]) -> None:
    shares = split(need=2, of=3)
    kept = recovery.path().read_text()
    for ring in rings.values():
        for key in ring.held():
            assert key.secret.hex() not in kept
    assert len({tuple(share.split()) for share in shares}) == 3
    assert oct(recovery.path().stat().st_mode)[-3:] == "600"


def test_every_wrong_digit_of_a_row_is_found_and_its_row_named() -> None:
    share = split(need=2, of=3)[0]
    rows = share.splitlines()
    for number in range(len(rows)):
        groups = re.search(r"\d{4}  \d{4}  \d{4}", rows[number])
        assert groups is not None
        place = groups.start() + 7
        wrong = rows[number][:place] + str((int(rows[number][place]) + 1) % 10) + rows[number][place + 1 :]
        with pytest.raises(CannotRecover, match=f"第 {number + 1} 行"):
            read_share("\n".join([*rows[:number], wrong, *rows[number + 1 :]]))


def test_rows_that_changed_places_or_are_missing_are_refused() -> None:
    rows = split(need=2, of=3)[0].splitlines()
    with pytest.raises(CannotRecover):
        read_share("\n".join([rows[1], rows[0], *rows[2:]]))
    with pytest.raises(CannotRecover, match="11"):
        read_share("\n".join(rows[:-1]))
    with pytest.raises(CannotRecover):
        read_share("")


def test_a_share_is_read_without_its_words_and_row_numbers_too() -> None:
    share = split(need=2, of=3)[0]
    typed = "\n".join(" ".join(found) for found in re.findall(r"(\d{4})  (\d{4})  (\d{4})  (\d)", share))
    assert read_share(typed) == read_share(share)


def test_shares_of_two_splittings_do_not_mix() -> None:
    old, new = split(need=2, of=3), split(need=2, of=3)
    with pytest.raises(CannotRecover):
        join([old[0], new[1]])
    with pytest.raises(CannotRecover, match="another set"):
        join(old[:2])


def test_a_key_that_changed_is_recovered_by_the_same_shares(rings: dict[str, Ring]) -> None:
    shares = split(need=2, of=3)
    rings["seal_key"].add(new_key())
    assert stale() == ["seal_key"]
    assert refresh()
    assert stale() == []
    assert join(shares[1:]) == secrets(rings)


def test_lost_files_are_put_back_and_keys_of_an_empty_start_go(rings: dict[str, Ring]) -> None:
    before = secrets(rings)
    shares = split(need=2, of=3)
    for ring in rings.values():
        ring.write([new_key()])  # as an empty folder gets at the next start
    needed = rings["query_code_key"].current
    changed = put_back(join(shares[:2]), still_needed={"query_code_key": [needed.id]})
    assert sorted(changed) == sorted(rings)
    after = secrets(rings)
    assert after.pop("query_code_key") == (*before.pop("query_code_key"), needed)
    assert after == before
    assert put_back(join(shares[:2]), still_needed={"query_code_key": [needed.id]}) == []


def test_a_damaged_file_is_told() -> None:
    shares = split(need=2, of=3)
    kept = json.loads(recovery.path().read_text())
    kept["sealed"]["seal_key"] = kept["sealed"]["log_key"]
    recovery.path().write_text(json.dumps(kept))
    with pytest.raises(CannotRecover, match="seal_key"):
        join(shares[:2])
    recovery.path().unlink()
    with pytest.raises(CannotRecover):
        join(shares[:2])


@pytest.mark.parametrize(("need", "of"), [(1, 3), (4, 3), (2, 17)])
def test_numbers_that_make_no_sense_are_refused(need: int, of: int) -> None:
    with pytest.raises(ValueError):
        split(need=need, of=of)
