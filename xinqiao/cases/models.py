"""Cases as pictures of their entries, and the words, papers and documents that entries speak of."""

import json
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xinqiao.people.models import Unit


class Case(models.Model):
    """One matter. Every column is drawn from its entries and statements; ``xinqiao rebuild`` draws it again."""

    number = models.CharField(_("编号"), max_length=32, primary_key=True)
    procedure = models.CharField(max_length=48)
    state = models.CharField(max_length=48)
    standing = models.TextField()  # the whole standing as JSON
    # The indexes below begin with the units; indexes of their own would only cost every act its writing.
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, db_index=False, related_name="cases", verbose_name=_("办理单位")
    )
    owner = models.CharField(max_length=24)  # the role whose turn it is
    receiver = models.ForeignKey(Unit, models.PROTECT, null=True, db_index=False, related_name="received")
    kind = models.CharField(_("类别"), max_length=24, blank=True)
    content_class = models.CharField(_("内容分类"), max_length=80, blank=True)
    channel = models.CharField(_("渠道"), max_length=24, blank=True)
    people = models.PositiveIntegerField(_("人数"), default=1)
    subject = models.CharField(_("标题"), max_length=200, blank=True)
    place = models.CharField(_("发生地"), max_length=200, blank=True)
    anonymous = models.BooleanField(default=False)
    filed_at = models.DateTimeField()
    received_on = models.DateField()
    last_at = models.DateTimeField()
    next_look_at = models.DateTimeField(
        null=True
    )  # when time alone will next change something: a hint, law decides
    due_clock = models.CharField(max_length=48, blank=True)
    due_on = models.DateField(null=True)  # last day of the next duty
    late = models.BooleanField(default=False)  # that day has been found to have passed
    letter_on = models.DateField(null=True)  # last day to answer a supervisor's letter, while one is out
    provisional = models.BooleanField(default=False)  # some clock rests on a year without a published plan
    closed = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    entries = models.PositiveIntegerField(default=0)
    last_position = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            # The inbox of a unit: what is due first.
            models.Index(fields=["unit", "closed", "due_on", "number"], name="case_inbox"),
            models.Index(fields=["receiver", "closed", "due_on", "number"], name="case_received"),
            # What came to a unit since yesterday.
            models.Index(fields=["unit", "last_at", "number"], name="case_moved"),
            # The letters that wait for an answer.
            models.Index(
                fields=["letter_on", "number"],
                name="case_letter",
                condition=models.Q(letter_on__isnull=False),
            ),
            # What tick looks for.
            models.Index(
                fields=["next_look_at"], name="case_look", condition=models.Q(next_look_at__isnull=False)
            ),
            models.Index(fields=["number"], name="case_provisional", condition=models.Q(provisional=True)),
            models.Index(fields=["filed_at"], name="case_filed"),
            # What a retention schedule looks for.
            models.Index(fields=["closed_at"], name="case_over", condition=models.Q(closed=True)),
        ]
        verbose_name = _("信访事项")

    def __str__(self) -> str:
        return self.number


class Seated(models.Model):
    """A unit that sits, or has sat, in some role of a case. Drawn from the entries."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="seats")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    role = models.CharField(max_length=24)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "case", "role"], name="seated_once")]


class Wall(models.Model):
    """A unit that is complained about: for it and all under it the case does not exist. Drawn from the entries."""

    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="walls")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "unit"], name="wall_once")]


class Barred(models.Model):
    """An officer who stays away from a case: complained about, or recused. Drawn from the entries."""

    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="barred")
    officer = models.CharField(max_length=24)  # the key under which the record knows them
    why = models.CharField(max_length=12)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "officer"], name="barred_once")]


class Statement(models.Model):
    """Somebody's words, kept apart from the entry that holds their salted digest, so that they can be erased."""

    number = models.CharField(max_length=32)
    ordinal = models.PositiveIntegerField()  # of the entry
    name = models.CharField(max_length=48)  # of the input
    index = models.PositiveSmallIntegerField(default=0)  # in a list, from 1; 0 for a single text
    text = models.TextField()
    salt = models.BinaryField(max_length=16)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["number", "ordinal", "name", "index"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "ordinal", "name", "index"], name="statement_once")
        ]


class Attachment(models.Model):
    """A file somebody handed in. Its bytes lie by their digest in the data directory, outside what is served."""

    number = models.CharField(max_length=32)
    ordinal = models.PositiveIntegerField()
    name = models.CharField(max_length=200)  # as it was called; never used as a path
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["number", "ordinal", "pk"]
        indexes: ClassVar = [models.Index(fields=["number", "ordinal"], name="attachment_of_entry")]


class Paper(models.Model):
    """A document that an entry issued: its fields frozen as they were, printed by ``documents``."""

    number = models.CharField(max_length=32)
    ordinal = models.PositiveIntegerField()
    name = models.CharField(max_length=48)  # in the catalogue of documents
    reference = models.CharField(_("文号"), max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    issued_on = models.DateField()
    fields = models.TextField()  # JSON

    class Meta:
        ordering: ClassVar = ["number", "ordinal", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "ordinal", "name"], name="paper_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.reference}".strip()

    @property
    def title(self) -> str:
        """What the document is called, in the language of the reader."""
        return gettext(json.loads(self.fields).get("title", self.name))


class Retention(models.Model):
    """How long a unit, and those under it without a schedule of their own, keep a matter after its end, in years.

    None: nothing of it is erased by itself. The schedule is fixed by the unit and approved by the archive authority.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="+")
    identity_years = models.PositiveSmallIntegerField(_("姓名和联系方式保存几年"), null=True, blank=True)
    words_years = models.PositiveSmallIntegerField(_("原话和材料保存几年"), null=True, blank=True)
    approved_by = models.CharField(_("批准的机关和文号"), max_length=120)
    approved_on = models.DateField(_("批准日期"))
    changed_at = models.DateTimeField()


class Filing(models.Model):
    """The token of a filed form, so that a second click finds the first one's matter."""

    token = models.BinaryField(max_length=32, primary_key=True)
    number = models.CharField(max_length=32)
