"""The library from the inside: putting an edition in, ending it, taking it off; and finding what an opinion cites."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xinqiao.cases.saying import refusal
from xinqiao.cases.templatetags.matter import day
from xinqiao.desk.access import WORKS, Staff, staff
from xinqiao.desk.forms import Listed
from xinqiao.desk.opinion import citable
from xinqiao.desk.page import page
from xinqiao.law.model import Refused
from xinqiao.library.models import Edition, InstrumentKind
from xinqiao.library.shelf import end, put, take_off
from xinqiao.library.texts import ACCEPTED
from xinqiao.people.models import Capacity


class EditionForm(Listed, forms.Form):
    """One file, and from when to when it applies."""

    file = forms.FileField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy("Word（.docx）、Markdown（.md）、纯文本（.txt）或者 CSV，最大 5 MB。"),
        error_messages={"required": gettext_lazy("请选择文件。"), "empty": gettext_lazy("这个文件是空的。")},
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=InstrumentKind.choices)
    title = forms.CharField(
        label=gettext_lazy("名称（可以不填）"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("不填就用文件里的标题。名称相同的，作为同一规定的新版本。"),
    )
    issuer = forms.CharField(label=gettext_lazy("发布机关（可以不填）"), max_length=120, required=False)
    reference = forms.CharField(label=gettext_lazy("文号（可以不填）"), max_length=80, required=False)
    in_force_from = forms.DateField(
        label=gettext_lazy("施行日期"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("请填写施行日期。"),
            "invalid": gettext_lazy("请写成 2026-03-01 这样。"),
        },
    )
    in_force_until = forms.DateField(
        label=gettext_lazy("最后一天（可以不填）"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("请写成 2026-03-01 这样。")},
    )


@require_http_methods(["GET", "POST"])
@staff(Capacity.KEEPER)
def library(request: HttpRequest, here: Staff) -> HttpResponse:
    """All editions, and the form for one more."""
    at = timezone.now()
    form = EditionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        upload = given.pop("file")
        try:
            edition = put(upload.name or "", upload.read(), **given, by=here.officer.username, at=at)
        except Refused as refused:
            said = refusal(refused)
            form.add_error(refused.field if refused.field in form.fields else None, said)
        else:
            told = _("《{title}》已经录入，共 {count} 条。所有人现在都能看到。")
            count = edition.articles.count()
            messages.success(request, told.format(title=edition.instrument.title, count=count))
            return redirect("desk:library")
    context = {
        "form": form,
        "editions": Edition.objects.select_related("instrument").order_by(
            "instrument__title", "-in_force_from"
        ),
        "today": timezone.localdate(at),
    }
    return page(
        request, here, "desk/library.html", context, current="library", status=422 if form.errors else 200
    )


@require_POST
@staff(Capacity.KEEPER)
def library_end(request: HttpRequest, _here: Staff, pk: int) -> HttpResponse:
    """The last day of an edition."""
    edition = get_object_or_404(Edition, pk=pk)
    try:
        last = date.fromisoformat(request.POST.get("last", ""))
        end(edition, last)
    except ValueError:
        messages.error(request, _("最后一天没有记下：请写成 2026-03-01 这样，再按一次。"))
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已经记下最后一天。"))
    return redirect("desk:library")


@require_POST
@staff(Capacity.KEEPER)
def library_take_off(request: HttpRequest, _here: Staff, pk: int) -> HttpResponse:
    """Remove an edition that was put in by mistake."""
    edition = get_object_or_404(Edition, pk=pk)
    title = edition.instrument.title
    before = take_off(edition)
    messages.success(request, _("《{title}》的这个版本已经撤下。以前引用的文字不变。").format(title=title))
    if before is not None:
        said = _("{day}起施行的前一个版本接着有效；如果它也已经失效，请写上它的最后一天。")
        messages.info(request, said.format(day=day(before.in_force_from)))
    return redirect("desk:library")


@require_GET
@staff(*WORKS)
def law_find(request: HttpRequest, _here: Staff) -> HttpResponse:
    """What an opinion may cite: the part of its page that holds the findings."""
    numbers = [
        int(one) for one in request.GET.get("requests", "").split(",") if one.isdecimal() and len(one) < 4
    ]
    context: dict[str, Any] = {
        "law": citable(request.GET.get("law_q", ""), day=timezone.localdate()),
        "requests": numbers[:60],
    }
    return render(request, "desk/law_found.html", context)
