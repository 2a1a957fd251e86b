"""xinqiao witness"""

import sys
import time
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language

from xinqiao.operate.witness import PATIENCE, Site, Store, Unreachable, Witness
from xinqiao.tlog.note import Malformed, read_keys
from xinqiao.tlog.tile import Missing
from xinqiao.tlog.words import Sentence, said

FITS = said(
    "对得上：这份文件里的账本，和见证单位留的是同一本。",
    "It fits: the log in this file is the one that this witness has kept.",
)
NOT_TAKEN = said(
    "账本没有收下签名。请那个机关把 witness.vkey 里的一行加到它的见证单位名单里。",
    "The log did not take the signature. Ask its office to put the line of witness.vkey among its witnesses.",
)
LATER = said(
    "这份文件里的账本比见证单位见过的还要新。请先运行一次 xinqiao witness，再比对。",
    "The log in this file is later than any this witness has seen. Run xinqiao witness once, then compare.",
)


class Command(BaseCommand):
    help = "follow the public log of an office, cosign it, raise an alarm 见证一个机关的公开账本"
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=RawDescriptionHelpFormatter,
            epilog="exit codes 退出码: 0 cosigned or fits 已签名、对得上; 1 alarm 报警; 2 wrong usage 用法有误\n"
            "The first look takes the log's key from its site: compare log.vkey with the key published elsewhere.\n"
            "第一次会从网站取公钥：请和别处公布的公钥核对一遍（log.vkey）。",
            **options,
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", metavar="URL", help="https://office.example/log")
        parser.add_argument(
            "--dir",
            type=Path,
            default=Path("witness"),
            help="the witness's folder 见证单位的目录 (./witness)",
        )
        parser.add_argument(
            "--name", default="", help="the name to sign under, such as news.example/witness 签名用的名字"
        )
        parser.add_argument("--key", type=Path, metavar="FILE", help="the log's published key 账本公布的公钥")
        parser.add_argument(
            "--every", type=int, default=300, metavar="SECONDS", help="how often 间隔秒数 (300)"
        )
        parser.add_argument("--once", action="store_true", help="look once and end 只看一次")
        parser.add_argument(
            "--patience",
            type=int,
            default=PATIENCE,
            metavar="SECONDS",
            help="a log that stands still for longer is reported 停多久算停住 (2 days 两天)",
        )
        parser.add_argument(
            "--submit",
            action="store_true",
            help="hand the signature to the log, for its receipts 把签名交给账本，附在回执里",
        )
        parser.add_argument(
            "--compare",
            type=Path,
            metavar="FILE",
            help="hold somebody's receipt against the witness's copy 拿别人的回执来比对",
        )

    def handle(self, **options: Any) -> None:
        witness = self.witness(options)
        if options["compare"]:
            self.compare(witness, options["compare"])
            return
        while True:
            alarm = self.look(witness, submit=options["submit"])
            if options["once"]:
                if alarm:
                    sys.exit(1)
                return
            time.sleep(options["every"])

    def witness(self, options: dict[str, Any]) -> Witness:
        if options["every"] < 1 or options["patience"] < 1:
            raise CommandError("--every and --patience count seconds, from 1 以秒计，至少 1", returncode=2)
        store = Store(options["dir"])
        try:
            site = Site(options["url"])
            # Before anything is made, so that a mistyped name leaves nothing behind.
            published = read_keys(options["key"].read_text("utf-8")) if options["key"] else ()
            known = (store.folder / "witness.key").exists()
            if not known and not options["name"]:
                raise CommandError(
                    "say --name at the first look 第一次请用 --name 写明签名的名字", returncode=2
                )
            key = store.key(options["name"])
            if published and not store.log_keys():
                store.trust(published)
        except OSError as broken:
            raise CommandError(
                f"{broken.filename}: cannot be read or written ({broken.strerror}) 读不出来或者写不进去",
                returncode=2,
            ) from broken
        except ValueError as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        if not known:
            self.stdout.write(f"{store.folder / 'witness.vkey'}: {key.verifier.line}")
        return Witness(site, store, key, options["patience"])

    def look(self, witness: Witness, *, submit: bool) -> bool:
        """Look once and say what was found; whether somebody has to do something about it."""
        at = int(time.time())
        try:
            found = witness.look(at=at)
        except (Unreachable, Missing, Malformed) as silent:
            raise CommandError(f"{witness.site.address}: {silent}") from silent
        except OSError as broken:
            # Nothing is signed before it is written down, so the next look begins where the last one ended.
            self.stderr.write(
                spoken(said("{dir} 写不进去（{why}），这一次没有签名，下次再看。",
                            "{dir} cannot be written ({why}); nothing was signed this time; looking again later.",
                            dir=witness.store.folder, why=broken.strerror or broken))
            )  # fmt: skip
            return True
        if found is None:
            self.stderr.write(
                spoken(said("{url} 暂时连不上，下次再看。", "{url} does not answer; looking again later.",
                            url=witness.site.address))
            )  # fmt: skip
            return False
        if found.alarm:
            self.stderr.write(f"!! {spoken(found.sentence)}")
            self.stderr.write(f"   {witness.store.folder / 'alarms'}")
            return True
        self.stdout.write(spoken(found.sentence))
        self.stdout.flush()
        if submit:
            try:
                witness.site.hand_in((witness.store.folder / "checkpoint").read_bytes())
            except Unreachable as refused:
                # The signature stands in the witness's own folder all the same.
                self.stderr.write(f"{spoken(NOT_TAKEN)} ({refused})")
        return False

    def compare(self, witness: Witness, path: Path) -> None:
        try:
            found = witness.compare(path.read_bytes())
        except LookupError as later:
            raise CommandError(spoken(LATER)) from later
        except (OSError, Malformed) as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        if found is None:
            self.stdout.write(spoken(FITS))
            return
        witness.store.alarm(found, int(time.time()))
        raise CommandError(spoken(found.sentence))


def spoken(sentence: Sentence) -> str:
    """In the reader's language."""
    return sentence.in_language("en" if (get_language() or "").startswith("en") else "zh")
