"""The law at hand: laws, policies and questions with answers that an office has put in, in dated editions."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class InstrumentKind(models.TextChoices):
    """What an instrument is."""

    LAW = "law", _("法律法规规章")
    POLICY = "policy", _("政策文件")
    ANSWERS = "answers", _("问答和办事指南")


class Instrument(models.Model):
    """One law, policy or collection of answers, whatever its editions."""

    title = models.CharField(_("名称"), max_length=200, unique=True)
    kind = models.CharField(_("种类"), max_length=12, choices=InstrumentKind.choices)
    issuer = models.CharField(_("发布机关"), max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "title"]
        verbose_name = _("规定")

    def __str__(self) -> str:
        return self.title


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions."""

    def in_force(self, day: date) -> "EditionQuerySet":
        """Those that apply on ``day``."""
        return self.filter(Q(in_force_until=None) | Q(in_force_until__gte=day), in_force_from__lte=day)


class Edition(models.Model):
    """The text of an instrument as it applied from one day on. Its articles never change; a change is a new edition."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="editions")
    in_force_from = models.DateField(_("施行日期"))
    in_force_until = models.DateField(_("最后一天"), null=True, blank=True)
    reference = models.CharField(_("文号"), max_length=80, blank=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)  # of the file it was read from
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)  # the username of the officer, or the command

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-in_force_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "in_force_from"], name="edition_once"),
        ]
        verbose_name = _("版本")

    def __str__(self) -> str:
        return f"{self.instrument.title} {self.in_force_from.isoformat()}"

    def applies_on(self, day: date) -> bool:
        """Whether it is one of those ``in_force`` on ``day``."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


class Article(models.Model):
    """One article of an edition, or one question with its answer."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="articles")
    ordinal = models.PositiveIntegerField()
    label = models.CharField(max_length=200)  # 第三十四条, or the question
    chapter = models.CharField(max_length=200, blank=True)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["edition", "ordinal"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "ordinal"], name="article_in_edition"),
        ]
        indexes: ClassVar = [models.Index(fields=["label"], name="article_by_label")]

    def __str__(self) -> str:
        return f"{self.edition.instrument.title} {self.label}"
