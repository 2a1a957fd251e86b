"""xinqiao backup"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from xinqiao.operate.backup.making import NotMade, make


class Command(BaseCommand):
    help = "copy everything while the office works, with a list of digests 不停机备份"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", metavar="DIR", type=Path, help="where; new or empty 放在哪里（新的或者空的目录）"
        )
        parser.add_argument(
            "--with-keys",
            action="store_true",
            help="copy the keys too: whoever has the copy can then open everything 连密钥一起备份",
        )
        parser.add_argument("--json", action="store_true", help="for machines 供程序读取")

    def handle(self, folder: Path, **options: Any) -> None:
        with tqdm(unit="B", unit_scale=True, desc="backup", disable=None, leave=False) as bar:
            try:
                manifest = make(
                    folder.resolve(),
                    with_keys=options["with_keys"],
                    at=timezone.now(),
                    step=bar.update,
                    say=bar.set_description,
                )
            except NotMade as error:
                raise CommandError(str(error)) from error
        if options["json"]:
            told = {"files": len(manifest.pieces), "bytes": manifest.size, "entries": manifest.entries}
            self.stdout.write(json.dumps({**told, "missing": manifest.missing, "keys": manifest.with_keys}))
        else:
            self.stdout.write(
                f"backup: {manifest.entries} entries, {len(manifest.pieces)} files, {manifest.size} bytes in {folder} "
                f"记录 {manifest.entries} 条，文件 {len(manifest.pieces)} 个"
            )
            self.stdout.write(
                "the keys are in it: keep it as you keep them 备份里有密钥，请像保管密钥一样保管"
                if manifest.with_keys
                else "the keys are not in it: keep them elsewhere, or it cannot be opened 备份里没有密钥，请另外保管"
            )
        if manifest.missing:
            for digest in manifest.missing:
                self.stderr.write(f"files/{digest[:2]}/{digest[2:4]}/{digest}")
            raise CommandError(
                f"the backup is whole, but {len(manifest.missing)} files that rows name are not on the disk "
                f"备份完整，但有 {len(manifest.missing)} 份材料原来就不在磁盘上"
            )
