"""Learning from an office's own matters, and a model file that runs nothing when it is loaded."""

import json
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.text import bags, batch, features, lines, model, shares
from xinqiao.text.bags import Given
from xinqiao.text.classify import levels, propose, reasons
from xinqiao.text.problems import KINDS, kinds, problem_words
from xinqiao.text.tests.invented import PLACES, PROBLEMS, told
from xinqiao.text.training import Example, TooFewExamples, train


def examples():
    return [
        Example(told(place, problem, way), f"民生/{problem}" if problem in ("停水", "电梯") else problem)
        for place in PLACES
        for problem in PROBLEMS
        for way in (0, 1, 2)
    ]


@pytest.fixture(scope="module")
def learned():
    return train(examples(), on="2024-05-01")


def test_invented_classes_are_learned_and_reported(learned):
    _, report = learned
    # Folds keep near-duplicates together, so an invented collection of three wordings a class is hard on purpose.
    assert 0.2 < report.macro_f1 <= 1.0
    assert report.accuracy >= 0.5
    assert report.messages == len(examples())
    assert json.loads(json.dumps(report.as_dict()))["folds"] == report.folds


def test_a_proposal_has_probabilities_and_reasons(learned):
    proposal = propose(learned[0], "我们小区的電梯停運了,没人來修電梯")
    assert proposal.label == "民生/电梯"
    assert sum(proposal.scores.values()) == pytest.approx(1.0, abs=1e-4)
    assert "电梯" in proposal.why


def test_levels_add_up(learned):
    chosen = levels(propose(learned[0], "晚上停水,水压很小"))
    assert [level["label"] for level in chosen] == ["民生", "民生/停水"]
    assert float(chosen[0]["score"]) >= float(chosen[1]["score"])


def test_a_text_that_says_nothing_is_not_sure(learned):
    assert not propose(learned[0], "").sure
    assert not propose(learned[0], "！？").sure


def test_words_with_spaces_are_learned_from_too():
    rows = [
        Example(" ".join(words), label, segmented=True)
        for label, words in (("水", ("停水", "水压", "自来水")), ("电", ("停电", "电费", "电表")))
        for _ in range(4)
    ]
    learned, _ = train(rows, on="2024-05-01")
    assert propose(learned, "自来水又停水了").label == "水"


def test_one_label_is_nothing_to_learn():
    with pytest.raises(TooFewExamples):
        train([Example("停水", "水"), Example("没水", "水")], on="2024-05-01")


def test_near_duplicates_stay_in_one_fold():
    text = told("海棠花园小区", "油烟", 2)
    texts = [text, text + "谢谢", told("望岳山庄", "欠薪", 2), "短", "短"]
    family = bags.families(bags.gather([Given(one) for one in texts]).keys)
    assert family[0] == family[1] != family[2]
    assert family[3] != family[4], "too little to be called a copy"


def test_many_texts_at_once_are_seen_as_each_alone():
    texts = [Given(told(place, problem, 2)) for place in PLACES for problem in PROBLEMS]
    texts = [Given(""), *texts, Given("停水 水压 小区 停水", segmented=True), Given("的"), Given("电")]
    parts = [bags.gather(texts[:9]), bags.gather(texts[9:])]
    rarity = bags.rarity(parts)
    rows = bags.matrix(parts, rarity)
    for row, one in zip(rows, texts, strict=True):
        tokens = features.cut(one.text, segmented=one.segmented)
        at, value = features.weighed(features.bag(tokens), rarity)
        assert row.indices.tolist() == at.tolist()
        assert row.data == pytest.approx(value, abs=1e-6)


PIECES = st.sampled_from([word for words in KINDS.values() for word in words]).flatmap(
    lambda word: st.integers(1, len(word)).map(lambda size: word[:size])
)


@given(st.lists(PIECES, max_size=30))
def test_the_kinds_of_the_beginning_are_those_of_the_beginning_alone(tokens):
    found = features.kinds_of(tokens)
    edge = features.BODY + features.HEAD + len(KINDS)
    for words, places in ((tokens, range(edge)), (tokens[: features.HEAD_WORDS], range(edge, features.SIZE))):
        said = [share for place, share in found.items() if place in places]
        assert said == list(kinds(problem_words("".join(words))).values())


