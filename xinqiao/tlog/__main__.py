"""The command line: ``python -m xinqiao.tlog``, or ``python -m tlog`` beside a copied folder.

Exit codes: 0 green, 1 red, 2 when the question itself could not be read (a missing file, a key that is none).
"""

import argparse
import itertools
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

try:
    from . import audit, bench, receipt, show, witness
    from .checkpoint import Checkpoint
    from .note import COSIGNATURE, ED25519, Malformed, VerifierKey, decode64, parse, read_keys
    from .prover import Prover
    from .receipt import Trust, Verdict
    from .tile import Folder, Missing
    from .words import LANGUAGES, Sentence, said
except ModuleNotFoundError as missing:
    if missing.name is None or not missing.name.startswith("cryptography"):
        raise
    sys.stderr.write(
        "请先安装 cryptography：pip install cryptography\n"
        "Install cryptography first: pip install cryptography\n"
    )
    sys.exit(2)

GOOD, BAD, UNREADABLE = 0, 1, 2


class Unreadable(Exception):
    """The question cannot be read; the answer is a sentence and exit code 2."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a sign shows a question mark instead of ending in a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        act: Callable[[argparse.Namespace], int] = options.act
        return act(options)
    except Unreadable as wrong:
        print(clean(wrong.sentence.in_language(options.language)), file=sys.stderr)
        return UNREADABLE


def parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--language", choices=LANGUAGES, default=spoken(), help="说哪种话 · zh 中文, en English"
    )
    common.add_argument("--json", action="store_true", help="输出给程序读 · for machines")
    trust = argparse.ArgumentParser(add_help=False)
    trust.add_argument(
        "--key", required=True, metavar="FILE", help="受理机关公布的公钥 · the office's published key"
    )
    trust.add_argument(
        "--witness", action="append", default=[], metavar="FILE", help="见证单位的公钥 · a witness's key"
    )
    trust.add_argument(
        "--quorum", type=int, metavar="N", help="至少几家见证 · how many witnesses must have signed"
    )
    trust.add_argument("--origin", help="账本的名字 · the log's name, if the key has another")

    top = argparse.ArgumentParser(
        prog="python -m xinqiao.tlog" if __package__ == "xinqiao.tlog" else f"python -m {__package__}",
        description="核对回执和公开账本，不用联网，不用相信受理机关。"
        "Verify receipts and the public log, offline, without trusting the office.",
    )
    verbs = top.add_subparsers(required=True, metavar="VERB")

    verify = verbs.add_parser("verify", help="核对 · verify").add_subparsers(required=True, metavar="WHAT")
    one = verify.add_parser(
        "receipt", parents=[common, trust], help="回执或收件承诺 · a receipt or a promise"
    )
    one.add_argument("file", help="文件，- 是标准输入 · the file, - for standard input")
    one.add_argument(
        "--commitment", metavar="BASE64", help="指的是哪条记录 · which entry, if the file does not say"
    )
    one.set_defaults(act=verify_receipt)
    one = verify.add_parser("checkpoint", parents=[common, trust], help="账本的签名 · signed checkpoints")
    one.add_argument(
        "files", nargs="+", metavar="file", help="一份，或者要互相比对的几份 · one, or several to compare"
    )
    one.add_argument("--tiles", type=Path, metavar="DIR", help="账本的副本 · a copy of the log, read in full")
    one.add_argument(
        "--proof", metavar="FILE", help="两份之间的一致性证明 · a consistency proof, base64 lines"
    )
    one.set_defaults(act=verify_checkpoint)

    one = verbs.add_parser(
        "show", parents=[common], help="看文件写了什么，不核对 · what a file says, unverified"
    )
    one.add_argument("file")
    one.set_defaults(act=show_file)

    one = verbs.add_parser("bench", parents=[common], help="量速度 · measure speed")
    one.add_argument("--leaves", type=int, default=1_000_000, metavar="N")
    one.set_defaults(act=measure)
    return top


def verify_receipt(options: argparse.Namespace) -> int:
    committed = None
    if options.commitment:
        try:
            committed = decode64(options.commitment)
        except Malformed as wrong:
            raise Unreadable(said("摘要读不出来：{why}", "Not a commitment: {why}", why=wrong)) from wrong
    verdict = receipt.examine(read(options.file), trusted(options), committed)
    return answer(verdict, options)


def verify_checkpoint(options: argparse.Namespace) -> int:
    trust = trusted(options)
    files = [read(name) for name in options.files]
    verdicts = [receipt.examine_checkpoint(data, trust) for data in files]
    code = max(answer(verdict, options) for verdict in verdicts) if not options.json else GOOD
    verdict = Verdict("log", receipt.GREEN_CHECKPOINT)
    verdict.facts["checkpoints"] = [one.facts for one in verdicts]
    verdict.faults += [fault for one in verdicts for fault in one.faults]
    if not verdict.faults:
        check_log(sorted({data.decode() for data in files}, key=size_of), trust, verdict, options)
    if not verdict.good:
        verdict.headline = receipt.RED_CHECKPOINT
        verdict.proves = []
    if options.json or verdict.proves or (not verdict.good and code == GOOD):
        code = max(code, answer(verdict, options))
    return code


def check_log(notes: list[str], trust: Trust, verdict: Verdict, options: argparse.Namespace) -> None:
    """Hold the checkpoints against each other, and against a copy of the log if there is one."""
    largest = Checkpoint.parse(parse(notes[-1]).text)
    log = witness.Log(trust.keys, largest.origin, patience=0)
    prover = Prover(Folder(options.tiles), largest.size) if options.tiles else None
    if options.tiles:
        verdict.faults += audit.faults(Folder(options.tiles), largest)
        if verdict.faults:
            return
        verdict.proves.append(
            said(
                "副本里的 {size} 条记录全部重新算过，和签名一致。",
                "All {size} entries of the copy were hashed anew and agree with the signature.",
                size=largest.size,
            )
        )
    for small, large in itertools.pairwise(notes):
        try:
            proof = (
                prover.consistency(size_of(small), size_of(large)) if prover else given_proof(options.proof)
            )
            found = witness.compare(log, small, large, proof)
        except (Missing, IndexError) as gap:
            verdict.faults.append(Sentence(str(gap), str(gap)))
            return
        except ValueError as wrong:
            raise Unreadable(INCOMPARABLE) from wrong
        if found:
            verdict.faults.append(found.sentence)
        else:
            verdict.proves.append(
                said(
                    "{large} 条的账本，开头正是那 {small} 条的账本。",
                    "The log of {large} entries begins with exactly the log of {small}.",
                    small=size_of(small),
                    large=size_of(large),
                )
            )


INCOMPARABLE = said(
    "这两份的条数不同，单凭签名比不出来。请加 --tiles（账本的副本）或者 --proof（一致性证明）。",
    "These differ in size, and cannot be compared by the signatures alone. Add --tiles (a copy of the log) or --proof "
    "(a consistency proof).",
)


def show_file(options: argparse.Namespace) -> int:
    found = show.contents(read(options.file))
    if found is None:
        raise Unreadable(receipt.UNKNOWN)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        heading = said(
            "文件里写着（没有核对过，先别相信）：", "The file says (not verified, do not believe it yet):"
        )
        print(heading.in_language(options.language))
        print(clean(json.dumps(found, ensure_ascii=False, indent=2)))
    return GOOD


def measure(options: argparse.Namespace) -> int:
    for line in bench.run(options.leaves):
        print(line, flush=True)
    return GOOD


def trusted(options: argparse.Namespace) -> Trust:
    keys, witnesses = keys_in(options.key), [key for name in options.witness for key in keys_in(name)]
    for kind, group in ((ED25519, keys), (COSIGNATURE, witnesses)):
        for key in group:
            if key.kind != kind:
                raise Unreadable(
                    said(
                        "{name} 的公钥用错了地方：--key 要账本的公钥，--witness 要见证单位的公钥。",
                        "The key of {name} is in the wrong place: --key takes a log's key, --witness a witness's.",
                        name=key.name,
                    )
                )
    quorum = options.quorum if options.quorum is not None else min(1, len(witnesses))
    return Trust(keys, witnesses, quorum, options.origin)


def keys_in(given: str) -> list[VerifierKey]:
    """The keys in a file, or the one key that was typed in place of a file's name."""
    try:
        text = given if given.count("+") >= 2 and not Path(given).is_file() else read(given).decode()
        keys = list(read_keys(text))
    except (Malformed, UnicodeDecodeError) as wrong:
        raise Unreadable(
            said("公钥读不出来：{name}（{why}）", "Not a key: {name} ({why})", name=given, why=wrong)
        ) from wrong
    if not keys:
        raise Unreadable(said("{name} 里没有公钥。", "There is no key in {name}.", name=given))
    return keys


