"""A half-restored installation, found at start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from xinqiao.operate.backup.restoring import unfinished


@register()
def restored(**_kwargs: Any) -> list[CheckMessage]:
    """Nothing starts between the beginning of a restore and its proof."""
    if not unfinished():
        return []
    return [
        Error(
            "a backup was being put back here and that was not ended 上一次恢复没有完成",
            hint="run xinqiao restore DIR again; it begins from the beginning 请重新运行 xinqiao restore",
            id="xinqiao.E040",
        )
    ]
