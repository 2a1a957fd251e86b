"""What a machine found, said in the language of the reader: the facts of a look-alike, the names of classes."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as _

from xinqiao.search.learning import edition
from xinqiao.text.facts import About, Fact
from xinqiao.text.kind_names import ENGLISH

_LINES: Mapping[About, str] = {
    About.PLACE: _("地点或单位：%(names)s"),
    About.PROBLEM: _("问题：%(names)s"),
    About.WORDS: _("用词：%(names)s"),
}


def told(fact: Fact) -> str:
    """A fact as a line. Words of the messages stay as they were said; kinds of problem have names of their own."""
    if fact.about is About.TIME:
        if not fact.days:
            return gettext("时间：同一天")
        return ngettext("时间：相隔%(days)s天", "时间：相隔%(days)s天", fact.days) % {"days": fact.days}
    sides = [_listed(fact.about, names) for names in (fact.one, fact.other) if names]
    names = (
        gettext("%(one)s／%(other)s") % dict(zip(("one", "other"), sides, strict=True))
        if len(sides) > 1
        else sides[0]
    )
    return gettext(_LINES[fact.about]) % {"names": names}


def _listed(about: About, names: Sequence[str]) -> str:
    if about is About.PROBLEM and is_english():
        names = [ENGLISH.get(one, one) for one in names]
    return gettext("、").join(names)


def class_name(written: str) -> str:
    """The name of a class of content for the reader; as it was written where the edition has no other."""
    return edition().in_english(written) if is_english() else written


def is_english() -> bool:
    return (get_language() or "").startswith("en")
