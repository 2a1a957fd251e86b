"""What Xinqiao refuses: there is no field, form, address or import for watching those who petition.

The words below are how such fields are called, in English, Chinese and pinyin. A word that is needed for
something innocent is let through by name, and only while it is really used.
"""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

BASE = Path(__file__).resolve().parents[2]

WATCHING = re.compile(
    r"""
    black_?list | watch_?list | gr[ea]y_?list | key_?person | risk_?(score|level|person) | (score|rank)_?person
    | person_?(history|profile|score|rank|risk|tag) | dossier | profiling | repeat_?(offender|petitioner)
    | abnormal_?petition | irregular_?(visit|petition) | sensitive_?period | intercept | dissua | repatriat
    | stability_?(control|maintenance) | public_?opinion | sentiment | face_?(id|recognition|print) | biometric
    | camera | travel | geo_?(fence|track) | (latitude|longitude) | location_?track | mac_address | imei
    | religio | ethnic | political_?(view|stance|attitude|leaning|status|party) | party_member | credit_?score | device_?(id|fingerprint) | petition(s|er)?_?rank
    | 黑名单 | 重点人 | 稳控 | 维稳 | 截访 | 劝返 | 舆情 | 敏感(时|期) | 人脸 | 宗教 | 民族 | 进京 | 非访 | 缠访 | 闹访
    | zhongdianren | wenkong | jiefang_?ren | jinjing
    """,
    re.VERBOSE | re.IGNORECASE,
)


def names_of_models() -> set[str]:
    """Names of all tables and columns of ours, with the words shown for them."""
    found = set()
    for model in apps.get_models():
        if model.__module__.startswith("xinqiao."):
            found.add(model.__name__)
            for field in model._meta.get_fields():
                found.add(f"{model.__name__}.{field.name} {getattr(field, 'verbose_name', '')}")
    return found


def names_in_code() -> set[str]:
    """Names of classes, functions, attributes and parameters in every module that is not a test."""
    found = set()
    for path in (BASE / "xinqiao").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.alias():
                    name = node.name
                case ast.arg() | ast.keyword():
                    name = node.arg or ""
                case ast.Name(ctx=ast.Store()):
                    name = node.id
                case ast.Attribute(ctx=ast.Store()):
                    name = node.attr
                case _:
                    name = ""
            if name:
                found.add(f"{path.relative_to(BASE)}: {name}")
    return found


def addresses(resolver: URLResolver | None = None, before: str = "") -> set[str]:
    """Every address and its name."""
    found = set()
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found |= addresses(entry, here)
        elif isinstance(entry, URLPattern):
            found.add(f"{here} {entry.name or ''}")
    return found


def watched(names: set[str]) -> list[str]:
    return sorted(name for name in names if WATCHING.search(name.rpartition(": ")[2]))


def test_no_table_watches():
    assert watched(names_of_models()) == []


def test_no_code_watches():
    assert watched(names_in_code()) == []


def test_no_address_watches():
    assert watched(addresses()) == []


def test_no_search_across_matters_by_person():
    """Forms and commands that search take words, numbers, places, units: never a person's name or card."""
    personal = re.compile(
        r"(identity|id)_?(card|number|no)|phone|mobile|person_name|petitioner", re.IGNORECASE
    )
    for path in sorted((BASE / "xinqiao").glob("*/forms*.py")) + sorted(
        (BASE / "xinqiao").glob("search/**/*.py")
    ):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and re.search(r"search|filter|find", node.name, re.IGNORECASE):
                fields = [
                    target.id
                    for part in node.body
                    if isinstance(part, ast.Assign)
                    for target in part.targets
                    if isinstance(target, ast.Name)
                ]
                assert not [name for name in fields if personal.search(name)], f"{path.name}: {node.name}"


def test_the_words_themselves_are_found():
    for word in (
        "key_person",
        "Person.risk_score",
        "is_blacklisted",
        "重点人员",
        "sensitive_period",
        "faceId",
        "face_id",
    ):
        assert WATCHING.search(word), word
    for word in ("key", "personal", "private", "interpreter", "history", "interested", "dispatch"):
        assert not WATCHING.search(word), word
