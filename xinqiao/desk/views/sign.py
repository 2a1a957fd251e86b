"""Signing in and out, and changing one's own password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from xinqiao.desk.access import Staff, staff
from xinqiao.desk.forms import PasswordForm, SignInForm
from xinqiao.desk.page import page
from xinqiao.people.knocks import FREE_FAILURES, TooManyTries, failed, forget, knock_key, waiting


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in. A wrong name and a wrong password are told in the same words, after the same work."""
    at = timezone.now()
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    until = None
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        of_name = knock_key("officer", name.casefold())
        # One address may be a whole office behind one router.
        keys = {
            of_name: FREE_FAILURES,
            knock_key("desk", request.META.get("REMOTE_ADDR", "")): FREE_FAILURES * 5,
        }
        try:
            waiting(keys, at=at)
        except TooManyTries as refused:
            until = refused.until
        else:
            officer = authenticate(request, username=name, password=form.cleaned_data["password"])
            if officer is not None:
                forget(of_name)
                login(request, officer)
                return redirect(_next(request))
            failed(keys, at=at)
            form.add_error(None, _("用户名或者密码不对。请核对后再试。"))
    context = {"form": form, "until": until, "next": _wanted(request)}
    return render(request, "desk/login.html", context, status=429 if until else 200)


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
@staff()
def password(request: HttpRequest, here: Staff) -> HttpResponse:
    """Change one's own password; other places where one is signed in are signed out."""
    form: Any = PasswordForm(here.officer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, here.officer)
        messages.success(request, _("密码已经改好。在别处登录的，都已退出。"))
        return redirect("desk:today")
    return page(request, here, "desk/password.html", {"form": form}, status=422 if form.errors else 200)
