"""What the head of an office answers for: how long matters are kept, what goes when, and what persons have asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from xinqiao.cases import retention
from xinqiao.cases.act import act
from xinqiao.cases.erasure import CHANGE_CONTACT
from xinqiao.cases.forms import ActionForm
from xinqiao.cases.look import ShownClock, look_at
from xinqiao.cases.models import Case, Retention
from xinqiao.cases.policy import see, visible
from xinqiao.cases.roles import roles_in
from xinqiao.desk.access import WORKS, Staff, staff
from xinqiao.desk.contact import ContactForm
from xinqiao.desk.doing import seen_by
from xinqiao.desk.forms import Listed
from xinqiao.desk.page import page
from xinqiao.law.model import Refused
from xinqiao.law.words import _ as marked
from xinqiao.people.models import Capacity, Unit

SHOWN = 100
"""So many matters stand on the page; how many more there are is said."""

TITLES = {retention.IDENTITY: marked("姓名和联系方式"), retention.WORDS: marked("原话和材料")}

ASKED = '"erasure_asked"'
"""How a standing that waits for a decision on erasure is told from others without reading it."""


class RetentionForm(Listed, forms.ModelForm):
    """The schedule of a unit. An empty period means that nothing of that kind is erased by itself."""

    class Meta:
        model = Retention
        fields: ClassVar = ["identity_years", "words_years", "approved_by", "approved_on"]
        widgets: ClassVar = {"approved_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("identity_years", "words_years"):
            field = self.fields[name]
            assert isinstance(field, forms.IntegerField)
            field.min_value, field.max_value = 1, 100
            field.widget = forms.TextInput(
                attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-5"}
            )
            field.help_text = _("办结以后几年。不填，就不自动删除。")
        self.fields["approved_by"].help_text = _("保管期限由本单位制定，经档案主管部门批准。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("identity_years", "words_years"):
            if (years := cleaned.get(name)) is not None and not 1 <= years <= 100:
                self.add_error(name, _("请填 1 到 100 之间的年数，或者不填。"))
        return cleaned


@dataclass(frozen=True, slots=True)
class Going:
    """A matter of which something will be erased."""

    case: Case
    what: str
    at: datetime


@require_http_methods(["GET", "POST"])
@staff(Capacity.HEAD)
def keeping(request: HttpRequest, here: Staff) -> HttpResponse:
    """The schedule, what will be erased within thirty days, and the requests that wait for a decision."""
    at = timezone.now()
    known = retention.schedules()
    own = known.get(here.unit)
    form = RetentionForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            schedule = form.save(commit=False)
            schedule.unit_id, schedule.changed_at = here.unit, at
            schedule.save()
            messages.success(request, gettext("保存期限已经记下，30 日以后开始按它删除。"))
        return redirect("desk:keeping")
    going, more = _going(here, at=at)
    followed = retention.schedule_of(here.unit, here.tree, known)
    context = {
        "form": form,
        "own": own,
        "followed": followed,
        "above": Unit.objects.get(code=followed.unit_id) if followed is not None and own is None else None,
        "going": going,
        "more": more,
        "asked": _asked(here, at=at),
    }
    return page(
        request, here, "desk/keeping.html", context, current="unit", status=422 if form.errors else 200
    )


def _going(here: Staff, *, at: datetime) -> tuple[Sequence[Going], bool]:
    """What the schedule erases within thirty days in the matters that this head may see, and whether there is more."""
    found = list(islice(retention.due(at=at + retention.AHEAD, units=[here.unit]), SHOWN + 1))
    cases = visible(here.person, here.tree).in_bulk([one.number for one in found])
    rows = [
        Going(cases[one.number], gettext(TITLES[one.what]), one.at)
        for one in found[:SHOWN]
        if one.number in cases
    ]
    return rows, len(found) > SHOWN


def _asked(here: Staff, *, at: datetime) -> list[tuple[Case, ShownClock]]:
    """Requests for erasure that this office has to decide, what is due first."""
    waiting = visible(here.person, here.tree).filter(
        receiver=here.unit, next_look_at__isnull=False, standing__contains=ASKED
    )
    found = []
    for case in waiting.order_by("next_look_at")[:SHOWN]:
        look = look_at(case, at=at)
        clock = next((one for one in look.clocks if one.clock.id.endswith(".erasure")), None)
        if clock is not None:
            found.append((case, clock))
    return sorted(found, key=lambda one: one[1].running.last)


@require_http_methods(["GET", "POST"])
@staff(*WORKS, keeps=True)
def contact(request: HttpRequest, here: Staff, number: str) -> HttpResponse:
    """Correct who brings a matter and how to reach them, as the person asks. What is sealed now is not shown."""
    at = timezone.now()
    look = look_at(see(here.person, number, here.tree), at=at)
    roles = roles_in(here.person, look.standing, number=number, tree=here.tree)
    wanted = look.procedure.action_named[CHANGE_CONTACT]
    if not set(wanted.by) & set(roles):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = ActionForm(wanted, roles=roles, data=posted)
    details = ContactForm(posted)
    if posted is not None and details.is_valid() and not form.more:
        try:
            if not details.identity():
                raise Refused(marked("没有写要更正的内容。"), instead=marked("只填要改的，不改的留空。"))
            act(
                number,
                CHANGE_CONTACT,
                form.facts(),
                by=here.person,
                at=at,
                identity=details.identity(),
                seen=seen_by(posted),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, gettext("已经更正，并且告诉信访人。"))
            return redirect("desk:matter", number)
    errors = [*form.errors_listed(), *(details.errors_listed() if posted is not None else ())]
    context = {
        "look": look,
        "action": wanted,
        "form": form,
        "details": details,
        "errors": errors,
        "seen": look.standing.entries,
    }
    status = 422 if errors or form.refused else 200
    return page(request, here, "desk/contact.html", context, current="inbox", status=status)
