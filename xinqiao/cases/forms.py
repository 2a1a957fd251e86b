"""The form of an action, built from what the action asks. It checks nothing: the law does, and says where it hurts.

What was typed stays when the door refuses; files that were handed over stay too, as signed values in the page, so
that nobody has to choose them again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xinqiao.cases.aside import TAKEN_UP
from xinqiao.cases.files import ACCEPTED, LARGEST, MEGABYTE, keep_upload, keep_uploads
from xinqiao.cases.saying import cite_all, refusal
from xinqiao.law.inputs import ANSWER_PARTS, LONGEST, MOST_ITEMS
from xinqiao.law.model import Action, Input, Kind, Refused, Role

SALT = "xinqiao.cases.forms.files"
KEPT_FOR = 24 * 60 * 60
"""So many seconds a file that was handed over may wait in a page that was refused."""

BOXES = 3
"""Empty boxes offered at first where several things may be said."""

MORE = "_more"
FEW = 8
"""Up to so many choices stand open on the page; more are a list to choose from."""


UnitChoice = tuple[str, str, str]
"""A unit that can be chosen: its code, its name, its kind."""


@dataclass
class Field:
    """One input as a page shows it: its texts, what was typed, what is wrong with it."""

    input: Input
    prefix: str
    values: list[str] = field(default_factory=list)
    kept: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    choose: Callable[[], Sequence[tuple[str, str]]] = tuple
    error: str = ""
    boxes: int = 1
    quiet: bool = False  # leaves out the hint
    why: bool = False  # says for what it is asked

    @property
    def name(self) -> str:
        return self.prefix + self.input.name

    @cached_property
    def options(self) -> Sequence[tuple[str, str]]:
        """What can be chosen, worked out when a page asks for it: a form that is taken in never does."""
        return self.choose()

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def kind(self) -> str:
        return self.input.kind.value

    @property
    def title(self) -> str:
        return gettext(self.input.title)

    @property
    def label(self) -> str:
        """The title, marked where the input may be left empty."""
        if self.input.required or self.input.must_be:
            return self.title
        return gettext("{title}（可以不填）").format(title=self.title)

    @property
    def help(self) -> str:
        parts = [gettext(self.input.help)] if self.input.help else []
        if self.input.kind is Kind.FILES:
            parts.append(
                gettext("可以交：{accepted}。每份最大 {most} MB。").format(
                    accepted=gettext(ACCEPTED), most=LARGEST // MEGABYTE
                )
            )
        if self.why and self.input.purpose:
            parts.append(
                gettext("为什么问：{purpose}。").format(purpose=gettext(self.input.purpose).rstrip("。."))
            )
        return " ".join(parts)

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def longest(self) -> int:
        return self.input.most or LONGEST.get(self.input.kind, 0)

    @property
    def counted(self) -> int:
        """The longest text worth counting on the page; nobody needs to see twenty thousand go down."""
        return self.longest if 0 < self.longest <= 4000 else 0

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Boxes with what was typed in them, then the empty ones; each with an id of its own."""
        typed = [*self.values, *([""] * max(self.boxes - len(self.values), 0))]
        return [
            (self.id if index == 0 else f"{self.id}_{index + 1}", text) for index, text in enumerate(typed)
        ]

    @property
    def many_options(self) -> bool:
        return len(self.options) > FEW

    @property
    def accept(self) -> str:
        return ".jpg,.jpeg,.png,.webp,.pdf,.docx,.doc,.mp3,.m4a,.wav,.ogg,.amr"

    @property
    def kept_token(self) -> str:
        return signing.dumps(self.kept, salt=SALT, compress=True)

    @property
    def described_by(self) -> str:
        ids = ([f"{self.id}_hint"] if self.help else []) + ([f"{self.id}_error"] if self.error else [])
        return " ".join(ids)

    def __str__(self) -> SafeString:
        return render_to_string("cases/forms/field.html", {"field": self})

    __html__ = __str__


