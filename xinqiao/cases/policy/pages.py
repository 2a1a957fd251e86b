"""Every address of the project, and to whom it opens. An address without a line here fails the build.

What a page shows of a matter is decided by the relation to it (``relations``); this table says who gets so far as to
ask. To an officer without the post for it a page does not exist; whoever has not signed in is led to the door.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from xinqiao.cases.policy.relations import DESK
from xinqiao.people.models import Capacity

Posts = frozenset[str]

REGISTERS: Posts = DESK
WORKS: Posts = REGISTERS | {Capacity.SUPERVISOR}
KEEPER: Posts = frozenset({Capacity.KEEPER})
HEAD: Posts = frozenset({Capacity.HEAD})
SUPERVISOR: Posts = frozenset({Capacity.SUPERVISOR})
ALL: Posts = frozenset(Capacity.values)


class Door(StrEnum):
    """What has to be shown before a page opens."""

    PUBLIC = "public"  # nothing
    DRAFT = "draft"  # the form that was begun in this browser
    CODE = "code"  # number and query code of the matter
    POST = "post"  # an officer's sign-in, with one of the posts named


class About(StrEnum):
    """What a page is about, where that narrows to whom it opens."""

    NOTHING = "nothing"
    MATTER = "matter"  # one that the relation lets them see
    AREA = "area"  # a unit or an officer of the area they keep
    COLLEAGUE = "colleague"  # an officer of the area they keep, or of the unit they head


@dataclass(frozen=True, kw_only=True)
class Page:
    """One line of the table."""

    name: str
    door: Door = Door.POST
    posts: Posts = frozenset()
    about: About = About.NOTHING
    sends: bool = False  # takes only what is sent with a form
    answers: tuple[int, ...] = (200,)  # to whom it opens; what may also be missing or incomplete is listed


def _public(*names: str, sends: bool = False, answers: tuple[int, ...] = (200,)) -> tuple[Page, ...]:
    return tuple(Page(name=one, door=Door.PUBLIC, sends=sends, answers=answers) for one in names)


def _desk(
    *names: str,
    posts: Posts,
    about: About = About.NOTHING,
    sends: bool = False,
    answers: tuple[int, ...] = (200,),
) -> tuple[Page, ...]:
    return tuple(
        Page(name=f"desk:{one}", posts=posts, about=about, sends=sends, answers=answers) for one in names
    )


PAGES: tuple[Page, ...] = (
    *_public("set_language", "type_size", sends=True, answers=(302,)),
    *_public("operate:health"),
    *_public(
        "portal:home",
        "portal:channels",
        "portal:channel",
        "portal:procedure",
        "portal:law",
        "portal:refuses",
        "portal:privacy",
        "portal:who_sees_what",
        "portal:submit",
    ),
    *_public("portal:instrument", answers=(200, 404)),
    *_public("portal:leave", answers=(302,)),
    *_public("portal:step", "portal:follow", answers=(200, 302)),
    *_public("portal:close", "portal:discard", "portal:written_down", sends=True, answers=(302,)),
    *(
        Page(name=f"portal:{one}", door=Door.DRAFT)
        for one in ("receipt", "slip", "saved")
    ),
    *(Page(name=f"portal:{one}", door=Door.CODE, about=About.MATTER) for one in ("matter", "do", "paper", "file", "copy", "contact")),
    *(Page(name=f"portal:{one}", door=Door.CODE, about=About.MATTER, answers=(200, 302)) for one in ("receive", "kept")),
    *(Page(name=f"portal:{one}", door=Door.CODE, about=About.MATTER) for one in ("receipts",)),
    Page(name="portal:receipt_of", door=Door.CODE, about=About.MATTER, answers=(200, 302, 404)),
    Page(name="portal:receipt_filed", door=Door.DRAFT, answers=(200, 302, 404)),
    *_public("portal:verify", "portal:tool"),
    *_public("portal:log_checkpoint", "portal:log_key", "portal:log_keys", "portal:log_cosigned", "portal:log_tile", answers=(200, 404)),
    *_public("desk:login", answers=(200, 302)),
    *_public("desk:second", answers=(302,)),
    *_public("desk:invitation", answers=(404,)),
    *_public("desk:logout", sends=True, answers=(302,)),
    *_desk("password", "account", "factor_new", "key_new", "codes", posts=ALL, answers=(200, 302)),
    *_desk("factor_remove", posts=ALL, answers=(200, 302, 404)),
    *_desk("session_end", posts=ALL, sends=True, answers=(302, 404, 422)),
    *_desk("today", "kept", posts=ALL, answers=(200, 302)),
    *_desk("inbox", "find", posts=WORKS),
    *_desk("register", posts=REGISTERS),
    *_desk("look_alikes", "propose", posts=REGISTERS, sends=True),
    *_desk("registered", posts=REGISTERS, about=About.MATTER, answers=(200, 302)),
    *_desk("post", posts=REGISTERS),
    *_desk("told", posts=REGISTERS, sends=True, answers=(200, 302, 422)),
    *_desk("matter", "alike", "paper", "file", "propose_for", posts=WORKS, about=About.MATTER),
    *_desk("do", "whole_file", posts=WORKS, about=About.MATTER, answers=(200, 404)),
    *_desk("supervise", "openings", posts=SUPERVISOR),
    *_desk("themes", "theme", posts=SUPERVISOR, answers=(200, 404)),
    *_desk("reports", posts=frozenset({Capacity.HANDLER, Capacity.HEAD})),
    *_desk("unit", "keeping", posts=HEAD),
    *_desk("contact", posts=WORKS, about=About.MATTER, answers=(200, 404)),
    *_desk("library", posts=KEEPER),
    *_desk("law_find", posts=WORKS),
    *_desk("library_end", "library_take_off", posts=KEEPER, sends=True, answers=(200, 302, 404, 422)),
    *_desk("units", "unit_new", posts=KEEPER),
    *_desk("unit_edit", "officer_new", "officer", posts=KEEPER, about=About.AREA),
    # A head for officers of their own unit, a keeper for those of their area.
    *_desk("officer_leave", posts=KEEPER | HEAD, about=About.COLLEAGUE),
    *_desk("unit_switch", "uninvite", "officer_reset", posts=KEEPER, about=About.AREA, sends=True, answers=(200, 302, 404, 422)),
)  # fmt: skip

PAGE_NAMED: Mapping[str, Page] = {one.name: one for one in PAGES}


def opens(name: str, capacities: frozenset[str]) -> bool:
    """Whether the page of this name opens to an officer with these posts. A page without a line opens to nobody:
    raises ``LookupError``."""
    page = PAGE_NAMED.get(name)
    if page is None:
        raise LookupError(f"{name} has no line in cases/policy/pages.py: say there to whom it opens")
    return page.door is Door.PUBLIC or bool(page.posts & capacities)
