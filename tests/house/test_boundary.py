"""What Xinqiao refuses: there is no field, form, address, import, figure or setting for watching those who petition.

The words below are how such things are called, in English, Chinese and pinyin. ``WATCHING`` may stand nowhere: not in
a name, a sentence or a template. ``KEPT`` may be spoken of, because petitions are about all things, but nothing we keep,
ask for, read in, write out, count or set is called so. A word that is needed for something innocent is let through by
name, and only while it is really used.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.db import models

import xinqiao
from xinqiao.cases.policy.published import addresses
from xinqiao.channels.sheet.columns import FIELDS
from xinqiao.channels.sheet.register import HEADER
from xinqiao.documents.catalogue import DOCUMENTS
from xinqiao.law.catalogue import PROCEDURES

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


KEPT = re.compile(
    r"""
    越级 | 赴省 | 赴京 | 扬言 | 挑头 | 串联 | 零上访 | 息诉 | 罢访 | 失信 | 户籍 | 户口 | 职业 | 年龄 | 身份证号 | 轨迹 | 监控 | 画像
    | 积分 | 扣分 | 排名 | 考核 | 信访(总)?量 | 信访次数 | 上访次数 | 性别
    | occupation | \bage\b | age_?(band|group) | \b(sex|gender)\b | household_?reg | hukou | id_?card | national_?id | citizen_?id
    | \bgps\b | whereabouts | (person|petitioner|visitor|sender|user)_?profile | leader_?board | league_?table | \branking | penalt | punish | threat | skip_?level
    | (petition|visit|repeat|complaint)s?_?(count|total|times) | times_?petitioned | (same|other)_?person | relation_?to_?petitioner
    """,
    re.VERBOSE | re.IGNORECASE,
)

SPOKEN_OF: Mapping[str, set[str]] = {
    # The page that says what is refused has to name it; one class of complaints and one way out are called so by law.
    "xinqiao/portal/templates/portal/refuses.html": {"人脸"},
    "xinqiao/text/taxonomies/classes_17.toml": {"民族", "Ethnic"},
    "xinqiao/law/routes.py": {"party_member"},
    "divert.way": {"party_member"},
}

TEXTS = (".html", ".txt", ".js", ".toml", ".json", ".css")

# -- What there is -----------------------------------------------------------------------------------


def names_of_models(wanted: Iterable[type[models.Model]] | None = None) -> set[str]:
    """Names of all tables and columns of ours, with the words shown for them and their choices."""
    found: set[str] = set()
    for model in apps.get_models() if wanted is None else wanted:
        if model.__module__.startswith(("xinqiao.", "tests.")):
            found.add(model.__name__)
            for field in model._meta.get_fields():
                shown = (getattr(field, "verbose_name", ""), getattr(field, "help_text", ""))
                choices = getattr(field, "choices", None) or ()
                found.add(f"{model.__name__}.{field.name} {' '.join(map(str, shown))}")
                found.update(f"{model.__name__}.{field.name} {value} {label}" for value, label in choices)
    return found


def names_of_forms(modules: Iterable[object] | None = None) -> set[str]:
    """Fields of every form class, and what they are called on the page."""
    found: set[str] = set()
    for module in every_module() if modules is None else modules:
        for one in vars(module).values():
            if inspect.isclass(one) and issubclass(one, forms.BaseForm):
                fields = {**getattr(one, "base_fields", {})}
                found.update(f"{one.__name__}.{name} {field.label or ''}" for name, field in fields.items())
    return found


def every_module() -> list[object]:
    names = [one.name for one in pkgutil.walk_packages(xinqiao.__path__, "xinqiao.")]
    wanted = [
        name for name in names if not re.search(r"\.(tests|migrations|__main__|wsgi|bare_settings)\b", name)
    ]
    return [importlib.import_module(name) for name in wanted]


def names_of_law() -> set[str]:
    """What the procedures ask, mark, count and do: every form of an action and every entry is made from it."""
    found: set[str] = set()
    for procedure in PROCEDURES:
        parts: tuple[Any, ...] = (*procedure.states, *procedure.marks, *procedure.actions)
        found.update(f"{procedure.name}: {one.name} {one.title}" for one in parts)
        found.update(f"{procedure.name}: {one.id} {one.title}" for one in procedure.clocks)
        for action in procedure.actions:
            for one in action.inputs:
                found.add(f"{action.name}: {one.name} {one.title}")
                found.update(f"{action.name}.{one.name}: {value} {title}" for value, title in one.choices)
    return found


def names_of_columns() -> set[str]:
    """Columns of the sheets that come in and go out, and documents."""
    found = {f"import: {name}" for one in FIELDS for name in (one.name, one.title, *one.called)}
    found |= {f"export: {title}" for title in HEADER}
    return found | {f"document: {one.name} {one.title}" for one in DOCUMENTS}


def names_of_commands() -> set[str]:
    """Commands of ours with all their options."""
    found: set[str] = set()
    for name, app in get_commands().items():
        if str(app).startswith("xinqiao."):
            parser = load_command_class(app, name).create_parser("xinqiao", name)
            for option in parser._actions:
                found.add(f"{name}: {' '.join(option.option_strings)} {option.dest} {option.help or ''}")
    return found


def names_of_settings() -> set[str]:
    return {f"setting: {name}" for name in dir(settings) if name.isupper()}


def sources() -> list[Path]:
    return [path for path in sorted((BASE / "xinqiao").rglob("*.py")) if "tests" not in path.parts]


def names_in_code(paths: Iterable[Path] | None = None) -> set[str]:
    """Names of classes, functions, attributes, parameters and keys in every module that is not a test."""
    found: set[str] = set()
    for path in sources() if paths is None else paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.alias():
                    names = [node.name]
                case ast.arg() | ast.keyword():
                    names = [node.arg or ""]
                case ast.Name(ctx=ast.Store()):
                    names = [node.id]
                case ast.Attribute(ctx=ast.Store()):
                    names = [node.attr]
                case ast.Dict():
                    # What goes out as JSON and comes in as JSON is called by such keys.
                    keys = [one.value for one in node.keys if isinstance(one, ast.Constant)]
                    names = [one for one in keys if isinstance(one, str) and one.isidentifier()]
                case ast.Subscript(slice=ast.Constant(value=str(key))):
                    names = [key]
                case _:
                    names = []
            found.update(f"{path.name}: {name}" for name in names if name)
    return found


def words_in_code(paths: Iterable[Path] | None = None) -> set[str]:
    """Every text in every module but the explanations for those who read the code."""
    found: set[str] = set()
    for path in sources() if paths is None else paths:
        tree = ast.parse(path.read_text("utf-8"))
        explained = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
                found.add(f"{at(path)}: {node.value}")
    return found


def words_in_files(folder: Path = BASE / "xinqiao") -> set[str]:
    """Every line of every template, script, style and data file of ours."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*")):
        ours = path.suffix in TEXTS and not {"vendor", "tests", "node_modules"} & set(path.parts)
        if ours:
            found.update(f"{at(path)}: {line.strip()}" for line in path.read_text("utf-8").splitlines())
    return found


