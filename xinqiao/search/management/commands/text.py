"""`xinqiao text …`: JSON Lines in, JSON Lines out. The work is done in `xinqiao.text.batch`.

No database is read, except by `train --from-record`, which learns from the installation's own closed matters.
"""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from xinqiao.search.learning import learn
from xinqiao.text import batch, lines
from xinqiao.text.model import ModelUnreadable
from xinqiao.text.training import Report, TooFewExamples


class Command(BaseCommand):
    """Reads petitions: classes, units, look-alikes, themes, answers, law."""

    help = "classes, units, look-alikes, themes, answers, law: JSON Lines in and out 读信：分类、单位、相似、主题、答复、法条"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Django's own parser class wants arguments of its own; the plain one serves the parts.
        parts = parser.add_subparsers(dest="part", required=True, metavar="PART", parser_class=ArgumentParser)

        def part(name: str, line: str, *, file: bool = True, out: bool = True) -> ArgumentParser:
            one: ArgumentParser = parts.add_parser(name, help=line, description=line)
            if file:
                one.add_argument(
                    "file",
                    nargs="?",
                    default="-",
                    metavar="FILE",
                    help="JSON Lines, or a table (.csv); - is standard input",
                )
            if out:
                one.add_argument(
                    "--out", metavar="FILE", help="where the result goes instead of standard output"
                )
            return one

        one = part("train", "learn labels from an office's own matters 用本单位办结的事项训练", out=False)
        one.add_argument(
            "--model", required=True, metavar="MODEL", help="the file to write; default with --from-record"
        )
        one.add_argument(
            "--from-record",
            action="store_true",
            help="learn classes and units from this installation's closed matters 用本系统里办结的事项训练",
        )
        one.add_argument("--json", action="store_true", help="print the figures for machines 供程序读取")
        for name, line in (
            ("classify", "propose a class for each message 建议分类"),
            ("unit", "propose competent units for each message 建议承办单位"),
        ):
            part(name, line).add_argument(
                "--model", required=True, metavar="MODEL", help="a file that train wrote"
            )
        one = part("related", "matters that may be the same one 查找可能是同一件的事项", file=False)
        one.add_argument("--corpus", required=True, metavar="FILE")
        one.add_argument("--queries", default="-", metavar="FILE")
        one = part("same", "are two messages one matter? 两件来信是否同一件事")
        one.add_argument("--corpus", metavar="FILE", help="texts that say how common words are")
        one = part("themes", "many matters with one cause 多件来信、同一原因", file=False)
        one.add_argument("--corpus", default="-", metavar="FILE")
        part("reply-quality", "does an answer answer? 答复是否答到点上")
        one = part("law", "articles of law for everyday questions 按日常说法查法条", file=False)
        one.add_argument("--corpus", required=True, metavar="FILE")
        one.add_argument("--queries", default="-", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = lines.Faults(say=lambda line: print(line, file=sys.stderr))
        try:
            getattr(self, "do_" + options["part"].replace("-", "_"))(faults, options)
        except (ModelUnreadable, TooFewExamples) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"{error.filename}: {error.strerror}" if error.filename else str(error)
            ) from error
        if faults.count:
            raise CommandError(f"bad lines skipped: {faults.count}")

    def do_train(self, faults: lines.Faults, options: dict[str, Any]) -> None:
        def say(line: str) -> None:
            if sys.stderr.isatty():
                print(line, file=sys.stderr)

        on = timezone.localdate().isoformat()
        if options["from_record"]:
            if options["model"] != "default":
                raise CommandError("--from-record writes --model default", returncode=2)
            classes, units = learn(on=on, say=say)
            found = {"classes": classes, **({"units": units} if units is not None else {})}
            if options["json"]:
                figures = {name: one.as_dict() for name, one in found.items()}
                self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2))
                return
            for name, one in found.items():
                self.stdout.write(f"{name}:")
                self.figures(one)
            return
        with source(options["file"], faults) as given:
            report = batch.train_to(
                given, Path(options["model"]), faults, on=on, say=say, workers=os.cpu_count() or 1
            )
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
            return
        self.figures(report)

    def figures(self, report: Report) -> None:
        """What the cross-validation says of a model."""
        self.stdout.write(f"messages {report.messages}, labels {report.labels}")
        self.stdout.write(f"cross-validated on {report.used} in {report.folds} folds")
        self.stdout.write(f"macro-F1 {report.macro_f1:.4f}")
        self.stdout.write(f"accuracy {report.accuracy:.4f}")
        self.stdout.write(f"calibration error {report.calibration:.4f}")
        self.stdout.write(f"sure for {report.sure_share:.4f}, accuracy there {report.sure_accuracy:.4f}")

    def do_classify(self, faults: lines.Faults, options: dict[str, Any]) -> None:
        with source(options["file"], faults) as given:
            found = batch.classify(given, faults, Path(options["model"]), workers=os.cpu_count() or 1)
            write(found, options["out"])

    def do_unit(self, faults: lines.Faults, options: dict[str, Any]) -> None:
        with source(options["file"], faults) as given:
            found = batch.unit(given, faults, Path(options["model"]), workers=os.cpu_count() or 1)
            write(found, options["out"])

    def do_related(self, faults: lines.Faults, options: dict[str, Any]) -> None:
        with source(options["corpus"], faults) as corpus, source(options["queries"], faults) as queries:
            found = batch.related(corpus, queries, faults, workers=os.cpu_count() or 1)
            write(found, options["out"])

    def do_same(self, faults: lines.Faults, options: dict[str, Any]) -> None:
        with source(options["file"], faults) as given:
            if not options["corpus"]:
                write(batch.same(given, faults), options["out"])
                return
            with source(options["corpus"], faults) as corpus:
                write(batch.same(given, faults, corpus), options["out"])

    def do_themes(self, faults: lines.Faults, options: dict[str, Any]) -> None:
        with source(options["corpus"], faults) as corpus:
            write(batch.find_themes(corpus, faults, workers=os.cpu_count() or 1), options["out"])

    def do_reply_quality(self, faults: lines.Faults, options: dict[str, Any]) -> None:
        with source(options["file"], faults) as given:
            write(batch.reply_quality(given, faults), options["out"])

    def do_law(self, faults: lines.Faults, options: dict[str, Any]) -> None:
        with source(options["corpus"], faults) as corpus, source(options["queries"], faults) as queries:
            write(batch.law(corpus, queries, faults), options["out"])


@contextmanager
def source(path: str, faults: lines.Faults) -> Iterator[batch.Source]:
    """Open a file or standard input (`-`), with a progress bar when somebody watches."""
    name = "standard input" if path == "-" else path
    with (
        tqdm(unit="", desc=name, disable=None, file=sys.stderr) as bar,
        open_bytes(path) as stream,
    ):
        read = lines.read_csv if path.lower().endswith(".csv") else lines.read
        yield batch.Source(name=name, rows=read(stream, faults, source=name, tick=bar.update))


@contextmanager
def open_bytes(path: str) -> Iterator[IO[bytes]]:
    """Open a file, or lend standard input, which stays open."""
    if path == "-":
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as stream:
        yield stream


def write(rows: Iterable[lines.Row], out: str | None) -> None:
    """Write rows to standard output, or to a file that appears only when it is whole."""
    if not out or out == "-":
        for row in rows:
            lines.write(row, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    draft = path.with_name(path.name + ".part")
    with draft.open("wb") as stream:
        for row in rows:
            lines.write(row, stream)
    draft.replace(path)
