"""The classes that are shipped, and what is no list of classes."""

import tomllib
from pathlib import Path

import pytest

from xinqiao.text.taxonomy import TaxonomyUnreadable, read, shipped

DEMO = Path(__file__).resolve().parents[2] / "operate" / "demo"


def test_seventeen_classes_each_with_its_name_and_code():
    classes = shipped().classes
    assert len(classes) == 17
    assert len({one.code for one in classes}) == len({one.name for one in classes}) == 17
    assert all(one.english for one in classes)
    assert all(len(one.second_english) == len(one.second) for one in classes)


def test_every_class_of_the_demonstration_is_one_of_them():
    for path in sorted(DEMO.glob("*.toml")):
        for one in tomllib.loads(path.read_text("utf-8")).get("matter", ()):
            assert shipped().top(one["class"]), f"{path.name}: {one['class']}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = 1",
        'name = "a"\ntitle = "b"\nin_force_from = 2026-01-01\nclass = []',
        'name = "a"\ntitle = "b"\nin_force_from = 2026-01-01\n' + '[[class]]\ncode = "1"\nname = "甲"\n' * 2,
        (
            'name = "a"\ntitle = "b"\nin_force_from = 2026-01-01\n'
            '[[class]]\ncode = "1"\nname = "甲"\nsecond = ["乙", "丙"]\nsecond_english = ["B"]\n'
        ),
    ],
)
def test_what_is_no_list_of_classes_is_refused(tmp_path, text):
    path = tmp_path / "taxonomy.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(TaxonomyUnreadable):
        read(path)
