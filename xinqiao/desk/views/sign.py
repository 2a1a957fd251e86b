"""Signing in and out: the password, the second factor, a link that invites; and changing one's own password."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from xinqiao.cases.aside import laid_aside, let_go
from xinqiao.desk.access import SECOND, Staff, staff
from xinqiao.desk.forms import JoinForm, PasswordForm, SecondForm, SignInForm
from xinqiao.desk.page import page
from xinqiao.ledger.gate import writing
from xinqiao.people import accounts, passkeys, sittings
from xinqiao.people.factors import WrongSecond, check_code
from xinqiao.people.knocks import TooManyTries, failed, forget, waiting
from xinqiao.people.models import Change, Officer, Outcome
from xinqiao.people.officers import key_of
from xinqiao.people.records import record

BETWEEN = "signing_in"
"""In a session between the password and the second factor; nobody is signed in yet."""
BETWEEN_FOR = timedelta(minutes=10)
KEY_STATE = "key_state"
"""In a session: what a key's answer will be held against."""


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step. A wrong name and a wrong password are told in the same words."""
    at = timezone.now()
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    until = None
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        keys = sittings.password_knocks(request, name)
        try:
            waiting(keys, at=at)
        except TooManyTries as refused:
            until = refused.until
        else:
            officer = authenticate(request, username=name, password=form.cleaned_data["password"])
            if isinstance(officer, Officer):
                forget(next(iter(keys)))
                return _past_the_password(request, officer, at=at)
            failed(keys, at=at)
            if known := Officer.objects.filter(username=name, is_active=True).first():
                sittings.note(request, known, Outcome.WRONG_PASSWORD, at=at)
            form.add_error(None, _("用户名或者密码不对。请核对后再试。"))
    left = request.session.get(sittings.LEFT)
    context = {
        "form": form,
        "until": until,
        "next": _wanted(request),
        "left": left,
        "minutes": settings.IDLE_MINUTES,
        "kept": bool(left and laid_aside(request, owner=left["owner"], at=at)),
    }
    return render(request, "desk/login.html", context, status=429 if until else 200)


def _past_the_password(request: HttpRequest, officer: Officer, *, at: datetime) -> HttpResponse:
    wanted = _next(request)
    if not officer.factors.exists():
        return _signed_in(request, officer, Outcome.IN, wanted, at=at)
    request.session.cycle_key()
    request.session[BETWEEN] = {
        "officer": officer.pk,
        # A password or post that changes meanwhile ends this too.
        "hash": officer.get_session_auth_hash(),
        "until": (at + BETWEEN_FOR).isoformat(),
        "next": wanted,
    }
    return redirect("desk:second")


@never_cache
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the telephone, a recovery code, or a key."""
    at = timezone.now()
    between = request.session.get(BETWEEN, {})
    officer = Officer.objects.filter(pk=between.get("officer"), is_active=True).first()
    if (
        officer is None
        or datetime.fromisoformat(between["until"]) < at
        or not constant_time_compare(between["hash"], officer.get_session_auth_hash())
    ):
        return redirect("desk:login")
    answer = request.POST.get("key", "")
    form = SecondForm(request.POST if request.method == "POST" and not answer else None)
    until = None
    wrong_key = False
    if request.method == "POST" and (answer or form.is_valid()):
        try:
            outcome = _checked(request, officer, answer, form, at=at)
        except TooManyTries as refused:
            until = refused.until
        else:
            if outcome is not Outcome.WRONG_SECOND:
                request.session[SECOND] = True
                return _signed_in(request, officer, outcome, between["next"], at=at)
            sittings.note(request, officer, outcome, at=at)
            wrong_key = bool(answer)
            if not wrong_key:
                form.add_error("code", _("验证码不对，或者已经用过。请等验证器换一个数字再试。"))
    offered = passkeys.offer(officer, request.get_host())
    if offered:
        request.session[KEY_STATE] = offered[1]
    context = {"form": form, "until": until, "wrong_key": wrong_key, "asked": offered[0] if offered else ""}
    return render(request, "desk/second.html", context, status=429 if until else 200)