def test_the_words_that_speak_most_are_named_once_and_the_strongest_first(learned):
    tokens = features.cut(told("海棠花园小区", "停水", 2) + "停水停水" + told("望岳山庄", "停水", 1))
    model_, body = learned[0], features.bag(tokens).body
    label, rival = 0, 1
    pull: dict[str, float] = {}
    for number, word in enumerate(tokens):
        at = body.at[body.word == number]
        own, other = (model_.weights[at, one] * model_.scale[one] for one in (label, rival))
        strength = float(((2.0 * own - other) * model_.rarity[at]).sum())
        if len(word) > 1 and strength > 0:
            pull[word] = max(pull.get(word, 0.0), strength)
    strongest = sorted(pull, key=lambda word: -pull[word])
    found = reasons(model_, tokens, body, label, rival)
    assert len(found) == min(5, len(pull))
    assert [pull[word] for word in found] == pytest.approx([pull[word] for word in strongest[: len(found)]])


def test_the_file_comes_back_as_it_was_and_says_what_it_learned_from(learned, tmp_path):
    path = tmp_path / "class.model"
    model.save(learned[0], path)
    first = path.read_bytes()
    again = model.load(path)
    text = told("白鹭湾小区", "入学", 1)
    assert propose(again, text) == propose(learned[0], text)
    assert again.trained_on["on"] == "2024-05-01"
    assert sum(again.trained_on["by_label"].values()) == len(examples())
    assert len(again.trained_on["digest"]) == 32
    model.save(again, path)
    assert path.read_bytes() == first


def test_training_twice_gives_the_same_model(learned):
    again, _ = train(examples(), on="2024-05-01")
    assert np.array_equal(again.weights, learned[0].weights)


def test_several_processes_learn_the_same(learned, monkeypatch):
    monkeypatch.setattr(bags, "WORTH_WORKERS", 20)
    again, report = train(examples(), on="2024-05-01", workers=2)
    assert np.array_equal(again.weights, learned[0].weights)
    assert report == learned[1]


class Trap:
    """Would run code if anything unpickled it."""

    def __reduce__(self):
        return (pytest.fail, ("a model file was executed",))


@pytest.mark.parametrize(
    "content",
    [b"", b"not a model", pickle.dumps(Trap()), b"PK\x03\x04 broken"],
    ids=["empty", "text", "pickle", "zip"],
)
def test_what_is_no_model_is_refused_and_not_executed(content, tmp_path):
    path = tmp_path / "bad.model"
    path.write_bytes(content)
    with pytest.raises(model.ModelUnreadable):
        model.load(path)


def test_a_pickled_array_inside_a_model_is_refused(tmp_path):
    path = tmp_path / "bad.npz"
    np.savez(path, header=np.array([Trap()], dtype=object))
    with pytest.raises(model.ModelUnreadable):
        model.load(path)


def test_a_model_of_another_shape_is_refused(learned, tmp_path, monkeypatch):
    path = tmp_path / "class.model"
    model.save(learned[0], path)
    monkeypatch.setattr(features, "VERSION", 99)
    with pytest.raises(model.ModelUnreadable, match="another version"):
        model.load(path)


def test_a_model_that_is_not_there_is_said(tmp_path):
    with pytest.raises(model.ModelUnreadable):
        model.load(tmp_path / "none")


@pytest.mark.parametrize("ask", [batch.classify, batch.unit])
def test_many_lines_are_answered_in_their_order_by_several_processes_as_by_one(
    ask, learned, tmp_path, monkeypatch
):
    path = tmp_path / "class.model"
    model.save(learned[0], path)
    monkeypatch.setattr(shares, "WORTH_WORKERS", 10)
    monkeypatch.setattr(shares, "_PART", 3)
    data = [json.dumps({"id": at, "text": one.text}).encode() for at, one in enumerate(examples()[:40])]
    data[25] = b'{"id": 25}'
    answers = []
    for workers in (1, 2):
        said: list[str] = []
        faults = lines.Faults(say=said.append)
        rows = batch.Source("in", lines.read(data, faults, source="in"))
        answers.append(list(ask(rows, faults, path, workers=workers)))
        assert said == ["in: line 26: 'text' must be a string; skipped"]
    assert answers[0] == answers[1]
    assert [row["id"] for row in answers[1]] == [*range(25), *range(26, 40)]
