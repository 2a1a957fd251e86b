"""What a unit has to post, and what did not get through: seen and ticked off by that unit alone."""

import pytest

from xinqiao.channels.memory import outbound as memory
from xinqiao.channels.message import NotDelivered
from xinqiao.channels.models import Notice
from xinqiao.channels.outbox import deliver_due
from xinqiao.ledger.follow import catch_up
from xinqiao.testing import moment

pytestmark = pytest.mark.django_db

PAGE = "/desk/post/"


@pytest.fixture
def letters(lift) -> str:
    """The notices of the lift: two of the petition office, two of the housing unit."""
    catch_up()
    Notice.objects.filter(channel="online").update(channel="post", delivered_at=None)
    return lift


def positions(client, which: str = "letters") -> list[int]:
    return [news.notice.position for one in client.get(PAGE).context[which] for news in one.news]


def test_each_unit_posts_its_own_letters(desk, letters):
    own, others = positions(desk("sun")), positions(desk("zhou"))
    assert own and others and not set(own) & set(others)
    assert positions(desk("wu")) == []


def test_a_letter_that_was_posted_leaves_the_list_and_the_second_click_says_so(desk, letters, now):
    client = desk("sun")
    first, *rest = positions(client)
    answer = client.post(f"{PAGE}told/", {"news": [first]}, follow=True)
    assert "已经记下" in answer.content.decode()
    assert positions(client) == rest
    assert Notice.objects.get(pk=first).delivered_at == moment("2026-03-20")
    assert "已经有人处理了" in client.post(f"{PAGE}told/", {"news": [first]}, follow=True).content.decode()


def test_all_the_news_of_a_matter_goes_into_one_envelope(desk, letters):
    client = desk("sun")
    (envelope,) = client.get(PAGE).context["letters"]
    assert envelope.case.number == letters and len(envelope.news) > 1
    client.post(f"{PAGE}told/", {"news": [news.notice.position for news in envelope.news]})
    assert positions(client) == []


def test_a_meddled_form_changes_nothing(desk, letters):
    client = desk("sun")
    before = positions(client)
    assert client.post(f"{PAGE}told/", {"news": ["x", "٣", "-1", "9" * 30]}).status_code == 302
    assert positions(client) == before


def test_nobody_ticks_off_the_letter_of_another_unit(desk, letters):
    first = positions(desk("sun"))[0]
    desk("zhou").post(f"{PAGE}told/", {"news": [first]})
    assert Notice.objects.get(pk=first).delivered_at is None


def test_what_did_not_get_through_waits_for_somebody_to_telephone(desk, letters, now):
    notice = Notice.objects.filter(unit="xfj").first()
    assert notice is not None
    Notice.objects.filter(pk=notice.pk).update(channel="memory", next_try_at=moment("2026-03-20"))
    memory.FAILS.append(NotDelivered("no such mailbox", permanent=True))
    deliver_due(at=moment("2026-03-20"))
    assert positions(desk("sun"), "stuck") == [notice.pk]
    assert "写信告知" in desk("sun").get(PAGE).content.decode()


def test_the_page_says_what_each_letter_tells_and_holds_no_address(desk, letters):
    told = desk("sun").get(PAGE)
    assert all(news.sentence for one in told.context["letters"] for news in one.news)
    assert "没有送不到的" in told.content.decode()
