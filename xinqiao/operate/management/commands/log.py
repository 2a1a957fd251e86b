"""xinqiao log"""

import json
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from xinqiao.ledger import shelf, signing
from xinqiao.ledger.adopt import adopt
from xinqiao.ledger.gate import writing
from xinqiao.ledger.keeper import Keeper
from xinqiao.ledger.models import Batch, Checkpoint, LogKey
from xinqiao.ledger.publish import mend, publish_all, trouble
from xinqiao.ledger.sequence import Halted, end, waiting
from xinqiao.people import recovery
from xinqiao.people.keyring import new_key
from xinqiao.tlog.tile import Folder


class Command(BaseCommand):
    help = "the public log: how it stands, its keys, and what to do after a restore 公开账本"
    # A log that stands still is what this command is for.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(
            dest="what", required=True, metavar="status|publish|keep|newkey|retire|mend|adopt"
        )
        show = what.add_parser("status", help="size, what waits, keys 现状")
        show.add_argument("--json", action="store_true", help="for machines 供程序读取")
        what.add_parser("publish", help="put what waits into the log now 马上入账并公布")
        what.add_parser("keep", help="publish for ever, without followers 一直公布，不运行跟随者")
        new = what.add_parser(
            "newkey", help="a new key; the old one signs beside it for a while 更换密钥，新旧一起签"
        )
        new.add_argument(
            "--lost",
            action="store_true",
            help="the old key is lost: go on with the one that is there 原来的密钥丢了，用现在这一把继续",
        )
        what.add_parser("retire", help="the old key signs no more 旧密钥停用")
        what.add_parser(
            "mend", help="write the published files anew from the database 用数据库重写公布的文件"
        )
        take = what.add_parser(
            "adopt", help="after a restore: take over what was published 恢复旧备份以后接续"
        )
        take.add_argument(
            "--from",
            dest="source",
            type=Path,
            metavar="DIR",
            help="a copy of the log, as a witness keeps one 账本副本",
        )

    def handle(self, **options: Any) -> None:
        does = {
            "status": self.status,
            "publish": self.publish,
            "keep": self.keep,
            "newkey": self.newkey,
            "retire": self.retire,
            "mend": self.mend,
            "adopt": self.adopt,
        }
        try:
            does[options["what"]](options)
        except Halted as halted:
            raise CommandError(f"{halted.sentence.zh}\n{halted.sentence.en}") from halted

    def status(self, options: dict[str, Any]) -> None:
        last = Checkpoint.objects.order_by("-size").first()
        halted = trouble()
        current = [one.verifier.line for one in signing.signers(signing.origin())]
        told = {
            "origin": signing.origin(),
            "leaves": end().size,
            "published": last.size if last else 0,
            "at": last.at.isoformat() if last else None,
            "entries": end().after,
            "waiting": waiting(),
            "adopted": sum(Batch.objects.filter(adopted=True).values_list("count", flat=True)),
            "keys": current,
            "earlier_keys": list(LogKey.objects.exclude(line__in=current).values_list("line", flat=True)),
            "trouble": f"{halted.zh} {halted.en}" if halted else "",
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write(
                f"{told['origin']}: {told['published']} leaves published 已公布 {told['published']} 条; "
                f"{told['entries']} entries, {told['waiting']} wait 记录 {told['entries']} 条，等待入账 {told['waiting']} 条"
            )
            if last:
                self.stdout.write(
                    f"last checkpoint 最近一次签名 {timezone.localtime(last.at):%Y-%m-%d %H:%M:%S}"
                )
            if told["adopted"]:
                self.stdout.write(
                    f"{told['adopted']} leaves taken over after a restore 恢复备份后接过来 {told['adopted']} 条"
                )
            for place, line in enumerate(current):
                self.stdout.write(
                    f"key 密钥 {line}{'' if place == 0 else '  (old, still signs 旧密钥，仍在签)'}"
                )
        if halted:
            raise CommandError(f"{halted.zh}\n{halted.en}")

    def publish(self, _options: dict[str, Any]) -> None:
        done = publish_all(at=timezone.now())
        if not done.size:
            raise CommandError("another process is publishing 别的进程正在公布")
        self.stdout.write(f"{done.size} leaves are published 已公布 {done.size} 条")

    def keep(self, _options: dict[str, Any]) -> None:
        self.stdout.write("the public log is kept 正在维护公开账本")
        self.stdout.flush()
        Keeper(self.complain).run(threading.Event(), timezone.now)

    def complain(self, sentence: str) -> None:
        self.stderr.write(sentence)
        self.stderr.flush()

    def newkey(self, options: dict[str, Any]) -> None:
        ring = settings.LOG_KEYS
        if options["lost"]:
            if trouble() is None:
                raise CommandError("the key that is there is the right one 现在的密钥就是对的，没有丢")
            with writing():
                signing.note_keys(
                    [one.verifier.line for one in signing.signers(signing.origin())], at=timezone.now()
                )
        elif not ring.in_file:
            raise CommandError(
                "the key comes from XINQIAO_LOG_KEY: put a new one (openssl rand -hex 32) before it, separated by a comma, "
                "and start the server again 密钥来自环境变量：请在原来的前面加一个新的，用逗号隔开，再重新启动"
            )
        elif halted := trouble():
            raise Halted(halted)
        else:
            ring.add(new_key())
            recovery.refresh()
        self.stdout.write(f"{signing.verifiers()[0].line}")
        self.stdout.write(
            "publish this line where people look for it; xinqiao log retire when everybody has it "
            "请向社会公布这一行；大家都换好以后运行 xinqiao log retire"
        )

    def retire(self, _options: dict[str, Any]) -> None:
        ring = settings.LOG_KEYS
        old = [one.id for one in ring.held()[1:]]
        if not old:
            raise CommandError("there is only one key 只有一把密钥")
        if not ring.in_file:
            raise CommandError(
                "take the old key out of XINQIAO_LOG_KEY and start the server again 请从环境变量里去掉旧密钥，再重新启动"
            )
        line = signing.signers(signing.origin())[0].verifier.line
        if not LogKey.objects.filter(line=line).exists():
            raise CommandError("the new key has signed nothing yet: xinqiao log publish 新密钥还没有签过名")
        ring.drop(old)
        recovery.refresh()
        self.stdout.write(
            "the old key signs no more; its public part stays at /log/keys 旧密钥停用，公钥仍然公布在 /log/keys"
        )

    def mend(self, _options: dict[str, Any]) -> None:
        size = mend()
        if not size:
            raise CommandError(
                "another process is publishing, or nothing was published 别的进程正在公布，或者还没有公布过"
            )
        self.stdout.write(f"{size} leaves were written again 已重写 {size} 条")

    def adopt(self, options: dict[str, Any]) -> None:
        folder = options["source"] or settings.LOG
        try:
            note = (folder / shelf.CHECKPOINT).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{folder / shelf.CHECKPOINT}: {error}") from error
        taken = adopt(Folder(folder), note, at=timezone.now())
        self.stdout.write(
            f"{taken.leaves} leaves were taken over, {taken.known} of entries that are here; the others belong to entries "
            "that are lost, or are padding: ask people for their receipts "
            f"接过来 {taken.leaves} 条，其中 {taken.known} 条的记录还在；其余是丢失的记录或者凑数的，请凭群众手里的回执补登"
        )
