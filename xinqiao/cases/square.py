"""An address as a square that a telephone reads (QR code), drawn into the page itself."""

import segno
from django.utils.safestring import SafeString, mark_safe


def square(address: str, *, border: int = 2, css_class: str | None = None) -> SafeString:
    """``border`` is the white around it, in modules. What stands in it goes to no other host."""
    drawn = segno.make(address, error="m").svg_inline(
        scale=4, border=border, omitsize=True, svgclass=css_class, lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - segno writes only digits, path letters and attributes of its own