def _checked(
    request: HttpRequest, officer: Officer, answer: str, form: SecondForm, *, at: datetime
) -> Outcome:
    """How the second step went. Raises ``TooManyTries``."""
    keys = sittings.second_knocks(request, officer)
    # Asked and counted under one lock: six digits are few, and many guesses at once must not pass as one.
    with writing():
        waiting(keys, at=at)
        try:
            if answer:
                state = request.session.pop(KEY_STATE, {})
                passkeys.check_key(officer, answer, state, request.get_host(), at=at)
                outcome = Outcome.IN
            else:
                by_recovery = check_code(officer, form.cleaned_data["code"], at=at)
                outcome = Outcome.IN_BY_RECOVERY if by_recovery else Outcome.IN
        except WrongSecond:
            failed(keys, at=at)
            return Outcome.WRONG_SECOND
        forget(next(iter(keys)))
    return outcome


def _signed_in(
    request: HttpRequest, officer: Officer, outcome: Outcome, wanted: str, *, at: datetime
) -> HttpResponse:
    for name in (BETWEEN, KEY_STATE, sittings.LEFT):
        request.session.pop(name, None)
    login(request, officer)
    kept = laid_aside(request, owner=key_of(officer), at=at)
    sittings.note(request, officer, outcome, at=at)
    left = officer.recovery_codes.count()
    if outcome == Outcome.IN_BY_RECOVERY:
        said = ngettext(
            "您用了一个恢复码，还剩 %(left)s 个。手机丢了的，请在“我的账号”里重新设置。",
            "您用了一个恢复码，还剩 %(left)s 个。手机丢了的，请在“我的账号”里重新设置。",
            left,
        )
        messages.warning(request, said % {"left": left})
    response = redirect("desk:kept") if kept else let_go(request, redirect(wanted))
    sittings.remember_device(request, response, officer)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@staff()
def kept(request: HttpRequest, here: Staff) -> HttpResponse:
    """What this officer was sending when their session had ended, with the way back to its form; or away with it."""
    found = laid_aside(request, owner=here.person.key, at=timezone.now())
    if request.method == "POST" or found is None:
        return let_go(request, redirect("desk:today"))
    return page(request, here, "desk/kept.html", {"aside": found})


def stay(request: HttpRequest, officer: Officer) -> None:
    """Keep the session of this request while all others of the officer end."""
    old = request.session.session_key
    update_session_auth_hash(request, officer)
    sittings.moved(officer, old, request.session.session_key)


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""


def _next(request: HttpRequest) -> str:
    wanted = _wanted(request)
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else resolve_url("desk:today")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("desk:login")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of an invitation: whom it is for, and choosing a password. It opens once."""
    at = timezone.now()
    try:
        invited = accounts.read_invitation(secret, at=at)
        form: Any = JoinForm(Officer(username=invited.username, name=invited.name), request.POST or None)
        if request.method == "POST" and form.is_valid():
            officer = accounts.accept(secret, form.cleaned_data["new_password1"], at=at)
            logout(request)
            return _signed_in(request, officer, Outcome.IN, resolve_url("desk:today"), at=at)
    except accounts.NoInvitation:
        return render(request, "desk/no_invitation.html", status=404)
    except ValidationError as weak:
        form.add_error("new_password1", weak)
    context = {"invited": invited, "form": form}
    return render(request, "desk/invitation.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@never_cache
@staff(unfinished=True)
def password(request: HttpRequest, here: Staff) -> HttpResponse:
    """Change one's own password; other places where one is signed in are signed out."""
    at = timezone.now()
    form: Any = PasswordForm(here.officer, request.POST or None)
    given = here.officer.password_given
    if request.method == "POST" and form.is_valid():
        if given and form.cleaned_data["new_password1"] == form.cleaned_data["old_password"]:
            form.add_error("new_password1", _("请换一个新的密码：现在这个别人知道。"))
        else:
            here.officer.password_given = False
            form.save()
            record(Change.PASSWORD, here.officer, by=here.officer, at=at)
            stay(request, here.officer)
            messages.success(request, _("密码已经改好。在别处登录的，都已退出。"))
            return redirect("desk:today")
    context = {"form": form, "given": given, **({"nav": (), "works": False} if given else {})}
    return page(request, here, "desk/password.html", context, status=422 if form.errors else 200)
