"""`xinqiao text`: rows in, rows out, endings 0, 1 and 2."""

import io
import json
import sys

import pytest

from xinqiao.__main__ import run

GOOD = {"id": 1, "text": "海棠花园小区电梯停运,请问何时修好?", "reply": "经查,主板损坏,预计3月20日修好。"}


@pytest.fixture
def lines_in(tmp_path):
    def write(*rows):
        path = tmp_path / "in.jsonl"
        path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
        return str(path)

    return write


def out_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_file_in_and_a_file_out(lines_in, tmp_path):
    out = tmp_path / "out.jsonl"
    assert run("text", ["reply-quality", lines_in(GOOD), "--out", str(out)]) == 0
    (row,) = out_of(out)
    assert row["id"] == 1
    assert {"relevance", "completeness", "explanation", "basis", "findings"} <= row.keys()
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


def test_a_bad_line_ends_with_1_and_is_named_but_the_others_go_through(lines_in, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    assert run("text", ["reply-quality", lines_in(GOOD, "{secret", GOOD), "--out", str(out)]) == 1
    assert len(out_of(out)) == 2
    said = capsys.readouterr().err
    assert "line 2" in said
    assert "secret" not in said


def test_standard_input_and_output(monkeypatch, capfdbinary):
    pair = {"id": "p", "a": {"text": GOOD["text"]}, "b": {"text": GOOD["text"]}}
    stream = io.TextIOWrapper(io.BytesIO(json.dumps(pair).encode()), "utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    written = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr(sys, "stdout", written)
    assert run("text", ["same", "-"]) == 0
    (row,) = map(json.loads, written.buffer.getvalue().splitlines())
    assert row["score"] > 0.5


def test_numbers_come_back_as_they_came(tmp_path):
    def rows(name, *numbers):
        path = tmp_path / name
        path.write_text("\n".join(json.dumps({**GOOD, "id": number}) for number in numbers), "utf-8")
        return str(path)

    out = tmp_path / "out.jsonl"
    asked = ["--corpus", rows("corpus", 7, "8"), "--queries", rows("queries", 7, "x"), "--out", str(out)]
    assert run("text", ["related", *asked]) == 0
    first, second = out_of(out)
    assert (first["id"], [one["id"] for one in first["related"]]) == (7, ["8"])
    assert (second["id"], sorted(map(repr, (one["id"] for one in second["related"])))) == ("x", ["'8'", "7"])


@pytest.mark.parametrize("code", ["utf-8-sig", "gb18030"])
def test_an_office_learns_from_a_table_as_its_programs_save_it(code, tmp_path, capsys):
    table = tmp_path / "办结.CSV"
    rows = [
        ("物业不修电梯，业主要换", "住房") if one % 2 else ("学校门口没有斑马线", "交通") for one in range(12)
    ]
    said = "".join(f"第{number}件：{text},{label}\n" for number, (text, label) in enumerate(rows))
    table.write_bytes(f"text,label\n{said}".encode(code))
    assert run("text", ["train", str(table), "--model", str(tmp_path / "m.npz"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["messages"] == 12


def test_training_prints_its_figures_and_the_model_classifies(lines_in, tmp_path, capsys):
    rows = [
        {"text": f"{word}坏了第{at}次", "label": label}
        for label, word in (("电", "停电 电表"), ("水", "停水 水压"))
        for at in range(4)
    ]
    model = tmp_path / "class.model"
    assert run("text", ["train", lines_in(*rows), "--model", str(model)]) == 0
    said = capsys.readouterr().out
    assert "macro-F1 " in said
    assert "accuracy " in said
    for part in ("classify", "unit"):
        out = tmp_path / f"{part}.jsonl"
        assert run("text", [part, lines_in(GOOD), "--model", str(model), "--out", str(out)]) == 0
        assert len(out_of(out)) == 1


@pytest.mark.parametrize(
    "arguments", [["reply-quality", "/nowhere/at/all"], ["classify", "-", "--model", "/nowhere/at/all"]]
)
def test_what_cannot_be_done_ends_with_1(arguments, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8"))
    assert run("text", arguments) == 1
    assert "/nowhere/at/all" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["guess"], ["classify", "-"], ["related", "--corpus"]])
def test_wrong_usage_ends_with_2(arguments):
    with pytest.raises(SystemExit) as end:
        run("text", arguments)
    assert end.value.code == 2
