"""xinqiao law"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from xinqiao.law.model import Refused
from xinqiao.library.finding import find
from xinqiao.library.models import Edition, InstrumentKind
from xinqiao.library.shelf import put
from xinqiao.library.texts import LARGEST


def day(text: str) -> date:
    """A day, or an error that says which argument was wrong."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text}: {error}", returncode=2) from error


class Command(BaseCommand):
    """Fills and asks the library of laws, policies and answers."""

    help = "laws, policies and answers at hand: put in, list, find 法规库：导入、列出、查找"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="PART", parser_class=ArgumentParser)
        one = parts.add_parser("put", help="put in a file (.docx .md .txt .csv) 导入一份文件")
        one.add_argument("file", metavar="FILE")
        one.add_argument(
            "--from", dest="since", required=True, metavar="DATE", help="first day it applies 施行日期"
        )
        one.add_argument("--until", metavar="DATE", help="last day 最后一天")
        one.add_argument("--kind", choices=InstrumentKind.values, default=InstrumentKind.LAW.value)
        one.add_argument("--title", default="", help="where the file does not say 名称")
        one.add_argument("--issuer", default="", help="发布机关")
        one.add_argument("--reference", default="", help="document number 文号")
        parts.add_parser("list", help="what is on the shelf 列出")
        one = parts.add_parser("find", help="ask in everyday words or by article 查找")
        one.add_argument("question", metavar="QUESTION")
        one.add_argument("--on", metavar="DATE", help="as it applied on this day 按哪一天的规定")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"do_{options['part']}")(options)

    def do_put(self, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        try:
            with path.open("rb") as stream:
                data = stream.read(LARGEST + 1)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        try:
            edition = put(
                path.name,
                data,
                kind=options["kind"],
                in_force_from=day(options["since"]),
                in_force_until=day(options["until"]) if options["until"] else None,
                title=options["title"],
                issuer=options["issuer"],
                reference=options["reference"],
                by="xinqiao law put",
                at=timezone.now(),
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{edition}: {edition.articles.count()} articles 条")

    def do_list(self, _options: dict[str, Any]) -> None:
        for one in Edition.objects.select_related("instrument").order_by(
            "instrument__title", "-in_force_from"
        ):
            until = one.in_force_until.isoformat() if one.in_force_until else ""
            self.stdout.write(f"{one.in_force_from.isoformat()}..{until:10} {one.instrument.title}")

    def do_find(self, options: dict[str, Any]) -> None:
        on = day(options["on"]) if options["on"] else timezone.localdate()
        for one in find(options["question"], day=on):
            self.stdout.write(f"{one.article}  {one.article.text[:60].replace(chr(10), ' ')}")
