"""What is published, by name: c2sp.org/tlog-tiles, and how the tree grows and is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.tlog import tile
from xinqiao.tlog.edge import Edge
from xinqiao.tlog.merkle import Frontier, leaf_hash
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tests.small import Office, commitment
from xinqiao.tlog.tile import Folder, Missing, Resource, pack, resources, unpack


@pytest.mark.parametrize(
    ("resource", "path"),
    [
        (Resource(0, 1234067), "tile/0/x001/x234/067"),
        (Resource(0, 0), "tile/0/000"),
        (Resource(1, 999, 17), "tile/1/999.p/17"),
        (Resource(63, 1000), "tile/63/x001/000"),
        (Resource(None, 1234067, 255), "tile/entries/x001/x234/067.p/255"),
    ],
)
def test_paths_are_those_of_the_specification(resource, path):
    assert resource.path == path
    assert Resource.parse(path) == resource


@pytest.mark.parametrize(
    "path",
    [
        "tile/00/000",
        "tile/64/000",
        "tile/0/0",
        "tile/0/x000/001",
        "tile/0/001/067",
        "tile/0/x001/x067",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/07",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/0/000\n",
        "checkpoint",
    ],
)
def test_other_spellings_of_a_path_are_refused(path):
    with pytest.raises(ValueError, match="tile"):
        Resource.parse(path)


@given(st.integers(0, 10**12), st.sampled_from([None, 0, 1, 7]), st.integers(1, 256))
def test_every_path_reads_back(index, level, width):
    resource = Resource(level, index, width)
    assert Resource.parse(resource.path) == resource


def test_a_tree_of_70_000_has_the_tiles_that_the_specification_counts():
    found = list(resources(0, 70_000))
    hashes = [one for one in found if one.level is not None]
    assert sum(one.level == 0 and one.width == 256 for one in hashes) == 273
    assert [(one.level, one.index, one.width) for one in hashes if one.width < 256] == [
        (0, 273, 112),
        (1, 1, 17),
        (2, 0, 1),
    ]
    assert sum(one.level == 1 and one.width == 256 for one in hashes) == 1


def test_a_tree_of_256_has_a_full_tile_and_one_hash_above():
    assert [one.path for one in resources(0, 256)] == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=5))
def test_what_growing_names_is_what_the_specification_asks_for(steps):
    office, tree = Office(), Frontier()
    for step in steps:
        before = office.edge.size
        known = set(office.tiles.files)
        office.fill(before + step)
        for number in range(before, before + step):
            tree.append(leaf_hash(commitment(number)))
        assert office.edge.root() == tree.root()
        added = set(office.tiles.files) - known
        assert added == {one.path for one in resources(before, before + step)}
    again = Edge.load(office.tiles, office.edge.size)
    assert again.root() == tree.root()
    more = [commitment(number) for number in range(300)]
    assert again.append(more) == office.edge.append(more)


def test_an_edge_is_not_loaded_from_what_is_torn():
    office = Office().fill(300)
    office.tiles.files["tile/entries/001.p/44"] = pack([commitment(0)] * 44)
    with pytest.raises(ValueError, match="bundle"):
        Edge.load(office.tiles, 300)
    office.tiles.files["tile/0/001.p/44"] = b"torn"
    with pytest.raises(Missing):
        Edge.load(office.tiles, 300)


@given(st.lists(st.binary(max_size=80), max_size=256))
def test_bundles_read_back(entries):
    assert unpack(pack(entries)) == entries


def test_a_bundle_cut_short_or_too_full_is_refused():
    whole = pack([b"abc", b"de"])
    for end in (1, 4, len(whole) - 1):
        with pytest.raises(ValueError, match="cut short"):
            unpack(whole[:end])
    with pytest.raises(ValueError, match="holds 257"):
        unpack(pack([b""] * 257))
    with pytest.raises(ValueError, match="longer"):
        pack([bytes(65_536)])


def written(office: Office, folder) -> None:
    for path, data in office.tiles.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def test_a_folder_gives_a_wider_tile_where_the_narrow_one_is_gone(tmp_path):
    office = Office().fill(10)
    early = office.edge.root()
    office.fill(300)
    written(office, tmp_path)
    (tmp_path / "tile/0/000.p/10").unlink()
    (tmp_path / "tile/0/001.p/44").rename(tmp_path / "tile/0/001.p/50")
    assert Prover(Folder(tmp_path), 10).root() == early
    with pytest.raises(Missing, match="bytes"):
        # a file that calls itself wider than it is is no wider
        Prover(Folder(tmp_path), 256 + 50).root()
    (tmp_path / "tile/0/000").unlink()
    with pytest.raises(Missing):
        Prover(Folder(tmp_path), 10).root()


def test_find_and_first_difference_name_the_entry():
    honest, other = Office().fill(700), Office().fill(400)
    other.add(b"another").fill(700)
    one, two = Prover(honest.tiles, 700), Prover(other.tiles, 700)
    assert one.find(leaf_hash(commitment(555))) == 555
    assert one.find(leaf_hash(commitment(555)), start=556) is None
    assert one.first_difference(two) == 400
    assert one.first_difference(two, 400) is None
    assert one.first_difference(Prover(Office().fill(300).tiles, 300)) is None


def test_a_prover_says_what_it_was_asked_wrongly():
    prover = Prover(Office().fill(5).tiles, 5)
    for ask in (
        lambda: prover.inclusion(5),
        lambda: prover.inclusion(3, 6),
        lambda: prover.consistency(6),
        lambda: prover.consistency(4, 3),
        lambda: prover.leaf(5),
        lambda: prover.node(3, 0),
        lambda: prover.root(9),
    ):
        with pytest.raises(IndexError):
            ask()


def test_sizes_that_are_none_are_refused():
    with pytest.raises(ValueError, match="no tile"):
        Resource(0, -1)
    with pytest.raises(ValueError, match="no tile"):
        Resource(0, 0, 0)
    assert tile.width_at(0, 0, 0) == 0
