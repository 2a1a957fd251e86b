"""Measure the reading of petitions on a folder of labelled data; every figure of docs/text.md comes from here.

    python scripts/evaluate_text.py FOLDER [PART ...]

The folder holds the files that docs/text.md describes; a part whose files are absent is skipped with a line.
Nothing that is learned or counted here is kept.
"""

import csv
import gzip
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from xinqiao.text import batch, classify, lines, model, replies, training
from xinqiao.text.related import Collection, Item

Row = dict[str, Any]
FOLDS = 5
TRIES = "by the clock, the least of five tries each"


def table(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def objects(path: Path) -> list[Row]:
    """The objects of a JSON Lines file, gzipped or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            return [json.loads(line) for line in stream]
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def message(row: Row) -> str:
    """Title and text of a message as one text, the title first."""
    return f"{row['topic']}\n{row['detail']}" if row.get("topic") else str(row["text"])


def area(positive: Iterable[float], negative: Iterable[float]) -> float:
    """The area under the ROC curve: how often a positive scores above a negative, ties counting half."""
    up, down = np.array(list(positive)), np.array(list(negative))
    if not up.size or not down.size:
        return float("nan")
    return float(np.mean((up[:, None] > down[None, :]) + 0.5 * (up[:, None] == down[None, :])))


def figure(name: str, value: object, note: str = "") -> None:
    """Print one figure."""
    shown = f"{value:.3f}" if isinstance(value, float) else str(value)
    print(f"  {name:46} {shown}{'   ' + note if note else ''}", flush=True)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What some work gives, and the least milliseconds it took in five tries: what others do on the machine disturbs less."""
    least, found = float("inf"), None
    for _ in range(5):
        start = time.perf_counter()
        found = work()
        least = min(least, (time.perf_counter() - start) * 1000)
    return found, least


def rows_of(rows: Sequence[Row], name: str = "rows") -> batch.Source:
    """Rows as a source of the text commands."""
    return batch.Source(name=name, rows=enumerate(rows, start=1))


def loud() -> lines.Faults:
    """Bad lines are printed: there should be none."""
    return lines.Faults(say=print)


def f1_of(truth: Sequence[str], guess: Sequence[str]) -> tuple[float, float]:
    """Macro-F1 and accuracy."""
    scores = []
    for label in sorted(set(truth)):
        hit = sum(t == g == label for t, g in zip(truth, guess, strict=True))
        said, was = guess.count(label), truth.count(label)
        scores.append(2 * hit / (said + was))
    right = sum(t == g for t, g in zip(truth, guess, strict=True)) / len(truth)
    return float(np.mean(scores)), right


def evaluate_classify(folder: Path) -> None:
    """Class: trained on four folds and the words-only rows of other families, asked about the fifth."""
    labelled = table(folder / "messages_labelled.csv")
    words = table(folder / "messages_labelled_words_only.csv")
    groups = sorted({row["dup_group"] for row in [*labelled, *words]})
    order = np.random.default_rng(3).permutation(len(groups))
    fold = {group: int(order[at]) % FOLDS for at, group in enumerate(groups)}
    truth: list[str] = []
    guess: list[str] = []
    chance: list[float] = []
    sure: list[bool] = []
    spent: list[float] = []
    asked: list[Row] = []
    began = time.process_time()
    for number in range(FOLDS):
        examples = [
            training.Example(message(row), row["label"])
            for row in labelled
            if fold[row["dup_group"]] != number
        ]
        examples += [
            training.Example(row["words"], row["label"], segmented=True)
            for row in words
            if fold[row["dup_group"]] != number
        ]
        learned, report = training.train(examples, on="2020-01-01")
        for row in labelled:
            if fold[row["dup_group"]] == number:
                text = message(row)
                asked.append(row)
                proposal, took_one = timed(partial(classify.propose, learned, text))
                spent.append(took_one)
                truth.append(row["label"])
                guess.append(proposal.label)
                chance.append(proposal.scores[proposal.label])
                sure.append(proposal.sure)
    took = (time.process_time() - began) / FOLDS
    macro, right = f1_of(truth, guess)
    figure("macro-F1", macro, f"{len(truth)} messages, {FOLDS} folds, near-duplicates together")
    figure("accuracy", right)
    hits = np.array([t == g for t, g in zip(truth, guess, strict=True)])
    best = np.array(chance)
    bins = np.minimum((best * 10).astype(int), 9)
    gap = sum(
        abs(best[bins == b].mean() - hits[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())
    )
    figure("calibration error", float(gap))
    ranked = hits[np.argsort(-best)]
    for share in (0.5, 0.7, 0.8, 0.9):
        figure(f"accuracy of the surest {share:.0%}", float(ranked[: int(share * ranked.size)].mean()))
    figure("share called sure", float(np.mean(sure)))
    figure("accuracy where sure", float(hits[np.array(sure)].mean()))
    figure("accuracy where not sure", float(hits[~np.array(sure)].mean()))
    shown = " / ".join(f"{one:.2f}" for one in np.percentile(spent, [50, 95]))
    figure("ms a message, median / p95", shown, TRIES)
    near = [one for row, one in zip(asked, spent, strict=True) if 380 <= len(message(row)) <= 490]
    figure("ms a message of about 435 characters, median", float(np.median(near)), f"{len(near)} messages")
    figure(
        "seconds of processor to train, cross-validation and asking included",
        took,
        f"{report.messages} messages",
    )
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "model"
        model.save(learned, path)
        figure("MB of the model file", path.stat().st_size / 1e6)


def evaluate_unit(folder: Path) -> None:
    """Unit: trained on four folds of messages with the kinds of unit that their answers name, asked about the fifth."""
    rows = [row for row in table(folder / "replies.csv") if row["dept_silver"]]
    named = {row["id"]: row["dept_silver"].split("|") for row in rows}
    kinds = Counter(kind for row in rows for kind in named[row["id"]])
    fold = np.random.default_rng(3).permutation(len(rows)) % FOLDS
    found: dict[str, list[str]] = {}
    common: dict[str, list[str]] = {}
    scores: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "model"
        for number in range(FOLDS):
            # A message with several kinds is an example of each.
            examples = [
                {"text": message(row), "label": kind}
                for row, of in zip(rows, fold, strict=True)
                if of != number
                for kind in named[row["id"]]
            ]
            batch.train_to(rows_of(examples), path, loud(), on="2020-01-01", say=lambda _line: None)
            often = [kind for kind, _ in Counter(one["label"] for one in examples).most_common(3)]
            asked = [
                {"id": row["id"], "text": message(row)}
                for row, of in zip(rows, fold, strict=True)
                if of == number
            ]
            for answer in batch.unit(rows_of(asked), loud(), path):
                found[answer["id"]] = [one["unit"] for one in answer["units"]]
                common[answer["id"]] = often
                scores[answer["id"]] = answer["units"][0]["score"]
    for most in (1, 3):
        for name, proposed in (("proposed", found), ("the most common", common)):
            hit = [bool(set(proposed[one][:most]) & set(named[one])) for one in named]
            figure(f"{name}: one named among the first {most}", float(np.mean(hit)), f"{len(rows)} messages")
    sure = sorted(named, key=lambda one: -scores[one])[: len(named) // 2]
    right = float(np.mean([found[one][0] in named[one] for one in sure]))
    figure("first one named, surer half", right, f"{len(kinds)} kinds of unit")


def stream_rows(folder: Path) -> list[Row]:
    """The stream as rows of the text commands."""
    return [
        {"id": row["id"], "text": message(row), "time": row["time"], "from": row["user"]}
        for row in table(folder / "messages_stream.csv")
    ]


def evaluate_same(folder: Path) -> None:
    """Same matter: labelled pairs."""
    texts = {row["id"]: row for row in stream_rows(folder)}
    pairs = [row for row in objects(folder / "same_matter_dev.jsonl") if row["type"] == "pair"]
    asked = [{"id": at, "a": texts[pair["a"]], "b": texts[pair["b"]]} for at, pair in enumerate(pairs)]
    for name, corpus in (("", list(texts.values())), (" (without a corpus)", None)):
        given = rows_of(corpus) if corpus else None
        score = [row["score"] for row in batch.same(rows_of(asked), loud(), given)]

        def of(*kinds: str, score: list[float] = score) -> list[float]:
            return [one for one, pair in zip(score, pairs, strict=True) if pair["kind"] in kinds]

        same, far = of("same_matter", "same_matter_far"), of("same_matter_far")
        place, problem = of("same_place_other_problem"), of("same_problem_other_place")
        wording = of("same_wording_other_matter")
        figure(f"AUC all pairs{name}", area(same, place + problem + wording), f"{len(pairs)} pairs")
        figure(f"AUC far pairs{name}", area(far, place + problem + wording), f"{len(far)} far pairs")
        figure(f"AUC against same wording{name}", area(same, wording), f"{len(wording)} such pairs")
        figure(f"AUC against other problem, same place{name}", area(same, place))
        figure(f"AUC against other place, same problem{name}", area(same, problem))


def evaluate_related(folder: Path) -> None:
    """Related: every message of a known matter asked against the whole stream."""
    rows = stream_rows(folder)
    texts = {row["id"]: row for row in rows}
    clusters = [row for row in objects(folder / "same_matter_dev.jsonl") if row["type"] == "cluster"]
    collection = Collection()
    start = time.process_time()
    for row in rows:
        collection.add(Item(row["id"], row["text"], row["time"]))
    # What was added is read at the first question.
    collection.related(Item("", rows[0]["text"]))
    built = time.process_time() - start
    recall: list[float] = []
    spent: list[float] = []
    for cluster in clusters:
        for asked in cluster["members"]:
            others = set(cluster["members"]) - {asked}
            item = Item(asked, texts[asked]["text"], texts[asked]["time"])
            found, took = timed(partial(collection.related, item))
            spent.append(took)
            first = [one.id for one in found if one.id not in cluster["ambiguous"]][:5]
            recall.append(len(others & set(first)) / min(5, len(others)))
    figure("recall@5", float(np.mean(recall)), f"{len(recall)} messages asked against {len(rows)}")
    figure(
        "ms a query, median / p95",
        " / ".join(f"{one:.1f}" for one in np.percentile(spent, [50, 95])),
        TRIES,
    )
    figure("ms of processor to add one", built / len(rows) * 1000)


def evaluate_desk(folder: Path) -> None:
    """Look-alikes and themes as the desk proposes them, out of a register."""
    # Only this part needs the application.
    from scripts import evaluate_desk

    clusters = [row for row in objects(folder / "same_matter_dev.jsonl") if row["type"] == "cluster"]
    evaluate_desk.measure(table(folder / "messages_stream.csv"), clusters, figure)


def evaluate_themes(folder: Path) -> None:
    """Themes: the hot matters found among the first twenty, and pairs kept together."""
    rows = stream_rows(folder)
    clusters = [row for row in objects(folder / "same_matter_dev.jsonl") if row["type"] == "cluster"]
    hot = [row for row in clusters if len(row["members"]) >= 5 and row["distinct_users"] >= 3]
    start = time.process_time()
    found = list(batch.find_themes(rows_of(rows), loud()))
    spent = time.process_time() - start
    best = []
    for matter in hot:
        members, doubtful = set(matter["members"]), set(matter["ambiguous"])
        best.append(
            max(
                (
                    len(members & set(t["ids"])) / len(members | (set(t["ids"]) - doubtful))
                    for t in found[:20]
                ),
                default=0,
            )
        )
    figure(
        "hot matters among the first twenty",
        f"{sum(one >= 0.5 for one in best)} of {len(hot)}",
        "overlap at least half",
    )
    figure("mean overlap with the hot matters", float(np.mean(best)))
    figure("themes in all", len(found))
    truth = {one: row["cluster"] for row in clusters for one in row["members"]}
    theme = {one: row["theme"] for row in found for one in row["ids"]}
    hot_names = {row["cluster"] for row in hot}
    for name, asked in (
        ("pairwise F1, messages of hot matters", [one for one in truth if truth[one] in hot_names]),
        ("pairwise F1, known messages in some theme", [one for one in truth if one in theme]),
        ("pairwise F1, all known messages", list(truth)),
    ):
        both = said = was = 0
        for at, one in enumerate(asked):
            for other in asked[:at]:
                is_same = truth[one] == truth[other]
                is_said = one in theme and theme.get(one) == theme.get(other)
                both += is_same and is_said
                said += is_said
                was += is_same
        figure(name, 2 * both / (said + was) if said + was else 0.0, f"precision {both / max(said, 1):.3f}")
    figure("ms of processor a message", spent / len(rows) * 1000)


def evaluate_replies(folder: Path) -> None:
    """Replies: relevance, explanation, and how the real answers fare."""
    rows = {row["id"]: row for row in table(folder / "replies.csv")}
    relevance = objects(folder / "reply_relevance_dev.jsonl")
    asked = [
        {"id": at, "text": message(rows[one["message_id"]]), "reply": rows[one["reply_id"]]["reply"]}
        for at, one in enumerate(relevance)
    ]
    quality = list(batch.reply_quality(rows_of(asked), loud()))
    score: dict[str, list[float]] = {}
    for one, answer in zip(relevance, quality, strict=True):
        score.setdefault(one["kind"], []).append(answer["relevance"])
    figure(
        "relevance: AUC own against near topic",
        area(score["own"], score["near_topic"]),
        f"{len(score['own'])} each",
    )
    figure("relevance: AUC own against random", area(score["own"], score["random"]))
    own = {
        one["message_id"]: answer
        for one, answer in zip(relevance, quality, strict=True)
        if one["kind"] == "own"
    }
    rest = [row for key, row in rows.items() if key not in own]
    for row, answer in zip(
        rest,
        batch.reply_quality(
            rows_of([{"id": row["id"], "text": message(row), "reply": row["reply"]} for row in rest]), loud()
        ),
        strict=True,
    ):
        own[row["id"]] = answer
    middle = {key for key, row in rows.items() if 60 <= len(row["reply"]) <= 400}

    def explained(keys: Iterable[str], yes: Callable[[str], bool], value: Callable[[str], float]) -> str:
        known = list(keys)
        up, down = [value(key) for key in known if yes(key)], [value(key) for key in known if not yes(key)]
        return f"{area(up, down):.3f}   {len(up)} against {len(down)}"

    read = {row["id"]: row for row in objects(folder / "reply_quality_dev.jsonl")}
    for name, value in (
        ("explanation", lambda key: float(own[key]["explanation"])),
        ("length alone", lambda key: float(len(rows[key]["reply"]))),
    ):
        figure(
            f"{name}: AUC, 60-400 characters, students' label",
            explained(middle, lambda key: rows[key]["expl_tipdm"] == "1", value),
        )
        figure(
            f"{name}: AUC, 60-400 characters, read, fully",
            explained(middle & read.keys(), lambda key: read[key]["explained"] == 2, value),
        )
        figure(
            f"{name}: AUC, all read, fully", explained(read, lambda key: read[key]["explained"] == 2, value)
        )
        figure(
            f"{name}: AUC, all read, at all", explained(read, lambda key: read[key]["explained"] > 0, value)
        )
    figure(
        "completeness: AUC, all read, every point",
        explained(read, lambda key: read[key]["complete"] == 2, lambda key: float(own[key]["completeness"])),
    )
    figure(
        "completeness: AUC, all read, taken up at all",
        explained(read, lambda key: read[key]["complete"] > 0, lambda key: float(own[key]["completeness"])),
    )
    empty = {key: any(one["kind"] == "empty" for one in own[key]["findings"]) for key in read}
    figure(
        "'no substance' agrees with the reader",
        f"{sum(empty[key] == bool(read[key]['empty']) for key in read)} of {len(read)}",
    )
    kinds = Counter(kind for row in own.values() for kind in {one["kind"] for one in row["findings"]})
    for kind, count in kinds.most_common():
        figure(f"answers with a finding '{kind}'", count / len(own), f"{count} of {len(own)}")
    for name in ("relevance", "completeness", "explanation", "basis"):
        figure(f"mean {name} of the real answers", float(np.mean([row[name] for row in own.values()])))
    substance = replies.substance
    figure(
        "letters left without formulas, median",
        float(np.median([substance(row["reply"]).letters for row in rows.values()])),
    )


def evaluate_law(folder: Path) -> None:
    """Law: the articles among the first five."""
    corpus = objects(folder / "legal_corpus_dev.jsonl.gz")
    questions = objects(folder / "legal_queries_dev.jsonl")
    start = time.process_time()
    found = list(
        batch.law(
            rows_of(corpus),
            rows_of([{"id": one["id"], "text": one["question"]} for one in questions]),
            loud(),
        )
    )
    spent = time.process_time() - start
    for most in (1, 5, 20):
        recall = [
            len(set(one["relevant"]) & {row["id"] for row in answer["articles"][:most]})
            / len(set(one["relevant"]))
            for one, answer in zip(questions, found, strict=True)
        ]
        figure(
            f"recall@{most}", float(np.mean(recall)), f"{len(questions)} questions, {len(corpus)} articles"
        )
    figure("seconds for all", spent)


PARTS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "classify": (evaluate_classify, ("messages_labelled.csv", "messages_labelled_words_only.csv")),
    "unit": (evaluate_unit, ("replies.csv",)),
    "same": (evaluate_same, ("messages_stream.csv", "same_matter_dev.jsonl")),
    "related": (evaluate_related, ("messages_stream.csv", "same_matter_dev.jsonl")),
    "desk": (evaluate_desk, ("messages_stream.csv", "same_matter_dev.jsonl")),
    "themes": (evaluate_themes, ("messages_stream.csv", "same_matter_dev.jsonl")),
    "replies": (evaluate_replies, ("replies.csv", "reply_relevance_dev.jsonl", "reply_quality_dev.jsonl")),
    "law": (evaluate_law, ("legal_queries_dev.jsonl", "legal_corpus_dev.jsonl.gz")),
}


def main(arguments: Sequence[str]) -> int:
    """Measure the parts that were asked for, or all; return the exit code."""
    if not arguments or any(part not in PARTS for part in arguments[1:]):
        print(f"usage: evaluate_text.py FOLDER [{' '.join(PARTS)}]", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    for name in arguments[1:] or PARTS:
        measure, needed = PARTS[name]
        absent = [one for one in needed if not (folder / one).is_file()]
        if absent:
            print(f"{name}: skipped, {folder} has no {', '.join(absent)}")
            continue
        print(name)
        measure(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
