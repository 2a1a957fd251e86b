"""JSON Lines: whatever comes in, each bad line is named and skipped, and the good ones go through."""

import csv
import doctest
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from xinqiao.text import batch, lines
from xinqiao.text.tests.invented import told

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def run(data, make):
    said: list[str] = []
    faults = lines.Faults(say=said.append)
    stream = io.BytesIO(data)
    rows = make(batch.Source("in", lines.read(stream, faults, source="in")), faults)
    out = io.BytesIO()
    for row in rows:
        lines.write(row, out)
    return [json.loads(line) for line in out.getvalue().splitlines()], said, faults


def test_the_examples_of_the_docstrings_run():
    assert doctest.testmod(lines).failed == 0


@given(st.binary(max_size=200))
def test_any_bytes_are_survived_as_a_table_too(data):
    said: list[str] = []
    rows = list(lines.read_csv(io.BytesIO(data), lines.Faults(say=said.append), source="in"))
    assert all(isinstance(name, str) for _number, row in rows for name in row)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30), max_size=6
    )
)
def test_what_office_programs_save_comes_back_word_for_word(texts):
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["id", "text", "segmented"])
    writer.writerows([number, text, "TRUE" if number % 2 else ""] for number, text in enumerate(texts))
    faults = lines.Faults(say=print)
    for code in ("utf-8", "utf-8-sig"):
        read = [
            row
            for _number, row in lines.read_csv(io.BytesIO(table.getvalue().encode(code)), faults, source="in")
        ]
        assert [(row["text"], row["segmented"]) for row in read] == [
            (text, number % 2 == 1) for number, text in enumerate(texts)
        ]


def test_a_broken_table_names_its_fault_and_goes_on():
    said: list[str] = []
    data = b"text,label\n" + b"x" * 1_000_001 + b",a\nb,c,too many\nd\n"
    rows = [
        row for _number, row in lines.read_csv(io.BytesIO(data), lines.Faults(say=said.append), source="in")
    ]
    assert rows == [{"text": "b", "label": "c"}, {"text": "d"}]
    assert said == ["in: line 2: not CSV, or a field is too long; skipped"]


@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), max_size=6))
def test_any_bytes_are_survived(parts):
    _, said, faults = run(b"\n".join(parts), batch.same)
    assert faults.count == len(said)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "text", "reply"]), JSON, max_size=3), max_size=4))
def test_any_objects_are_survived(rows):
    data = b"\n".join(json.dumps(row).encode() for row in rows)
    found, said, _ = run(data, batch.reply_quality)
    assert len(found) + len(said) == len(rows)


def test_a_bad_line_is_named_by_number_and_never_repeated():
    good = json.dumps({"id": 7, "text": "电梯坏了", "reply": "已修好"}, ensure_ascii=False).encode()
    found, said, faults = run(good + b"\n{secret\n\n\xff\xfe\n[1]\n" + good, batch.reply_quality)
    assert [row["id"] for row in found] == [7, 7]
    assert faults.count == 3
    assert [line.split(":")[1].strip() for line in said] == ["line 2", "line 4", "line 5"]
    assert "secret" not in "".join(said)


def test_a_mark_at_the_beginning_of_a_file_is_no_fault():
    assert run(b"\xef\xbb\xbf" + b'{"id": 1, "text": "a", "reply": "b"}', batch.reply_quality)[2].count == 0


def test_half_a_character_is_written_as_an_escape():
    out = io.BytesIO()
    lines.write({"id": "\ud800"}, out)
    assert json.loads(out.getvalue()) == {"id": "\ud800"}


def test_pairs_give_score_and_facts():
    row = {
        "id": "p",
        "a": {"text": told("海棠花园小区", "油烟", 0), "time": "2024-03-01"},
        "b": {"text": told("海棠花园小区", "油烟", 1), "time": None},
    }
    found, said, _ = run(json.dumps(row).encode(), batch.same)
    assert not said
    assert found[0]["id"] == "p"
    assert found[0]["score"] > 0.5
    assert found[0]["shared"]


def test_themes_give_their_numbers_back_as_they_came():
    rows = [
        {"id": at, "text": told("海棠花园小区", "电梯", at), "time": f"2024-03-0{at + 1}", "from": f"s{at}"}
        for at in range(6)
    ]
    data = b"\n".join(json.dumps(row).encode() for row in rows)
    found, _, _ = run(data, batch.find_themes)
    assert found[0]["ids"] == list(range(6))
    assert found[0]["senders"] == 6
    assert found[0]["first"] == "2024-03-01"
