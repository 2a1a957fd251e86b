"""What every answer tells the browser: load nothing but ours, keep nothing, tell nobody, stay inside."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/submit/",
    "/follow/",
    "/privacy/",
    "/desk/login/",
    "/desk/",
    "/nowhere/",
    "/follow/matter/",
    "/health",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_them(address):
    answer = Client().get(address)
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert policy[name] == "'none'", name
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.has_header("Access-Control-Allow-Origin")
    assert (
        answer.status_code == 302
        or "charset=utf-8" in answer["Content-Type"]
        or "json" in answer["Content-Type"]
    )


@pytest.mark.parametrize("method", ["trace", "put", "delete", "patch"])
def test_other_methods_change_nothing_and_are_not_echoed(method):
    answer = getattr(Client(), method)("/follow/")
    assert answer.status_code == 405
    assert b"TRACE" not in answer.content


def test_a_form_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True)
    for address in (
        "/follow/",
        "/submit/check/",
        "/desk/login/",
        "/follow/close/",
        "/language/",
        "/type-size/",
    ):
        assert client.post(address, {"number": "x", "code": "y"}).status_code == 403, address


def test_an_address_from_a_form_leads_to_no_other_house():
    for address in ("/language/", "/type-size/"):
        for evil in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
            answer = Client().post(address, {"next": evil, "language": "en", "size": "large"})
            assert "evil" not in answer["Location"] and "javascript" not in answer["Location"]


def https(expression: str, tmp_path: Path) -> str:
    """Something seen over HTTPS, in a process that was started for it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("XINQIAO_")}
    source = f"""
import django, sys
from django.conf import settings
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
answer = Client(HTTP_HOST="petition.example", HTTP_X_FORWARDED_PROTO="https").get("/follow/")
assert answer.status_code == 200, answer.status_code
print([{expression}])
"""
    done = subprocess.run(
        [sys.executable, "-c", source],
        env={
            **clean,
            "DJANGO_SETTINGS_MODULE": "xinqiao.settings",
            "XINQIAO_DATA": str(tmp_path),
            "XINQIAO_HTTPS": "1",
            "XINQIAO_HOSTS": "petition.example",
            "XINQIAO_STATIC": str(tmp_path / "static"),
        },
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_over_https_the_browser_comes_back_over_https_and_keeps_cookies_to_this_host(tmp_path):
    said = https(
        "answer['Strict-Transport-Security'], "
        "[(one.key, bool(one['secure']), bool(one['httponly']), one['samesite'], one['path'], one['domain'])"
        " for one in answer.cookies.values()], "
        "settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, settings.COOKIE_PREFIX",
        tmp_path,
    )
    header, cookies, *names = ast.literal_eval(said)
    assert header == "max-age=31536000; includeSubDomains"
    assert cookies
    for name, secure, http_only, same_site, path, domain in cookies:
        assert name.startswith("__Host-")
        assert (secure, http_only, same_site, path, domain) == (True, True, "Lax", "/", "")
    assert names == ["__Host-sessionid", "__Host-language", "__Host-"]


def test_a_host_that_nobody_named_is_refused():
    assert Client(HTTP_HOST="evil.example").get("/").status_code == 400
