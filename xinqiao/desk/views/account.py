"""One's own account: second factors, recovery codes, where one is signed in, and when somebody tried."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xinqiao.cases.square import square
from xinqiao.cases.templatetags.matter import moment
from xinqiao.desk.access import SECOND, Staff, staff
from xinqiao.desk.forms import ConfirmForm, GeneratorForm
from xinqiao.desk.page import page
from xinqiao.desk.views.sign import KEY_STATE, stay
from xinqiao.people import factors, passkeys, sittings
from xinqiao.people.factors import WrongSecond
from xinqiao.people.knocks import TooManyTries, failed, waiting
from xinqiao.people.models import AccountChange, Factor, Officer

SECRET = "generator_secret"  # noqa: S105 - the name under which a session keeps it
"""In a session: the secret of a generator that has not been proved yet."""
CHANGES_SHOWN = 20


@never_cache
@require_GET
@staff()
def account(request: HttpRequest, here: Staff) -> HttpResponse:
    """Everything about one's own account, and nothing about anybody else's."""
    at = timezone.now()
    officer = here.officer
    context = {
        "factors": list(officer.factors.all()),
        "codes_left": officer.recovery_codes.count(),
        "required": factors.required(),
        "open": sittings.open_sittings(officer, at=at),
        "this": request.session.session_key,
        "sign_ins": officer.sign_ins.all()[: sittings.SHOWN],
        "changes": AccountChange.objects.filter(username=officer.username).select_related("by")[
            :CHANGES_SHOWN
        ],
        "kept_days": sittings.KEPT_FOR.days,
    }
    return page(request, here, "desk/account.html", context)


def _confirmed(request: HttpRequest, here: Staff, form: ConfirmForm, *, at: datetime) -> bool:
    """Whether the officer has shown their password once more."""
    if not form.is_valid():
        return False
    keys = sittings.password_knocks(request, here.officer.username)
    try:
        waiting(keys, at=at)
    except TooManyTries as tries:
        form.add_error(None, _("试得太多了，{time} 以后再试。").format(time=moment(tries.until)))
        return False
    password = form.cleaned_data["password"]
    if authenticate(request, username=here.officer.username, password=password) is not None:
        return True
    failed(keys, at=at)
    form.add_error("password", _("现在的密码不对。"))
    return False


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@staff(unfinished=True)
def factor_new(request: HttpRequest, here: Staff) -> HttpResponse:
    """Set up a code generator: the square, the secret in letters, and a first code that proves it. Needs no script."""
    at = timezone.now()
    officer = here.officer
    if officer.password_given:
        return redirect("desk:password")
    secret = _begun(request, officer)
    form = GeneratorForm(request.POST or None)
    again = ConfirmForm(request.POST or None) if officer.factors.exists() else None
    if request.method == "POST" and form.is_valid():
        try:
            if again is None or _confirmed(request, here, again, at=at):
                name, code = form.cleaned_data["name"], form.cleaned_data["code"]
                made = factors.add_generator(officer, secret, code, name=name, at=at)
                del request.session[SECRET]
                return _added(request, here, made)
        except WrongSecond:
            form.add_error("code", _("验证码不对。请核对手机的时间，再填现在显示的数字。"))
    context = {
        "form": form,
        "again": again,
        "square": square(
            factors.setup_address(secret, officer, passkeys.HOUSE), border=4, css_class="dk-square"
        ),
        "secret": factors.in_groups(secret),
        "first": not officer.factors.exists(),
        **_frame(request),
    }
    refused = bool(form.errors or (again and again.errors))
    return page(request, here, "desk/factor_new.html", context, status=422 if refused else 200)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@staff(unfinished=True)
def key_new(request: HttpRequest, here: Staff) -> HttpResponse:
    """Take on a security key, or the telephone or computer itself. The browser speaks with it, so this needs a script."""
    at = timezone.now()
    officer = here.officer
    if officer.password_given:
        return redirect("desk:password")
    again = ConfirmForm(request.POST or None) if officer.factors.exists() else None
    wrong = False
    if request.method == "POST":
        state = request.session.pop(KEY_STATE, {})
        try:
            if again is None or _confirmed(request, here, again, at=at):
                answer, name = request.POST.get("key", ""), request.POST.get("name", "")
                made = passkeys.add_key(officer, answer, state, request.get_host(), name=name, at=at)
                return _added(request, here, made)
        except WrongSecond:
            wrong = True
    asked, request.session[KEY_STATE] = passkeys.offer_new(officer, request.get_host())
    context = {"asked": asked, "again": again, "wrong": wrong, "first": not officer.factors.exists()}
    context |= _frame(request)
    refused = wrong or bool(again and again.errors)
    return page(request, here, "desk/key_new.html", context, status=422 if refused else 200)


def _added(request: HttpRequest, here: Staff, codes: list[str]) -> HttpResponse:
    stay(request, here.officer)
    request.session[SECOND] = True
    messages.success(request, _("第二道验证已经设好。"))
    if codes:
        return page(request, here, "desk/codes.html", {"codes": codes})
    return redirect("desk:account")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@staff()
def factor_remove(request: HttpRequest, here: Staff, pk: int) -> HttpResponse:
    """Take one of one's own factors off; the last one only where none is required."""
    at = timezone.now()
    factor = get_object_or_404(Factor, pk=pk, officer=here.officer)
    last = here.officer.factors.count() == 1
    form = ConfirmForm(request.POST or None)
    if last and factors.required():
        messages.error(request, _("这是唯一的第二道验证，不能去掉。请先增加另一种。"))
        return redirect("desk:account")
    if request.method == "POST" and _confirmed(request, here, form, at=at):
        factor.officer = here.officer
        factors.remove(factor, at=at)
        stay(request, here.officer)
        messages.success(request, _("“{name}”已经去掉。").format(name=factor.name))
        return redirect("desk:account")
    context = {"factor": factor, "form": form, "last": last}
    return page(request, here, "desk/factor_remove.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@staff()
def codes(request: HttpRequest, here: Staff) -> HttpResponse:
    """A fresh set of recovery codes."""
    at = timezone.now()
    if not here.officer.factors.exists():
        return redirect("desk:account")
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and _confirmed(request, here, form, at=at):
        return page(request, here, "desk/codes.html", {"codes": factors.renew_codes(here.officer, at=at)})
    context = {"form": form, "left": here.officer.recovery_codes.count()}
    return page(request, here, "desk/codes_new.html", context, status=422 if form.errors else 200)


@require_POST
@staff()
def session_end(request: HttpRequest, here: Staff) -> HttpResponse:
    """End one of one's own sessions, or all others."""
    at = timezone.now()
    chosen = request.POST.get("which", "")
    others = [
        one
        for one in sittings.open_sittings(here.officer, at=at)
        if one.session != request.session.session_key
    ]
    for one in others:
        if chosen in ("others", str(one.pk)):
            sittings.end(one)
    messages.success(request, _("已经退出。"))
    return redirect("desk:account")


def _frame(request: HttpRequest) -> dict[str, Any]:
    """Until the first sign-in is finished there is nowhere else to go, and the page offers nothing else."""
    unfinished = factors.required() and not request.session.get(SECOND)
    return {"nav": (), "works": False} if unfinished else {}


def _begun(request: HttpRequest, officer: Officer) -> str:
    """The secret of the generator that is being set up. The session lies in the database, so it holds it encrypted."""
    try:
        return factors.unlock(officer, bytes.fromhex(request.session[SECRET]))
    except (KeyError, ValueError, WrongSecond):
        secret = factors.new_secret()
        request.session[SECRET] = factors.lock(officer, secret).hex()
        return secret
