"""Rights 44 to 50: a copy of everything, corrected details, a request for erasure; and a purpose beside each question."""

import io
import zipfile

import pytest

from xinqiao.cases.models import Case
from xinqiao.ledger.follow import catch_up
from xinqiao.ledger.models import Entry
from xinqiao.people.identities import open_identity
from xinqiao.people.models import Identity
from xinqiao.people.seal import SealBroken
from xinqiao.portal.own_copy import contact_details
from xinqiao.testing import do


def archive(answer) -> dict[str, bytes]:
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        return {one: found.read(one) for one in found.namelist()}


def test_ones_own_copy_holds_all_that_is_kept(cast, now, inside, lift):
    do(lift, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    do(lift, "forward", "sun", "2026-03-03", cast, to_unit="zjj")
    do(lift, "note", "zhou", "2026-03-03", cast, text="只给同事看的话")
    do(lift, "open_seal", "zhou", "2026-03-04", cast, purpose="verify")
    catch_up()
    now("2026-03-05")
    inside.post("/follow/", {"number": lift, "code": "1111222233334444"})
    assert "下载" in inside.get("/follow/copy/").content.decode()
    answer = inside.post("/follow/copy/")
    assert answer["Content-Disposition"] == f'attachment; filename="{lift}.zip"'
    assert answer["Cache-Control"] == "no-store"
    found = archive(answer)
    page = found["index.html"].decode()
    for said in (
        "三号楼的电梯从二月初停到现在",
        "尽快修好电梯",
        "说明停运的原因",
        "赵",
        "000",
        "核对是不是本人",
        lift,
    ):
        assert said in page, said
    assert "只给同事看的话" not in page
    papers = [name for name in found if name.startswith("papers/") and name.endswith(".html")]
    assert papers and "papers/paper.css" in found
    for name in ("index.html", *papers):
        text = found[name].decode()
        assert (
            "<script" not in text and "/static/" not in text and "http" not in text.replace("http-equiv", "")
        )
    assert all(f'href="{name}"' in page for name in papers)


def test_a_decision_that_was_not_received_is_not_in_the_copy(cast, now, inside, lift):
    do(lift, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    do(lift, "forward", "sun", "2026-03-03", cast, to_unit="zjj")
    do(lift, "inform", "zhou", "2026-03-04", cast, how_it_goes_on="由物业科办理。")
    do(lift, "accept", "zhou", "2026-03-05", cast)
    do(lift, "hear", "zhou", "2026-03-06", cast, heard_how="interview", record="说了", no_interest=True)
    answers = [
        {"request": n, "facts": "查明甲乙丙", "reasons": "因为", "basis": "依据", "conclusion": "explain"}
        for n in (1, 2)
    ]
    do(lift, "issue_opinion", "li", "2026-03-09", cast, answers=answers)
    catch_up()
    now("2026-03-10")
    inside.post("/follow/", {"number": lift, "code": "1111222233334444"})
    assert "还没有打开" in inside.get("/follow/copy/").content.decode()
    found = archive(inside.post("/follow/copy/"))
    assert not any("查明甲乙丙".encode() in data for data in found.values())


def test_contact_details_are_corrected_with_number_and_code(inside, lift):
    page = inside.get("/follow/contact/").content.decode()
    assert 'value="000"' in page and "姓名：赵" in page
    assert inside.get("/follow/do/change_contact/")["Location"] == "/follow/contact/"
    answer = inside.post("/follow/contact/", {"telephone": "", "email": "zhao@example.cn", "name": "钱"})
    assert answer["Location"] == "/follow/matter/"
    assert open_identity(lift) == {"name": "赵", "email": "zhao@example.cn"}
    entry = Entry.objects.get(number=lift, action="change_contact")
    assert "zhao" not in entry.text
    told = inside.get("/follow/matter/").content.decode()
    assert "已经更正" in told and "zhao@example.cn" not in told


def test_a_correction_without_a_change_makes_no_entry(inside, lift):
    answer = inside.post("/follow/contact/", {"telephone": "000"})
    assert answer.status_code == 422 and "没有改动" in answer.content.decode()
    assert Case.objects.get(number=lift).entries == 1


def test_a_petitioner_asks_for_erasure_and_sees_the_day(now, inside, lift):
    do(lift, "withdraw", "petitioner", "2026-03-02", free_will=True)
    now("2026-03-02 09:10")
    assert "请求删除个人信息" in inside.get("/follow/matter/").content.decode()
    answer = inside.post("/follow/do/ask_erasure/", {"what": "both", "seen": "2"})
    assert answer["Location"] == "/follow/matter/"
    assert "2026年4月1日" in inside.get("/follow/matter/").content.decode()


def test_after_erasure_the_page_says_so_and_the_copy_is_what_is_left(cast, now, inside, lift):
    do(lift, "withdraw", "petitioner", "2026-03-02", free_will=True)
    do(lift, "erase_words", "feng", "2026-03-02", cast, extent="whole", reason="ordered")
    do(lift, "erase_identity", "feng", "2026-03-02", cast, reason="ordered")
    page = inside.get("/follow/matter/").content.decode()
    assert "（依法删除）" in page and "电梯" not in page
    assert inside.get("/follow/receipts/").status_code == 200
    found = archive(inside.post("/follow/copy/"))
    assert "已经依法删除" in found["index.html"].decode()
    assert "电梯" not in found["index.html"].decode()


@pytest.mark.usefixtures("now", "cast")
def test_each_question_says_for_what_it_is_asked(client):
    page = client.get("/submit/purpose/").content.decode()
    assert "为什么问：不同的事情走不同的办理途径。" in page
    client.post("/submit/purpose/", {"purpose": "solve", "who": "myself"})
    client.post("/submit/account/", {"account": "电梯停了", "requests": ["修好"]})
    page = client.get("/submit/contact/").content.decode()
    for purpose in ("写在书面答复上，核对是不是本人", "打电话问您", "寄给您"):
        assert f"为什么问：{purpose}" in page or purpose in page


def test_a_seal_that_does_not_open_is_not_called_erased(lift):
    Identity.objects.filter(number=lift).update(sealed=b"x" * 40)
    with pytest.raises(SealBroken):
        contact_details(lift)
