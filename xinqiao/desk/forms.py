"""Forms of the desk that are not the form of an action."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from xinqiao.desk.inbox import WHERES, choices
from xinqiao.people.models import Capacity, Officer, Unit


class Listed(forms.BaseForm):
    """Fields dressed like the rest of the page, and faults as the error summary wants them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.CheckboxSelectMultiple):
                continue
            dress = "govuk-select" if isinstance(field.widget, forms.Select) else "govuk-input"
            field.widget.attrs["class"] = (
                "govuk-textarea" if isinstance(field.widget, forms.Textarea) else dress
            )

    def errors_listed(self) -> list[tuple[str, str]]:
        """(id of the field, what is wrong)."""
        return [
            ("" if name == NON_FIELD_ERRORS else f"id_{name}", str(text))
            for name, texts in self.errors.items()
            for text in texts
        ]


class SignInForm(Listed, forms.Form):
    """Name and password. What is wrong with them is said by the view, and never which of the two."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("请填写用户名。")},
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("请填写密码。")},
    )


class PasswordForm(Listed, PasswordChangeForm):
    """One's own password: the old one, then the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {
            **self.error_messages,
            "password_incorrect": _("现在的密码不对。"),
            "password_mismatch": _("两次填写的新密码不一样。"),
        }
        for name, label in (
            ("old_password", _("现在的密码")),
            ("new_password1", _("新密码")),
            ("new_password2", _("再填一遍新密码")),
        ):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].error_messages["required"] = _("请填写“%(label)s”。") % {"label": label}
        self.fields["new_password1"].help_text = _(
            "至少 12 个字符，不要用容易猜到的词。可以用几个不相干的词连起来。"
        )


class InboxFilter(Listed, forms.Form):
    """What the list is narrowed to. Matters are found by what they are about and where, never by who brings them."""

    where = forms.ChoiceField(
        required=False,
        label=_("范围"),
        choices=list(
            zip(WHERES, (_("在我们这里办理"), _("我们收到、别的单位在办"), _("已经办结")), strict=True)
        ),
    )
    state = forms.ChoiceField(required=False, label=_("状态"))
    kind = forms.ChoiceField(required=False, label=_("类别"))
    channel = forms.ChoiceField(required=False, label=_("渠道"))
    when = forms.ChoiceField(
        required=False,
        label=_("期限"),
        choices=[
            ("", _("不限")),
            ("late", _("已超期")),
            ("today", _("今天到期")),
            ("week", _("本周到期")),
        ],
    )
    words = forms.CharField(required=False, label=_("事由或者地点"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, column in (("state", "state"), ("kind", "petition_class"), ("channel", "channel")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("不限")), *choices(column)]


class UnitForm(Listed, forms.ModelForm):
    """What a unit makes public (art. 18) and how its name is written. Its place in the tree is set once."""

    class Meta:
        model = Unit
        fields: ClassVar = ["name", "name_en", "reviewer", "duties", *Unit.PUBLISHED]
        widgets: ClassVar = {
            "duties": forms.Textarea(attrs={"rows": 3}),
            "rules": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, above: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The reviewing body stands above the unit or beside those above it; anything else would review downwards.
        reviewer = self.fields["reviewer"]
        assert isinstance(reviewer, forms.ModelChoiceField)
        reviewer.queryset = Unit.objects.filter(code__in=above).order_by("path")
        reviewer.empty_label = str(_("就是上级单位"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.active:
            for name in Unit.PUBLISHED:
                if not str(cleaned.get(name, "")).strip() and name not in self.errors:
                    self.add_error(
                        name, _("本单位正在接收信访事项，这一项必须公布（《信访工作条例》第十八条）。")
                    )
        return cleaned


class NewUnitForm(Listed, forms.ModelForm):
    """A new unit: it starts switched off, until what art. 18 asks for is filled in."""

    class Meta:
        model = Unit
        fields: ClassVar = ["code", "name", "kind", "level", "parent"]

    def __init__(self, *args: Any, within: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = Unit.objects.filter(code__in=within).order_by("path")
        parent.required = True
        parent.empty_label = None
        self.fields["code"].help_text = _("小写字母、数字和连字符，例如 zjj。以后不能改。")


class OfficerForm(Listed, forms.ModelForm):
    """A new officer of a unit. The first password is made by the system and shown once."""

    posts = forms.MultipleChoiceField(
        label=_("岗位"),
        choices=Capacity.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一个岗位。")},
    )

    class Meta:
        model = Officer
        fields: ClassVar = ["username", "name"]

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().casefold()

    def save(self, commit: bool = True) -> Officer:
        self.instance.capacities = " ".join(self.cleaned_data["posts"])
        officer: Officer = super().save(commit)
        return officer
