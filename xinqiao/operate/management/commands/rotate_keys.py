"""xinqiao rotate-keys"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from xinqiao.ledger.gate import writing
from xinqiao.people import recovery
from xinqiao.people.models import Identity, OfficeKey
from xinqiao.people.office_keys import ring_of
from xinqiao.people.rotation import BATCH, add_key, missing, release, resting_on, rewrap_some, unfinished

PURPOSES = {"seal": OfficeKey.SEAL, "codes": OfficeKey.QUERY_CODE}


class Command(BaseCommand):
    help = (
        "a new office key, while the office works; run again it goes on where it was cut short 更换单位密钥"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "purpose",
            nargs="?",
            choices=tuple(PURPOSES),
            default="seal",
            help="seal: what seals identities 密封身份的密钥; codes: what query codes are kept under 查询码的密钥",
        )
        parser.add_argument("--batch", type=int, default=BATCH, metavar="N", help=f"rows at a time ({BATCH})")
        parser.add_argument("--json", action="store_true", help="for machines 供程序读取")

    def handle(self, **options: Any) -> None:
        if options["batch"] < 1:
            raise CommandError("--batch counts from 1", returncode=2)
        purpose = PURPOSES[options["purpose"]]
        ring = ring_of(purpose)
        # Query codes are not known to the office: they come under a new key one by one, as people show them, so a
        # rotation of theirs is over as soon as there is a key for those to come.
        added = "" if purpose == OfficeKey.SEAL and unfinished(purpose) else self.begin(purpose, ring.in_file)
        recovery.refresh()
        told = {"current": ring.current.id, "added": added, "moved": 0, "broken": 0}
        if purpose == OfficeKey.SEAL:
            told["moved"], told["broken"] = self.rewrap(options["batch"])
        with writing():
            released = release(purpose)
        recovery.refresh()
        told |= {"released": released, "resting": dict(resting_on(purpose))}
        self.tell(told, options["json"], ring.in_file)
        if gone := missing(purpose):
            raise CommandError(
                f"matters rest on keys that are not on the ring {ring.name}: {', '.join(gone)}; put them back, "
                "or recover them (xinqiao keys join) 有事项所用的密钥不在了，请先恢复"
            )

    def begin(self, purpose: str, in_file: bool) -> str:
        if in_file:
            return add_key(purpose)
        if not unfinished(purpose):
            raise CommandError(
                f"the key comes from XINQIAO_{ring_of(purpose).name.upper()}: put a new one (openssl rand -hex 32) "
                "before it, separated by a comma, start the server again, then run this again "
                "密钥来自环境变量：请在原来的前面加一个新的，用逗号隔开"
            )
        return ""

    def rewrap(self, batch: int) -> tuple[int, int]:
        moved, broken, last = 0, 0, ""
        with tqdm(
            total=Identity.objects.count(), unit=" matters", desc="rotate-keys", disable=None, leave=False
        ) as bar:
            while True:
                with writing():
                    done = rewrap_some(last, most=batch)
                if done is None:
                    return moved, broken
                moved, broken, last = moved + done.moved, broken + len(done.broken), done.last
                bar.update(done.moved)

    def tell(self, told: dict[str, Any], as_json: bool, in_file: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told))
            return
        if told["added"]:
            self.stdout.write(f"new key {told['added']} 新密钥")
        self.stdout.write(f"{told['moved']} matters rewrapped 件已改用现行密钥 {told['current']}")
        if told["broken"]:
            self.stdout.write(f"{told['broken']} matters could not be opened 件打不开，没有改动")
        for key_id, count in told["resting"].items():
            self.stdout.write(f"  {key_id}  {count} matters 件")
        for key_id in told["released"]:
            self.stdout.write(
                f"key {key_id} is needed by nothing any more 不再需要{'' if in_file else '，请从环境变量里去掉'}"
            )
