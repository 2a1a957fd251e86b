"""The page of a whole file, and the archive that leaves: what is in it, what is not, and that two persons were asked."""

import io
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.cases.files import keep_upload, path_of
from xinqiao.cases.models import Attachment
from xinqiao.desk.whole_file import safe_name
from xinqiao.ledger.models import Entry
from xinqiao.ledger.publish import publish
from xinqiao.ledger.sequence import sequence
from xinqiao.testing import Cast, case_of, do, file_lift, moment

ASKS = {"whom": "court", "recipient": "青石县人民法院", "reason": "法院来函〔2026〕12号调取。"}
NAME = "赵"


def agreed(number: str, cast: Cast, who: str = "zhou", second: str = "sun", day: str = "2026-03-18") -> None:
    do(number, "ask_whole_file", who, f"{day} 09:00", cast, **ASKS)
    do(number, "approve_whole_file", second, f"{day} 10:00", cast, checked=True)


def page_of(number: str) -> str:
    return f"/desk/matters/{number}/whole-file/"


def take(client, number: str):
    return client.post(page_of(number), {"seen": case_of(number).entries})


def opened(answer) -> zipfile.ZipFile:
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    found = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert found.testzip() is None
    return found


def everything(found: zipfile.ZipFile) -> str:
    return "".join(
        found.read(one).decode("utf-8", "replace") for one in found.namelist() if "tlog/" not in one
    )


class TestPage:
    def test_from_asking_to_downloading_it_takes_two_and_happens_once(self, desk, cast, lift):
        zhou, sun = desk("zhou"), desk("sun")
        assert "申请提取整件案卷" in zhou.get(page_of(lift)).content.decode()
        asked = zhou.post(f"/desk/matters/{lift}/do/ask_whole_file/", {**ASKS, "seen": case_of(lift).entries})
        assert asked.status_code == 302 and asked["Location"] == page_of(lift)
        own = zhou.get(page_of(lift)).content.decode()
        assert "申请的人不能自己同意" in own or "不再提取" in own
        assert "下载整件案卷" not in own and "do/approve_whole_file/" not in own
        theirs = sun.get(page_of(lift)).content.decode()
        assert "青石县人民法院" in theirs and "〔2026〕12号" in theirs and "do/approve_whole_file/" in theirs
        assert "等您决定" in sun.get("/desk/").content.decode()
        sun.post(
            f"/desk/matters/{lift}/do/approve_whole_file/",
            {"checked": "yes", "seen": case_of(lift).entries},
        )
        assert "下载整件案卷" not in sun.get(page_of(lift)).content.decode()
        assert "可以下载" in zhou.get("/desk/").content.decode()
        assert "下载整件案卷" in zhou.get(page_of(lift)).content.decode()
        assert take(sun, lift).status_code == 422
        opened(take(zhou, lift))
        before = case_of(lift).entries
        again = take(zhou, lift)
        assert again.status_code == 422 and "没有另一个人同意" in again.content.decode()
        assert case_of(lift).entries == before
        assert Entry.objects.filter(number=lift, action="take_whole_file").count() == 1

    def test_a_page_from_before_takes_nothing(self, desk, cast, lift):
        agreed(lift, cast)
        answer = desk("zhou").post(page_of(lift), {"seen": case_of(lift).entries - 1})
        assert answer.status_code == 422

    def test_a_stranger_meets_no_such_page(self, desk, cast, lift):
        agreed(lift, cast)
        wu = desk("wu")
        assert wu.get(page_of(lift)).status_code == 404 and take(wu, lift).status_code == 404

    def test_the_step_alone_makes_no_entry_without_an_archive(self, desk, cast, lift):
        agreed(lift, cast)
        answer = desk("zhou").post(
            f"/desk/matters/{lift}/do/take_whole_file/", {"seen": case_of(lift).entries}
        )
        assert answer.status_code == 302 and answer["Location"] == page_of(lift)
        assert not Entry.objects.filter(number=lift, action="take_whole_file").exists()

    def test_where_the_only_other_officer_is_away_the_refusal_says_what_helps(self, desk, cast, lift):
        from xinqiao.people.models import Officer

        Officer.objects.filter(username__in=("sun", "feng", "zheng", "yang")).update(is_active=False)
        answer = desk("zhou").post(
            f"/desk/matters/{lift}/do/ask_whole_file/", {**ASKS, "seen": case_of(lift).entries}
        )
        assert answer.status_code == 422 and "没有别人可以同意" in answer.content.decode()