def names_in_templates(folder: Path = BASE / "xinqiao") -> set[str]:
    """Names of the boxes that templates draw by hand."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*.html")):
        drawn = re.findall(r'<(?:input|select|textarea)\b[^>]*?\bname="([^"{]+)"', path.read_text("utf-8"))
        found.update(f"{path.name}: {name}" for name in drawn)
    return found


def names_of_addresses() -> set[str]:
    return {f"{name} {where}" for name, where in addresses()}


def at(path: Path) -> str:
    return str(path.relative_to(BASE)) if path.is_relative_to(BASE) else path.name


def watched(names: Iterable[str], pattern: re.Pattern[str] = WATCHING) -> list[str]:
    """The names in which such a word stands, but for what may be spoken of in that place."""
    found = []
    for name in names:
        where, colon, rest = name.partition(": ")
        allowed = SPOKEN_OF.get(where, set())
        if any(hit.group() not in allowed for hit in pattern.finditer(rest if colon else name)):
            found.append(name)
    return sorted(found)


COLLECTED = {
    "tables": names_of_models,
    "forms": names_of_forms,
    "law": names_of_law,
    "columns": names_of_columns,
    "commands": names_of_commands,
    "settings": names_of_settings,
    "code": names_in_code,
    "boxes": names_in_templates,
    "addresses": names_of_addresses,
}

# -- What there is not -------------------------------------------------------------------------------


@pytest.mark.parametrize("where", COLLECTED)
def test_nothing_is_called_like_a_thing_for_watching(where):
    names = COLLECTED[where]()
    assert len(names) > 10, "nothing was looked at"
    assert watched(names) == []
    assert watched(names, KEPT) == []


@pytest.mark.parametrize("where", [words_in_code, words_in_files])
def test_nothing_speaks_of_watching(where):
    words = where()
    assert len(words) > 1000, "nothing was looked at"
    assert watched(words) == []


def test_what_may_be_spoken_of_is_really_spoken_of():
    for where, words in SPOKEN_OF.items():
        if "/" not in where:
            assert any(one.startswith(f"{where}: ") for one in names_of_law()), where
            continue
        text = (BASE / where).read_text("utf-8")
        assert all(word in text for word in words), where


def test_no_search_across_matters_by_person():
    """Forms and commands that search take words, numbers, places, units: never a person's name or card."""
    personal = re.compile(
        r"(identity|id)_?(card|number|no)|phone|mobile|person_name|petitioner", re.IGNORECASE
    )
    looked_at = set()
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
                    if isinstance(part, ast.Assign | ast.AnnAssign)
                    for target in (part.targets if isinstance(part, ast.Assign) else [part.target])
                    if isinstance(target, ast.Name)
                ]
                looked_at |= {f"{node.name}.{name}" for name in fields}
                assert not [name for name in fields if personal.search(name)], f"{path.name}: {node.name}"
    assert "InboxFilter.words" in looked_at, "nothing was looked at"


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


