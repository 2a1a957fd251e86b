"""Who brings a matter and how to reach them: taken down at registration, sealed at once, shown once when opened."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.desk.forms import Listed

FIELDS = (
    ("name", _("姓名")),
    ("telephone", _("电话")),
    ("address", _("住址")),
    ("email", _("电子邮箱")),
    ("for_whom", _("替谁提出")),
    ("private", _("一起密封的话")),
)


class ContactForm(Listed, forms.Form):
    """All of it may be left empty."""

    name = forms.CharField(label=_("姓名"), required=False, max_length=60)
    telephone = forms.CharField(label=_("电话"), required=False, max_length=40)
    address = forms.CharField(label=_("住址"), required=False, max_length=200)
    email = forms.EmailField(label=_("电子邮箱"), required=False, max_length=120)
    for_whom = forms.CharField(label=_("替谁提出"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It is somebody else's name every time: the browser must not remember it.
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def identity(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if text}


def shown_identity(identity: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a seal held, with its titles; what has no title of ours keeps its own name."""
    titles = dict(FIELDS)
    order = [name for name, _title in FIELDS]
    names = sorted(identity, key=lambda name: order.index(name) if name in order else len(order))
    return [
        (str(titles.get(name, name)), "、".join(map(str, value)) if isinstance(value, list) else str(value))
        for name in names
        if (value := identity[name])
    ]
