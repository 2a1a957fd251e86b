"""Source governance: a supervisor sees many matters with one cause, and advises the unit that can end it."""

import pytest

from xinqiao.cases.models import Case, Paper
from xinqiao.cases.story import story
from xinqiao.documents.issue import issue
from xinqiao.ledger.models import Entry
from xinqiao.people.person import petitioner_of
from xinqiao.search.models import Theme
from xinqiao.search.themes import find
from xinqiao.testing import do, file_lift, moment

pytestmark = pytest.mark.django_db

WAYS = ("停了一个月", "又停运了", "经常困人", "停运，每天爬楼", "坏了没有人修", "停用")


@pytest.fixture
def theme(cast) -> Theme:
    """Six lifts of one estate that do not run, with the housing bureau."""
    for at, way in enumerate(WAYS):
        number = file_lift(
            f"2026-03-{2 + at:02d}",
            subject=f"柳园小区电梯停运{at}",
            account=f"柳园小区的电梯{way}，老人下不了楼。",
            place="青石县柳园小区",
        ).number
        do(number, "register", "sun", "2026-03-10", cast, petition_class="appeal")
        do(number, "forward", "sun", "2026-03-11", cast, to_unit="zjj")
    find(at=moment("2026-03-19 03:00"))
    return Theme.objects.get()


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_names_the_trouble_the_days_and_the_unit(desk, theme):
    page = text(desk("zheng").get("/desk/themes/"))
    assert "青石县柳园小区" in page and "6 件，6 件没有办结" in page and "青石县住房和城乡建设局" in page


def test_an_empty_page_says_so(desk):
    assert "没有找到五件以上" in text(desk("zheng").get("/desk/themes/"))


@pytest.mark.parametrize("username", ["wu", "sun", "zhou", "qin"])
def test_themes_are_for_supervisors(desk, theme, username):
    assert desk(username).get("/desk/themes/").status_code == 404
    assert desk(username).get(f"/desk/themes/{theme.pk}/").status_code == 404


def test_a_theme_becomes_an_advice_through_the_door(desk, cast, theme):
    client = desk("zheng")
    page = client.get(f"/desk/themes/{theme.pk}/")
    advice = page.context["advice"]
    number = advice.look.case.number
    assert "共6件" in advice.facts and number not in advice.facts
    where = f"/desk/matters/{number}/do/advise/"
    # The button only opens the form with what is known; nothing is done by it.
    opened = client.post(where, {"look": "theme", "advice": "improve_work", "facts": advice.facts})
    assert opened.status_code == 200 and advice.facts in text(opened)
    assert Entry.objects.filter(action="advise").count() == 0
    done = client.post(
        where,
        {
            "advice": "improve_work",
            "facts": advice.facts,
            "demand": "四月底以前检查全县电梯的维保合同",
            "seen": Case.objects.get(number=number).entries,
        },
    )
    assert done.status_code == 302
    entry = Entry.objects.get(action="advise")
    issue(entry, Case.objects.get(number=number).procedure)
    assert Paper.objects.filter(number=number, name="advice_letter").exists()
    # The unit answers as it answers a letter of supervision.
    do(number, "answer_supervision", "zhou", "2026-03-21", cast, adoption="adopted", reason="合同已经检查。")
    # While one advice waits for its answer in a matter, the next is offered in another.
    assert client.get(f"/desk/themes/{theme.pk}/").status_code == 200


def test_the_petitioner_reads_that_others_said_so_too(cast, theme):
    number = theme.matters.first().case_id
    do(number, "advise", "zheng", "2026-03-20", cast, advice="improve_work", facts="六件", demand="检查合同")
    case = Case.objects.get(number=number)
    told = story(case, petitioner_of(number), at=moment("2026-03-20"))[0]
    assert "不只您一位" in told.sentence
