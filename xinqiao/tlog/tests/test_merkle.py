"""The tree of RFC 9162: published values, and every proof of every small tree."""

import doctest
import importlib
import pkgutil
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xinqiao.tlog
from xinqiao.tlog import merkle
from xinqiao.tlog.merkle import Frontier, leaf_hash, node_hash, verify_consistency, verify_inclusion
from xinqiao.tlog.note import decode64
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tests.small import Memory, Office, commitment

# The test tree of Certificate Transparency: these eight leaves, and the root at each size.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): INCLUSION[1, 5][1:],
    (6, 7): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
# Trees that a public witness is tested with; nobody knows their leaves, only their hashes.
SIGSUM = {
    1: "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    3: "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
    5: "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
}
SIGSUM_PROOFS = {
    (1, 3): [
        "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ],
    (1, 5): [
        "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=",
        "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ],
}

MOST = 300


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition in the RFC, word for word: the check on everything cleverer."""
    if not leaves:
        return merkle.EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    middle = merkle.split(len(leaves))
    return node_hash(plain_root(leaves[:middle]), plain_root(leaves[middle:]))


@cache
def grown() -> tuple[Memory, list[bytes]]:
    """A log of MOST entries grown one by one, and the root it had at each size."""
    office = Office()
    roots = [office.edge.root()]
    for number in range(MOST):
        office.add(commitment(number))
        roots.append(office.edge.root())
    return office.tiles, roots


def unhex(texts: list[str]) -> list[bytes]:
    return [bytes.fromhex(text) for text in texts]


def test_hashes_are_those_of_the_published_examples():
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert (
        node_hash(b"N123", b"N456").hex()
        == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


def test_roots_are_those_of_the_published_tree():
    hashes = [leaf_hash(leaf) for leaf in unhex(LEAVES)]
    assert [merkle.root(hashes[:size]).hex() for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize(("place", "proof"), INCLUSION.items())
def test_proofs_of_inclusion_are_the_published_ones(place, proof):
    index, size = place
    office = Office().add(*unhex(LEAVES))
    assert Prover(office.tiles, 8).inclusion(index, size) == unhex(proof)
    hashed = leaf_hash(bytes.fromhex(LEAVES[index]))
    assert verify_inclusion(hashed, index, size, unhex(proof), bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENCY.items())
def test_proofs_of_consistency_are_the_published_ones(sizes, proof):
    old, size = sizes
    office = Office().add(*unhex(LEAVES))
    assert Prover(office.tiles, 8).consistency(old, size) == unhex(proof)
    before, after = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[size - 1])
    assert verify_consistency(old, size, before, after, unhex(proof))


@pytest.mark.parametrize(("sizes", "proof"), SIGSUM_PROOFS.items())
def test_a_public_witness_tree_is_consistent(sizes, proof):
    old, size = sizes
    before, after, *steps = map(decode64, [SIGSUM[old], SIGSUM[size], *proof])
    assert verify_consistency(old, size, before, after, steps)
    assert not verify_consistency(old, size, after, before, steps)


def test_every_root_is_that_of_the_definition():
    _tiles, roots = grown()
    leaves = [leaf_hash(commitment(number)) for number in range(MOST)]
    assert roots == [plain_root(leaves[:size]) for size in range(MOST + 1)]


def test_every_leaf_of_every_small_tree_has_its_proof():
    tiles, roots = grown()
    for size in [*range(1, 40), 127, 128, 129, 255, 256, 257, MOST]:
        prover = Prover(tiles, size)
        assert prover.root() == roots[size]
        for index in range(size):
            proof = prover.inclusion(index)
            assert verify_inclusion(prover.leaf(index), index, size, proof, roots[size]), (index, size)


def test_every_small_tree_begins_with_every_smaller_one():
    tiles, roots = grown()
    for size in [*range(40), 127, 128, 129, 255, 256, 257, MOST]:
        prover = Prover(tiles, size)
        for old in range(size + 1):
            proof = prover.consistency(old)
            assert verify_consistency(old, size, roots[old], roots[size], proof), (old, size)


@given(st.data())
def test_a_proof_of_inclusion_proves_nothing_else(data):
    tiles, roots = grown()
    size = data.draw(st.integers(1, MOST))
    index = data.draw(st.integers(0, size - 1))
    prover = Prover(tiles, size)
    proof, hashed = prover.inclusion(index), prover.leaf(index)
    other_index = (
        data.draw(st.integers(0, size - 1).filter(lambda other: other != index)) if size > 1 else None
    )
    if other_index is not None:
        assert not verify_inclusion(hashed, other_index, size, proof, roots[size])
        assert not verify_inclusion(prover.leaf(other_index), index, size, proof, roots[size])
    everything = [hashed, *proof, roots[size]]
    which = data.draw(st.integers(0, len(everything) - 1))
    everything[which] = flipped(data, everything[which])
    assert not verify_inclusion(everything[0], index, size, everything[1:-1], everything[-1])


@given(st.data())
def test_a_proof_of_consistency_proves_nothing_else(data):
    tiles, roots = grown()
    size = data.draw(st.integers(2, MOST))
    old = data.draw(st.integers(1, size - 1))
    proof = Prover(tiles, size).consistency(old)
    other = data.draw(st.integers(1, size - 1).filter(lambda other: other != old)) if size > 2 else None
    if other:
        assert not verify_consistency(other, size, roots[old], roots[size], proof)
        assert not verify_consistency(old, size, roots[other], roots[size], proof)
    everything = [roots[old], *proof, roots[size]]
    which = data.draw(st.integers(0, len(everything) - 1))
    everything[which] = flipped(data, everything[which])
    assert not verify_consistency(old, size, everything[0], everything[-1], everything[1:-1])


def flipped(data: st.DataObject, hashed: bytes) -> bytes:
    """The same bytes with one bit of one of them turned."""
    at = data.draw(st.integers(0, len(hashed) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    return hashed[:at] + bytes([hashed[at] ^ bit]) + hashed[at + 1 :]


@pytest.mark.parametrize("place", [(5, 8), (1, 5), (2, 3)])
def test_proofs_with_steps_added_taken_away_or_cut_fail(place):
    index, size = place
    root = bytes.fromhex(ROOTS[size - 1])
    hashed = leaf_hash(bytes.fromhex(LEAVES[index]))
    proof = unhex(INCLUSION[place])
    wrong = [
        proof[:-1],
        proof[1:],
        [*proof, root],
        [root, *proof],
        [*proof, b""],
        [b"", *proof],
        [*proof[:-1], b"x"],
    ]
    assert not any(verify_inclusion(hashed, index, size, steps, root) for steps in wrong)
    assert not any(
        verify_inclusion(hashed, *changed, proof, root)
        for changed in [
            (index + 1, size),
            (index - 1, size),
            (index ^ 2, size),
            (index, size * 2),
            (index, size // 2),
        ]
    )
    assert not verify_inclusion(b"short", index, size, proof, root)
    assert not verify_inclusion(hashed, index, size, proof, merkle.EMPTY_ROOT)


@pytest.mark.parametrize("sizes", [(6, 8), (2, 5), (6, 7), (1, 8)])
def test_proofs_of_consistency_with_steps_added_or_taken_away_fail(sizes):
    old, size = sizes
    before, after = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[size - 1])
    proof = unhex(CONSISTENCY[sizes])
    wrong = [
        [],
        proof[:-1],
        proof[1:],
        [*proof, after],
        [before, *proof],
        [after, *proof],
        [proof[0], *proof],
        [*proof, b""],
    ]
    assert not any(verify_consistency(old, size, before, after, steps) for steps in wrong)
    assert not verify_consistency(old, size, after, before, proof)
    assert not verify_consistency(size, old, after, before, proof)
    assert not verify_consistency(old - 1, size, before, after, proof)
    assert not verify_consistency(old, size * 2, before, after, proof)


def test_the_empty_tree_has_one_root_and_needs_no_proof():
    some = b"x" * 32
    assert verify_consistency(0, 0, merkle.EMPTY_ROOT, merkle.EMPTY_ROOT, [])
    assert verify_consistency(0, 5, merkle.EMPTY_ROOT, some, [])
    assert not verify_consistency(0, 0, some, some, [])
    assert not verify_consistency(0, 5, some, some, [])
    assert not verify_consistency(0, 5, merkle.EMPTY_ROOT, some, [some])
    assert not verify_inclusion(some, 0, 0, [], some)


def test_equal_sizes_need_equal_roots_and_no_proof():
    some, other = b"x" * 32, b"y" * 32
    assert verify_consistency(3, 3, some, some, [])
    assert not verify_consistency(3, 3, some, other, [])
    assert not verify_consistency(3, 3, some, some, [other])


def test_a_leaf_is_never_taken_for_a_node():
    left, right = leaf_hash(b"Hello"), leaf_hash(b"World")
    assert node_hash(left, right) != leaf_hash(left + right)
    assert node_hash(left, right) != node_hash(right, left)


def test_a_frontier_refuses_hashes_that_cannot_be_its_own():
    with pytest.raises(ValueError, match="no frontier"):
        Frontier(3, [b"x" * 32])
    with pytest.raises(ValueError, match="no frontier"):
        Frontier(1, [b"short"])


def test_a_frontier_goes_on_where_it_was_left():
    _tiles, roots = grown()
    tree = Frontier()
    for number in range(20):
        tree = Frontier(tree.size, tree.peaks)
        tree.append(leaf_hash(commitment(number)))
    assert tree.root() == roots[20]


@pytest.mark.parametrize("name", [found.name for found in pkgutil.iter_modules(xinqiao.tlog.__path__)])
def test_examples_in_the_docstrings_run(name):
    if name not in ("tests", "__main__"):
        assert doctest.testmod(importlib.import_module(f"xinqiao.tlog.{name}")).failed == 0