class ActionForm:
    """The inputs of ``action`` that somebody in ``roles`` fills in.

    ``requests`` are the requests of the matter by number (for answers), ``units`` the units that may be chosen as
    (code, name, kind), or what finds them when they are needed, ``only`` the names of the inputs to ask and in which order, where not all of them; ``boxes`` is
    how many empty boxes stand open where several things may be said; with ``why`` each input says for what it is asked.
    """

    def __init__(
        self,
        action: Action,
        *,
        roles: Collection[Role] = (),
        requests: Mapping[int, str] | None = None,
        units: Iterable[UnitChoice] | Callable[[], Iterable[UnitChoice]] = (),
        officers: Sequence[tuple[str, str]] = (),
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        initial: Mapping[str, Any] | None = None,
        only: Sequence[str] | None = None,
        prefix: str = "",
        boxes: int = BOXES,
        why: bool = False,
    ) -> None:
        self.action = action
        self.data = data
        self.prefix = prefix
        self.boxes = boxes
        self.why = why
        self.refused: Refused | None = None
        self._requests = dict(requests or {})
        self._units = units
        self._officers = officers
        self._uploads = files
        initial = initial or {}
        asked = {one.name: one for one in action.inputs if _asked(one, roles)}
        chosen = asked if only is None else {name: asked[name] for name in only if name in asked}
        self.fields = {name: self._field(one, initial.get(name)) for name, one in chosen.items()}

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def __iter__(self) -> Any:
        return iter(self.fields.values())

    @property
    def bound(self) -> bool:
        return self.data is not None

    @property
    def multipart(self) -> bool:
        return any(one.input.kind is Kind.FILES for one in self.fields.values())

    @property
    def more(self) -> bool:
        """Whether 'one more box' was pressed, or the form was laid aside before: it is shown again and nothing is done."""
        return self.data is not None and (MORE in self.data or TAKEN_UP in self.data)

    def facts(self) -> dict[str, Any]:
        """What was filled in, in the shapes that the door reads. Empty inputs are left out. Raises ``Refused``."""
        found: dict[str, Any] = {}
        for name, one in self.fields.items():
            value = self._fact(one)
            if value not in ("", [], None):
                found[name] = value
        return found

    def refuse(self, refused: Refused) -> None:
        """Show a refusal: at its field where it names one of ours, else above the form."""
        name = refused.field
        if name in self.fields:
            error = refusal(refused)
            # A rule of its own is named; the article of the whole action stands at the head of the form already.
            if refused.cites and refused.cites != self.action.cites:
                error += gettext("（{cites}）").format(cites=cite_all(refused.cites))
            self.fields[name].error = error
        else:
            self.refused = refused

    def errors_listed(self) -> list[tuple[str, str]]:
        """(id of the field, what is wrong), in the order of the page."""
        return [(one.id, one.error) for one in self.fields.values() if one.error]

    def __str__(self) -> SafeString:
        return render_to_string("cases/forms/form.html", {"form": self})

    __html__ = __str__

    def _field(self, one: Input, initial: Any) -> Field:
        made = Field(input=one, why=self.why, prefix=self.prefix, choose=partial(self._options, one))
        made.values = self._typed(made, initial)
        match one.kind:
            case Kind.REQUESTS | Kind.NAMES | Kind.UNITS:
                most = one.most or MOST_ITEMS[one.kind]
                more = self.data is not None and self.data.get(MORE) == made.name
                boxes = max(one.least or 1, min(self.boxes, most)) if one.kind is not Kind.UNITS else 1
                shown = self._posted_boxes(made) if self.data is not None else 0
                made.boxes = max(boxes, shown + (1 if more else 0), len(made.values))
            case Kind.FILES:
                made.kept = self._kept(made, initial)
            case Kind.ANSWERS:
                made.answers = self._answer_boxes(made, initial)
        return made

    def _options(self, one: Input) -> Sequence[tuple[str, str]]:
        if one.kind in (Kind.UNIT, Kind.UNITS):
            if callable(self._units):
                self._units = self._units()
            return [(code, name) for code, name, kind in self._units if not one.kinds or kind in one.kinds]
        if one.kind is Kind.OFFICER:
            return self._officers
        return [(value, gettext(title)) for value, title in one.choices]

    def _typed(self, made: Field, initial: Any) -> list[str]:
        if self.data is None:
            if initial is None or initial is False or made.input.kind in (Kind.FILES, Kind.ANSWERS):
                return []
            if initial is True:
                return ["yes"]
            return [str(item) for item in initial] if isinstance(initial, list | tuple) else [str(initial)]
        return [text for text in self._all(made.name) if text.strip()]

    def _all(self, name: str) -> list[str]:
        assert self.data is not None
        if hasattr(self.data, "getlist"):
            return [str(text) for text in self.data.getlist(name)]
        value = self.data.get(name, [])
        return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]

    def _posted_boxes(self, made: Field) -> int:
        return len(self._all(made.name))

    def _fact(self, one: Field) -> Any:
        match one.input.kind:
            case Kind.REQUESTS | Kind.NAMES | Kind.UNITS:
                return one.values
            case Kind.FILES:
                self._keep_new(one)
                return list(one.kept)
            case Kind.ANSWERS:
                return [
                    {
                        "request": answer["number"],
                        "conclusion": answer["conclusion"],
                        **{part: answer[part] for part, _title in ANSWER_PARTS},
                    }
                    for answer in one.answers
                ]
        return one.value

    def _keep_new(self, one: Field) -> None:
        """Take the files that have just arrived; a second call finds them taken."""
        if self._uploads is None:
            return
        uploads = [upload for upload in self._uploads.getlist(one.name) if upload.name]
        self._uploads = self._uploads.copy()
        self._uploads.setlist(one.name, [])
        refused: Refused | None = None
        kept = []
        try:
            kept = keep_uploads(uploads)
        except Refused as found:
            refused = found
            if "name" in found.facts:
                # One bad file among good ones: the good ones need not be chosen again.
                for upload in uploads:
                    try:
                        upload.seek(0)
                        kept.append(keep_upload(upload))
                    except Refused:
                        continue
        known = {file["sha256"] for file in one.kept}
        one.kept += [file for file in kept if file["sha256"] not in known]
        if refused is not None:
            # The input that takes files may have another name than the one files.py knows.
            refused.field = one.input.name
            raise refused

    def _kept(self, made: Field, initial: Any) -> list[dict[str, Any]]:
        if self.data is None:
            return list(initial or ())
        try:
            kept = signing.loads(str(self.data.get(f"{made.name}_kept", "")), salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            return []
        dropped = set(self._all(f"{made.name}_drop"))
        return [file for file in kept if file["sha256"] not in dropped]

    def _answer_boxes(self, made: Field, initial: Any) -> list[dict[str, Any]]:
        before = {one.get("request"): one for one in initial or ()}
        boxes = []
        for number, text in sorted(self._requests.items()):
            box: dict[str, Any] = {"number": number, "text": text, "id": f"{made.id}_{number}", "parts": []}
            for part in ("conclusion", *(name for name, _title in ANSWER_PARTS)):
                name = f"{made.name}_{number}_{part}"
                given = (
                    self.data.get(name, "") if self.data is not None else before.get(number, {}).get(part, "")
                )
                box[part] = str(given)
            box["parts"] = [
                (f"{made.name}_{number}_{part}", gettext(title), box[part]) for part, title in ANSWER_PARTS
            ]
            boxes.append(box)
        return boxes


def _asked(one: Input, roles: Collection[Role]) -> bool:
    return not one.derived and (not one.only_by or bool(set(one.only_by) & set(roles)))
