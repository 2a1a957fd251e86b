"""What the night does for the reading of matters: themes anew, and nothing learned from what was erased."""

import pytest

from xinqiao.operate import nightly
from xinqiao.search import learning
from xinqiao.search.models import Theme
from xinqiao.testing import file_lift, make_cast, moment
from xinqiao.text.training import Example, train

pytestmark = pytest.mark.django_db


def test_themes_are_looked_for_every_night(monkeypatch):
    make_cast()
    monkeypatch.setattr(nightly, "compact_if_erased", lambda: False)
    for at in range(6):
        file_lift(
            f"2026-03-{2 + at:02d}",
            subject=f"柳园小区电梯停运{at}",
            account="柳园小区的电梯停了，老人下不了楼。",
            place="青石县柳园小区",
        )
    nightly.work(at=moment("2026-03-20 03:00"))
    assert Theme.objects.get().matters.count() == 6


def test_after_an_erasure_it_learns_from_what_is_left_or_forgets(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    make_cast()
    lifts = [Example(f"{at}号楼电梯停运，物业不修", "城乡建设") for at in range(6)]
    wages = [Example(f"{at}工地拖欠工资", "劳动和社会保障") for at in range(6)]
    learning._keep(train([*lifts, *wages], on="2026-03-20")[0], learning.CLASSES)
    monkeypatch.setattr(nightly, "compact_if_erased", lambda: True)
    nightly.work(at=moment("2026-03-20 03:00"))
    # Nothing is left to learn from: what was learned is gone, not kept.
    assert not learning.path_of(learning.CLASSES).exists()
