"""Finding an article: by its law and number, or by a question in everyday words. Only what applies on the day is found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xinqiao.law.procedures.articles import numeral
from xinqiao.library.models import Article, Edition
from xinqiao.text import law_search
from xinqiao.text.normalise import normalise

LONGEST_QUESTION = 200
_ARTICLE = re.compile(r"第?\s*([一二三四五六七八九十百千零〇]+|\d{1,4})\s*条")
_NOT_TITLE = re.compile(r"[《》\s，。、?？]|的|第?\s*(?:[一二三四五六七八九十百千零〇]+|\d{1,4})\s*条.*")

_kept: tuple[tuple[int, ...], law_search.Library] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An article that may answer; ``exact`` when it was asked for by its number."""

    article: Article
    exact: bool


def find(question: str, *, day: date, limit: int = 10) -> list[Found]:
    """The articles for a question, best first."""
    asked = question.strip()[:LONGEST_QUESTION]
    editions = tuple(Edition.objects.in_force(day).order_by("pk").values_list("pk", flat=True))
    if not asked or not editions:
        return []
    exact = _numbered(asked, editions)[:limit]
    wanted = [one.pk for one in exact]
    for one in _library(editions).search(asked, limit=limit):
        if one.id not in wanted:
            wanted.append(int(one.id))
    rows = {one.pk: one for one in _whole().filter(pk__in=wanted)}
    return [Found(rows[pk], at < len(exact)) for at, pk in enumerate(wanted[:limit]) if pk in rows]


def _whole() -> QuerySet[Article]:
    return Article.objects.select_related("edition__instrument")


def _numbered(asked: str, editions: Sequence[int]) -> list[Article]:
    """Articles asked for by number; of the laws whose name is in the question, where one is."""
    match = _ARTICLE.search(asked)
    if match is None:
        return []
    number = match[1]
    label = f"第{numeral(int(number)) if number.isdecimal() and 0 < int(number) < 1000 else number}条"
    rows = list(_whole().filter(edition__in=editions, label=label)[:200])
    title = normalise(_NOT_TITLE.sub("", asked[: match.start()]))
    if not title:
        return rows
    return [
        one for one in rows if title in (name := normalise(one.edition.instrument.title)) or name in title
    ]


def _library(editions: tuple[int, ...]) -> law_search.Library:
    """The articles of some editions, ready to be asked. Editions never change, so they are read once."""
    global _kept
    if _kept is None or _kept[0] != editions:
        rows = Article.objects.filter(edition__in=editions).values_list(
            "pk", "edition__instrument__title", "label", "text"
        )
        articles = (
            law_search.Article(pk, f"{title}{label}", text)
            if label.startswith("第")
            else law_search.Article(pk, title, f"{label}\n{text}")
            for pk, title, label, text in rows.order_by("pk").iterator()
        )
        _kept = (editions, law_search.Library(articles))
    return _kept[1]
