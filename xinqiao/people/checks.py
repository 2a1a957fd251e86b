"""Weak settings of sign-in, found at start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def second_factor(**_kwargs: Any) -> list[CheckMessage]:
    """Outside the demonstration and a developer's checkout nobody works with a password alone."""
    if settings.SECOND_FACTOR == "required" or settings.DEMO or settings.DEBUG:
        return []
    return [
        Error(
            "officers could sign in with a password alone",
            hint="take XINQIAO_SECOND_FACTOR out of the environment; it is for the demonstration",
            id="xinqiao.E020",
        )
    ]