def given_proof(name: str | None) -> list[bytes] | None:
    if name is None:
        return None
    try:
        return [decode64(line.strip()) for line in read(name).decode().splitlines() if line.strip()]
    except ValueError as wrong:
        raise Unreadable(said("证明读不出来：{why}", "Not a proof: {why}", why=wrong)) from wrong


def read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as wrong:
        raise Unreadable(
            said("打不开 {name}：{why}", "Cannot open {name}: {why}", name=name, why=wrong.strerror)
        ) from wrong


def size_of(note: str) -> int:
    return Checkpoint.parse(parse(note).text).size


def answer(verdict: Verdict, options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(as_data(verdict), ensure_ascii=False))
    else:
        for line in lines(verdict, options.language):
            print(line)
    return GOOD if verdict.good else BAD


def as_data(verdict: Verdict) -> dict[str, object]:
    def both(sentences: Sequence[Sentence]) -> list[dict[str, str]]:
        return [{"zh": one.zh, "en": one.en} for one in sentences]

    return {
        "ok": verdict.good,
        "kind": verdict.kind,
        "headline": both([verdict.headline])[0],
        "proves": both(verdict.proves),
        "limits": both(verdict.limits),
        "faults": both(verdict.faults),
        "facts": verdict.facts,
    }


def lines(verdict: Verdict, language: str) -> list[str]:
    sign, colour = ("√", "32") if verdict.good else ("×", "31")
    headline = f"{sign} {verdict.headline.in_language(language)}"
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        headline = f"\033[{colour};1m{headline}\033[0m"
    else:
        headline = clean(headline)
    body = [f"  {one.in_language(language)}" for one in (*verdict.faults, *verdict.proves)]
    entry, words = verdict.facts.get("entry"), verdict.facts.get("words")
    if entry:
        body.append(said("  记录的原文：", "  The entry itself:").in_language(language))
        text = entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False, indent=2)
        body += [f"    {line}" for line in text.splitlines()]
    if words:
        body.append(said("  当时的原话：", "  The words at that time:").in_language(language))
        body += [f"    {name}: {line}" for name, text in words.items() for line in text.splitlines()]
    body += [f"  {one.in_language(language)}" for one in verdict.limits]
    return [headline, *map(clean, body)]


def clean(text: str) -> str:
    """Text without control signs, so that no file can paint its own green line on a terminal."""
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf"))


def spoken() -> str:
    """The language of the terminal; Chinese unless it says English."""
    said_by = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if said_by.lower().startswith("en") else "zh"


def run() -> NoReturn:
    sys.exit(main())


if __name__ == "__main__":
    run()
