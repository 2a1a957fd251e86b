"""Accounts of officers, as a keeper of the system keeps them: inviting, changing posts, a lost way in."""

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xinqiao.cases.saying import refusal
from xinqiao.desk import leaving
from xinqiao.desk.access import Staff, staff
from xinqiao.desk.forms import InviteForm, PostsForm, ResetForm
from xinqiao.desk.page import page
from xinqiao.law.model import Refused
from xinqiao.ledger.gate import writing
from xinqiao.people import accounts
from xinqiao.people.models import AccountChange, Capacity, Officer, Unit

CHANGES_SHOWN = 50


def keeps(here: Staff, unit: Unit) -> bool:
    """Whether this officer keeps the accounts of a unit."""
    return here.has(Capacity.KEEPER) and unit.path.startswith(here.tree.area(here.unit))


def kept_unit(here: Staff, code: str) -> Unit:
    """A unit of the keeper's area. Any other does not exist for them."""
    unit = get_object_or_404(Unit.objects.select_related("parent", "reviewer"), code=code)
    if not keeps(here, unit):
        raise Http404
    return unit


def _kept_officer(here: Staff, pk: int) -> Officer:
    officer = get_object_or_404(Officer.objects.select_related("unit"), pk=pk)
    if not keeps(here, officer.unit):
        raise Http404
    return officer


@never_cache
@require_http_methods(["GET", "POST"])
@staff(Capacity.KEEPER)
def officer_new(request: HttpRequest, here: Staff, code: str) -> HttpResponse:
    """Invite somebody. The link is shown once, to be handed over, or goes by e-mail where the office sends any."""
    at = timezone.now()
    unit = kept_unit(here, code)
    form = InviteForm(request.POST or None, initial=_former(here, request.GET.get("again", "")))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            _not_from_elsewhere(here, asked["username"])
            secret = accounts.invite(
                username=asked["username"],
                name=asked["name"],
                unit=unit,
                capacities=asked["posts"],
                by=here.officer,
                at=at,
            )
        except Refused as refused:
            form.add_error(refused.field, refusal(refused))
        else:
            link = request.build_absolute_uri(reverse("desk:invitation", args=(secret,)))
            context = {
                "unit": unit,
                "name": asked["name"],
                "username": asked["username"],
                "link": link,
                "until": at + accounts.VALID_FOR,
                "mailed": asked.get("email", "") if _mailed(asked.get("email", ""), link) else "",
            }
            return page(request, here, "desk/invited.html", context, current="units")
    context = {"unit": unit, "form": form, "days": accounts.VALID_FOR.days}
    return page(
        request, here, "desk/officer_new.html", context, current="units", status=422 if form.errors else 200
    )


def _former(here: Staff, username: str) -> dict[str, str]:
    """What is known of somebody who left and is invited again."""
    former = Officer.objects.select_related("unit").filter(username=username, is_active=False).first()
    return {"username": username, "name": former.name} if former and keeps(here, former.unit) else {}


def _not_from_elsewhere(here: Staff, username: str) -> None:
    """An account that was closed in another area is not opened again from here."""
    former = Officer.objects.select_related("unit").filter(username__iexact=username).first()
    if former is not None and not keeps(here, former.unit):
        raise Refused(
            accounts.NAME_TAKEN,
            instead=accounts.ANOTHER_NAME,
            facts={"username": username},
            field="username",
        )


def _mailed(address: str, link: str) -> bool:
    if not address or not settings.EMAIL_FROM or settings.DEMO:
        return False
    mail = EmailMessage(
        subject=_("请启用您的工作台账号"),
        body=_(
            "请打开下面的链接，设置您的密码和第二道验证。链接只能用一次，{days} 天内有效。\n\n{link}\n\n如果您不认识我们，请不要理会这封邮件。"
        ).format(days=accounts.VALID_FOR.days, link=link),
        from_email=settings.EMAIL_FROM,
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except OSError:  # smtplib's errors are OSErrors too: the link on the page does as well
        return False
    return True


@require_POST
@staff(Capacity.KEEPER)
def uninvite(request: HttpRequest, here: Staff, code: str) -> HttpResponse:
    """Take an invitation back."""
    unit = kept_unit(here, code)
    accounts.uninvite(request.POST.get("username", ""), unit=unit, by=here.officer, at=timezone.now())
    messages.success(request, _("邀请已经收回，链接不能再用。"))
    return redirect("desk:unit_edit", code)


@never_cache
@require_http_methods(["GET", "POST"])
@staff(Capacity.KEEPER)
def officer(request: HttpRequest, here: Staff, pk: int) -> HttpResponse:
    """One account: posts and unit, the day it was last used, what was changed. Nothing about what its officer does."""
    at = timezone.now()
    shown = _kept_officer(here, pk)
    within = [one.code for one in here.tree.places.values() if one.path.startswith(here.tree.area(here.unit))]
    initial = {"unit": shown.unit_id, "posts": shown.capacities.split()}
    form = PostsForm(request.POST or None, within=within, initial=initial)
    refused = None
    if request.method == "POST" and form.is_valid() and shown.is_active:
        unit, posts = form.cleaned_data["unit"], form.cleaned_data["posts"]
        try:
            with writing():
                leaving.one_at_a_time(shown.unit_id)
                _nothing_left_behind(here, shown, unit, posts)
                accounts.change(shown, unit=unit, capacities=posts, by=here.officer, at=at)
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("已经保存。{name}需要重新登录。").format(name=shown.name))
            return redirect("desk:officer", pk)
    context = {
        "officer": shown,
        "form": form,
        "refused": refused,
        "oneself": shown.pk == here.officer.pk,
        "reset": ResetForm(),
        "changes": AccountChange.objects.filter(username=shown.username).select_related("by")[:CHANGES_SHOWN],
    }
    status = 422 if form.errors or refused else 200
    return page(request, here, "desk/officer.html", context, current="units", status=status)


def _nothing_left_behind(here: Staff, officer: Officer, unit: Unit, posts: list[str]) -> None:
    moves = unit.pk != officer.unit_id
    gives_up = bool(officer.capacity_set & set(leaving.WORKS) - set(posts))
    if (moves or gives_up) and (
        why := leaving.left_behind(officer, here.tree, leaving.in_charge_of(officer))
    ) is not None:
        raise why


@never_cache
@require_POST
@staff(Capacity.KEEPER)
def officer_reset(request: HttpRequest, here: Staff, pk: int) -> HttpResponse:
    """A lost password or second factor, once it has been checked who asks; how that was done is recorded."""
    at = timezone.now()
    shown = _kept_officer(here, pk)
    form = ResetForm(request.POST)
    if not shown.is_active or not form.is_valid():
        messages.error(request, _("请先写明怎样核对了本人身份。"))
        return redirect("desk:officer", pk)
    checked = form.cleaned_data["checked"]
    try:
        if request.POST.get("do") == "factor":
            accounts.reset_factors(shown, by=here.officer, at=at, reason=checked)
            messages.success(
                request, _("{name}的第二道验证已经清除，下次登录时重新设置。").format(name=shown.name)
            )
            return redirect("desk:officer", pk)
        password = accounts.give_password(shown, by=here.officer, at=at, reason=checked)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:officer", pk)
    context = {"officer": shown, "password": password}
    return page(request, here, "desk/officer_made.html", context, current="units")
