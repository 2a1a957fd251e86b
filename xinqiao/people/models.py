"""Units, officers, and the sealed identities of those who bring a matter."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The level of a unit; review goes one level up."""

    VILLAGE = "village", _("村（社区）")
    TOWNSHIP = "township", _("乡镇（街道）")
    COUNTY = "county", _("县（区）")
    CITY = "city", _("市")
    PROVINCE = "province", _("省")


class UnitKind(models.TextChoices):
    """What a unit is, where the law makes a difference."""

    PETITION_OFFICE = "petition_office", _("信访部门")
    GOVERNMENT = "government", _("人民政府")
    DEPARTMENT = "department", _("工作部门")
    TOWNSHIP = "township", _("乡镇（街道）")
    VILLAGE = "village", _("村（居）民委员会")
    DISCIPLINE_BODY = "discipline_body", _("纪检监察机关")
    POLITICAL_LEGAL = "political_legal", _("政法部门")
    MEDIATION_COMMITTEE = "mediation_committee", _("人民调解委员会")
    JOINT_CONFERENCE = "joint_conference", _("信访工作联席会议")
    OTHER = "other", _("其他单位")


class Unit(models.Model):
    """A public office. It cannot be active before the channels of art. 18 are filled in and published."""

    code = models.SlugField(_("代码"), max_length=40, primary_key=True)
    name = models.CharField(_("名称"), max_length=120, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    kind = models.CharField(_("性质"), max_length=24, choices=UnitKind.choices)
    level = models.CharField(_("层级"), max_length=12, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级单位")
    )
    reviewer = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("复查（复核）机关"),
        help_text=_("对本单位处理意见进行复查的上一级单位；不填就是上级单位。"),
    )
    path = models.CharField(max_length=400, db_index=True, editable=False)
    duties = models.TextField(_("职责"), blank=True)
    online = models.CharField(_("网上渠道"), max_length=200, blank=True)
    address = models.CharField(_("通信地址"), max_length=200, blank=True)
    telephone = models.CharField(_("咨询投诉电话"), max_length=60, blank=True)
    reception_place = models.CharField(_("接待地点"), max_length=200, blank=True)
    reception_time = models.CharField(_("接待时间"), max_length=200, blank=True)
    lookup = models.CharField(_("查询进展和结果的方式"), max_length=200, blank=True)
    rules = models.TextField(_("有关规定和处理程序"), blank=True)
    active = models.BooleanField(_("启用"), default=False)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    PUBLISHED: ClassVar[tuple[str, ...]] = (
        "online",
        "address",
        "telephone",
        "reception_place",
        "reception_time",
        "lookup",
        "rules",
    )
    """What art. 18 asks a unit to make public before it may receive petitions."""

    class Meta:
        ordering: ClassVar = ["path"]
        verbose_name = _("单位")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the language of the reader."""
        if self.name_en and (get_language() or "").startswith("en"):
            return self.name_en
        return self.name

    def missing(self) -> list[str]:
        """The fields of art. 18 that are still empty, by their titles."""
        titles = {field.name: str(field.verbose_name) for field in self._meta.fields}
        return [titles[name] for name in self.PUBLISHED if not getattr(self, name).strip()]

    def save(self, *args: Any, **kwargs: Any) -> None:
        above = self.parent.path if self.parent else "/"
        self.path = f"{above}{self.code}/"
        if self.active and self.missing():
            raise ValueError(f"unit {self.code} cannot be active: art. 18 fields missing")
        super().save(*args, **kwargs)


class Capacity(models.TextChoices):
    """What an officer does in their unit."""

    REGISTRAR = "registrar", _("登记")
    HANDLER = "handler", _("承办")
    HEAD = "head", _("负责人")
    SUPERVISOR = "supervisor", _("督办")
    KEEPER = "keeper", _("系统管理")


class OfficerManager(BaseUserManager["Officer"]):
    """Makes officers."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Officer":
        officer = self.model(username=username, **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.select_related("unit").get(username=username)


class Officer(AbstractBaseUser):
    """A member of staff: signs in, belongs to one unit, acts in one or more capacities."""

    username = models.CharField(_("用户名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officers", verbose_name=_("单位"))
    capacities = models.CharField(_("岗位"), max_length=80)
    is_active = models.BooleanField(_("在岗"), default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[OfficerManager] = OfficerManager()

    class Meta:
        ordering: ClassVar = ["username"]
        verbose_name = _("工作人员")

    def __str__(self) -> str:
        return self.name

    @property
    def capacity_set(self) -> frozenset[str]:
        return frozenset(self.capacities.split())

    @property
    def capacity_titles(self) -> list[str]:
        return [str(Capacity(one).label) for one in self.capacities.split()]


class Identity(models.Model):
    """Who brings a matter and how to reach them, encrypted under the matter's own key.

    Destroying ``wrapped_key`` erases the person from this row for good. ``code`` is an HMAC of the query code.
    """

    number = models.CharField(max_length=32, primary_key=True)
    wrapped_key = models.BinaryField(max_length=80)
    sealed = models.BinaryField()
    code = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("信访人身份")


class Knock(models.Model):
    """Failed attempts to enter with a number and a code, kept only as a keyed digest of what was tried."""

    key = models.BinaryField(max_length=32, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("查询失败记录")
