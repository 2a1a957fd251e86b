"""Whole matters, told in ``scenarios``, end where the law says they end, on the days computed by hand."""

import pytest

from xinqiao.law.tests.scenarios import appeals, others, reviews
from xinqiao.law.tests.scenarios.telling import Story, play

STORIES = (*appeals.STORIES, *reviews.STORIES, *others.STORIES)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_matter_goes_as_it_is_told(story: Story) -> None:
    play(story)
