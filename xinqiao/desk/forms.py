"""Forms of the desk that are not the form of an action."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from xinqiao.desk.inbox import WHERES, choices
from xinqiao.people.models import Capacity, Checked, Unit


class Listed(forms.BaseForm):
    """Fields dressed like the rest of the page, and faults as the error summary wants them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
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


PASSWORD_HINT = _("至少 12 个字符，不要用容易猜到的词。可以用几个不相干的词连起来。")


class SecondForm(Listed, forms.Form):
    """A code of the second factor, or a recovery code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        help_text=_("手机验证器上现在显示的 6 位数字。手机不在身边的，可以填一个恢复码。"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": _("请填写验证码。")},
    )


class GeneratorForm(Listed, forms.Form):
    """A first code of a new code generator proves that it was set up."""

    name = forms.CharField(
        label=_("给它起个名字（可以不填）"),
        max_length=60,
        required=False,
        help_text=_("例如“办公手机”。有几个的时候好辨认。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("验证器上现在显示的 6 位数字"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={"required": _("请填写验证码。")},
    )


class ConfirmForm(Listed, forms.Form):
    """One's password once more, before the way in is changed: an unattended computer must not be enough."""

    password = forms.CharField(
        label=_("现在的密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("请填写密码。")},
    )


class JoinForm(Listed, SetPasswordForm):
    """The first password of somebody who was invited, chosen by themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {**self.error_messages, "password_mismatch": _("两次填写的新密码不一样。")}
        for name, label in (("new_password1", _("新密码")), ("new_password2", _("再填一遍新密码"))):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].error_messages["required"] = _("请填写“%(label)s”。") % {"label": label}
        self.fields["new_password1"].help_text = PASSWORD_HINT


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
        self.fields["new_password1"].help_text = PASSWORD_HINT


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


POSTS_NEEDED = {"required": _("请至少选一个岗位。")}


class InviteForm(Listed, forms.Form):
    """Somebody who is invited: what they are called, and what they will do in the unit."""

    username = forms.RegexField(
        regex=r"\A[a-zA-Z0-9][a-zA-Z0-9._-]{1,58}\Z",
        label=_("用户名"),
        help_text=_("登录时用。小写字母、数字、点和连字符，例如 zjj-li。"),
        max_length=60,
        error_messages={
            "required": _("请填写用户名。"),
            "invalid": _("用户名只能用字母、数字、点、下划线和连字符，至少两个字符。"),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    name = forms.CharField(
        label=_("姓名"),
        max_length=60,
        error_messages={"required": _("请填写姓名。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    posts = forms.MultipleChoiceField(
        label=_("岗位"),
        choices=Capacity.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=POSTS_NEEDED,
    )
    email = forms.EmailField(
        label=_("把链接发到这个邮箱（可以不填）"),
        required=False,
        help_text=_("不填的，把下一页上的链接当面交给本人。邮箱不会保存。"),
        error_messages={"invalid": _("邮箱地址不对。")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.EMAIL_FROM or settings.DEMO:
            del self.fields["email"]

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().casefold()


class PostsForm(Listed, forms.Form):
    """What an officer does, and in which unit."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=None)
    posts = forms.MultipleChoiceField(
        label=_("岗位"),
        choices=Capacity.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=POSTS_NEEDED,
    )

    def __init__(self, *args: Any, within: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(code__in=within).order_by("path")


class ResetForm(Listed, forms.Form):
    """How the identity of whoever lost their way in was checked."""

    checked = forms.ChoiceField(
        label=_("怎样核对了本人身份"), choices=Checked.choices, widget=forms.RadioSelect, required=True
    )