# -- And it would be found ---------------------------------------------------------------------------


def test_a_column_for_watching_would_be_found():
    class Meta:
        app_label = "cases"

    name: models.IntegerField = models.IntegerField("风险等级")
    watching = type(
        "Watched", (models.Model,), {"__module__": "tests.house", "Meta": Meta, "risk_score": name}
    )
    apps.all_models["cases"].pop("watched")
    assert watched(names_of_models([watching])) == ["Watched.risk_score 风险等级 "]


def test_a_form_field_a_column_and_a_box_for_watching_would_be_found(tmp_path):
    class Search(forms.Form):
        person = forms.CharField(label="重点人员")
        occupation = forms.CharField(required=False)

    class Module:
        search = Search

    found = names_of_forms([Module])
    assert watched(found) == ["Search.person 重点人员"] and watched(found, KEPT) == ["Search.occupation "]
    (tmp_path / "page.html").write_text('<form><input type="text" name="id_card"></form><p>截访</p>', "utf-8")
    assert watched(names_in_templates(tmp_path), KEPT) == ["page.html: id_card"]
    assert len(watched(words_in_files(tmp_path))) == 1


def test_a_name_a_key_and_a_sentence_for_watching_would_be_found(tmp_path):
    module = tmp_path / "module.py"
    module.write_text(
        'def f(person_history):\n    """黑名单 is only explained here."""\n'
        '    return {"visit_count": 1, "ok": "稳控责任人"}\n',
        "utf-8",
    )
    assert watched(names_in_code([module])) == ["module.py: person_history"]
    assert watched(names_in_code([module]), KEPT) == ["module.py: visit_count"]
    assert watched(words_in_code([module])) == ["module.py: 稳控责任人"]


@pytest.mark.parametrize(
    "name",
    ["--by-person-score", "SENSITIVE_PERIODS", "desk:key_persons desk/key-persons/", "export: 上访次数"],
)
def test_an_option_a_setting_an_address_and_a_figure_for_watching_would_be_found(name):
    assert watched([name.replace("-", "_")]) or watched([name], KEPT)