class TestArchive:
    def test_it_holds_every_step_with_its_record_the_papers_and_a_contents_page_in_two_languages(
        self, desk, cast, lift
    ):
        agreed(lift, cast)
        found = opened(take(desk("zhou"), lift))
        names = found.namelist()
        assert len([one for one in names if one.startswith("records/")]) == case_of(lift).entries
        assert any(one.startswith("papers/") and one.endswith(".html") for one in names)
        chinese, english = found.read("index.html").decode(), found.read("index.en.html").decode()
        for text in (chinese, english):
            for said in ("青石县人民法院", "〔2026〕12号", "周", "孙", "records/001"):
                assert said in text
            assert set(re.findall(r'href="([^"#]+)"', text)) <= set(names)
        assert 'lang="zh' in chinese and 'lang="en' in english

    def test_its_records_are_verified_by_a_stranger_with_what_is_in_it(self, desk, cast, lift):
        note = do(lift, "note", "zhou", "2026-03-17", cast, text="已经约好上门的时间。")
        agreed(lift, cast)
        sequence(at=moment("2026-03-19"))
        publish(at=moment("2026-03-19"))
        found = opened(take(desk("zhou"), lift))
        with tempfile.TemporaryDirectory() as there:
            found.extractall(there)
            proofs = sorted(Path(there, "records").glob("*.tlog-proof"))
            assert len(proofs) == case_of(lift).entries - 1, "all but the taking itself are covered"
            for one in (
                proofs[0],
                next(p for p in proofs if p.name.startswith(f"{note.standing.entries:03d}")),
            ):
                told = subprocess.run(
                    [sys.executable, "-m", "tlog", "verify", "receipt", "--key", "office.vkey", str(one)],
                    cwd=there, capture_output=True, text=True, check=False,
                    env={"PATH": "/usr/bin", "LC_ALL": "C.UTF-8", "PYTHONSAFEPATH": ""},
                )  # fmt: skip
                assert told.returncode == 0, told.stdout + told.stderr
            assert "已经约好" in told.stdout

    def test_the_name_stays_sealed_unless_it_was_opened_before_the_second_person_agreed(
        self, desk, cast, lift, now
    ):
        agreed(lift, cast)
        do(lift, "open_seal", "zhou", "2026-03-18 11:00", cast, purpose="serve")
        found = opened(take(desk("zhou"), lift))
        assert "仍然密封" in found.read("index.html").decode()
        assert NAME not in everything(found)
        agreed(lift, cast, day="2026-03-21")
        now("2026-03-22")
        found = opened(take(desk("zhou"), lift))
        assert "写在文书上" in found.read("index.html").decode()
        assert NAME in everything(found)
        # Another's opening opens nothing for me.
        agreed(lift, cast, "li", day="2026-03-23")
        now("2026-03-24")
        assert NAME not in everything(opened(take(desk("li"), lift)))

    def test_what_was_erased_stays_erased(self, desk, cast, now):
        from xinqiao.cases.models import Statement

        paper = keep_upload(SimpleUploadedFile("说明.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"))
        number = file_lift("2026-03-02", files=[paper]).number
        do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
        do(number, "strike_words", "feng", "2026-03-04", cast, entry=1, reason="ordered")
        assert not Statement.objects.filter(number=number, ordinal=1, erased_at=None).exists()
        agreed(number, cast, "sun", "feng")
        found = opened(take(desk("sun"), number))
        assert not [one for one in found.namelist() if one.startswith("files/")]
        said = everything(found)
        assert "八楼的老人" not in said and "说明.pdf" not in said and "依法删除" in said

    def test_a_report_of_retaliation_is_in_no_file_of_those_it_may_be_about(self, desk, cast, lift):
        do(lift, "report_obstruction", "petitioner", "2026-03-17", text="有人上门要我撤回，还说走着瞧。")
        agreed(lift, cast)
        found = opened(take(desk("zhou"), lift))
        assert "走着瞧" not in everything(found)
        assert len([one for one in found.namelist() if one.startswith("records/")]) < case_of(lift).entries

    def test_files_come_with_their_digests_and_one_that_is_lost_is_said(self, desk, cast, lift):
        papers = [
            keep_upload(SimpleUploadedFile(name, b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n" + name.encode()))
            for name in ("维修记录.pdf", "lost.pdf")
        ]
        do(lift, "add_papers", "petitioner", "2026-03-17", text="补充两份。", files=papers)
        path_of(papers[1]["sha256"]).unlink()
        agreed(lift, cast)
        found = opened(take(desk("zhou"), lift))
        files = [one for one in found.namelist() if one.startswith("files/")]
        assert len(files) == 1 and files[0].endswith("维修记录.pdf")
        index = found.read("index.html").decode()
        assert papers[0]["sha256"] in index.replace("<wbr>", "") and "找不到了" in index

    @pytest.mark.parametrize(
        "name",
        ["../../etc/passwd", "/etc/shadow", "C:\\windows\\system32\\a.dll", "..", "a\x01b\x1f\n.pdf", "长" * 190 + ".pdf",
         "x" * 199, "报告\u202efdp.exe", "con.pdf", ". . .", "a/../b.pdf"],
    )  # fmt: skip
    def test_a_hostile_name_leads_nowhere(self, desk, cast, lift, name):
        kept = keep_upload(SimpleUploadedFile("说明.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"))
        do(lift, "add_papers", "petitioner", "2026-03-17", text="补充。", files=[kept])
        # As an older version, or an import, may have left it in the table.
        Attachment.objects.filter(number=lift).update(name=name)
        agreed(lift, cast)
        found = opened(take(desk("zhou"), lift))
        (inside,) = [one for one in found.infolist() if one.filename.startswith("files/")]
        assert harmless(inside.filename.removeprefix("files/"))
        with tempfile.TemporaryDirectory() as there:
            assert Path(found.extract(inside, there)).resolve().is_relative_to(Path(there, "files").resolve())


def harmless(name: str) -> bool:
    return (
        0 < len(name.encode()) <= 255
        and not set(name) & set('/\\:*?"<>|')
        and not any(unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") for one in name)
        and name.strip(". ") == name
    )


@given(st.text(max_size=300))
def test_whatever_a_file_was_called_its_name_in_the_archive_is_harmless(name):
    safe = safe_name(name)
    assert harmless(f"001-1-{safe}") and ".." not in f"/{safe}/".split("/")
