"""Units, officers, and the sealed identities of those who bring a matter."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
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
    """Finds officers, each with their unit."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.select_related("unit").get(username=username)


class Officer(AbstractBaseUser):
    """A member of staff: signs in, belongs to one unit, acts in one or more capacities."""

    username = models.CharField(_("用户名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officers", verbose_name=_("单位"))
    capacities = models.CharField(_("岗位"), max_length=80)
    is_active = models.BooleanField(_("在岗"), default=True)
    password_given = models.BooleanField(
        default=False
    )  # by somebody else: to be changed before anything else
    sittings_ended = models.PositiveIntegerField(default=0)  # how often all sessions were ended at one go
    last_used_on = models.DateField(null=True, blank=True)  # the day of the latest sign-in, and nothing finer

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

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session of this officer carries. It changes with password, unit, capacities and second factor,
        whichever way they are changed, and a session with another one has ended."""
        parts = (self.password, self.unit_id, self.capacities, str(self.sittings_ended))
        return salted_hmac(
            "xinqiao.people.Officer", "\n".join(parts), secret=secret, algorithm="sha256"
        ).hexdigest()


class FactorKind(models.TextChoices):
    """What a second factor is."""

    TOTP = "totp", _("手机验证器")
    KEY = "key", _("安全密钥或者通行密钥")


class Factor(models.Model):
    """A second factor of an officer. The secret of a code generator is encrypted; of a key there is only the public half."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=8, choices=FactorKind.choices)
    name = models.CharField(max_length=60)
    secret = models.BinaryField()
    used = models.BigIntegerField(default=0)  # the last time step of a code, or the last count of a key
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("第二道验证")


class RecoveryCode(models.Model):
    """One code for the day on which the second factor is lost, kept as a keyed digest and good for one time."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["officer", "digest"], name="recovery_code_once")
        ]


class Outcome(models.TextChoices):
    """How an attempt to sign in ended."""

    IN = "in", _("登录成功")
    IN_BY_RECOVERY = "recovery", _("用恢复码登录成功")
    WRONG_PASSWORD = "password", _("密码不对")
    WRONG_SECOND = "second", _("密码对，第二道验证不对")


class SignIn(models.Model):
    """One attempt to sign in to an account that exists, and the session it opened. Only its officer sees it; deleted
    after ``sittings.KEPT_FOR``."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=80, blank=True)
    session = models.CharField(max_length=40, blank=True, db_index=True)  # empty when none is open

    @property
    def failed(self) -> bool:
        return self.outcome in (Outcome.WRONG_PASSWORD, Outcome.WRONG_SECOND)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["officer", "-at"], name="sign_in_of"),
            models.Index(fields=["at"], name="sign_in_at"),
        ]


class Invitation(models.Model):
    """A link that makes an account, or opens a closed one again, once. Only a digest of what stands in it is kept."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    username = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    capacities = models.CharField(max_length=80)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["made_at"]
        verbose_name = _("邀请")


class Change(models.TextChoices):
    """What can happen to an account."""

    MADE = "made", _("由服务器管理人员用命令建立")
    INVITED = "invited", _("发出邀请")
    UNINVITED = "uninvited", _("收回邀请")
    JOINED = "joined", _("接受邀请，账号启用")
    CAPACITIES = "capacities", _("岗位改变")
    UNIT = "unit", _("调到另一个单位")
    PASSWORD = "password", _("本人改密码")
    PASSWORD_GIVEN = "given", _("由别人重新设置密码")
    FACTOR_ADDED = "factor", _("本人增加第二道验证")
    FACTOR_REMOVED = "removed", _("本人去掉一种第二道验证")
    FACTOR_RESET = "reset", _("核对身份以后，由管理员清除第二道验证")
    CODES = "codes", _("本人换一组恢复码")
    LEFT = "left", _("离岗，账号关闭")


class Checked(models.TextChoices):
    """How it can be checked who asks for a new way in."""

    DOCUMENT = "document", _("当面核对工作证件或者身份证件")
    TELEPHONE = "telephone", _("打办公室登记的电话，由本人接听")
    HEAD = "head", _("由其单位负责人书面确认")


def _read(text: str) -> str:
    """Capacities by their titles; anything else as it is."""
    titles = dict(Capacity.choices)
    words = text.split()
    if words and all(one in titles for one in words):
        return str(_("、")).join(str(titles[one]) for one in words)
    return text


class AccountChange(models.Model):
    """Who changed an account, when, and what was before and after. Rows are added and never changed."""

    username = models.CharField(max_length=60, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=Change.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+"
    )  # null: whoever runs the server
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name = _("账号变更")

    @property
    def said(self) -> list[str]:
        """What was before, what came after, and why, as people read it."""
        before_and_after = " → ".join(filter(None, (_read(self.before), _read(self.after))))
        checked = Checked(self.reason).label if self.reason in Checked.values else self.reason
        return [str(one) for one in (before_and_after, checked) if one]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("what happened to an account is added to and never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError("what happened to an account is never deleted")


class OfficeKey(models.Model):
    """A key of the office on which rows rest, by its id; the key itself is never here.

    The row is what keeps a key on its ring: it cannot go while an identity names it, and an identity cannot name a key
    whose row has gone. So no rotation, whatever runs beside it, leaves something locked under a key that is no more.
    """

    SEAL, QUERY_CODE = "seal", "query_code"

    id = models.CharField(max_length=16, primary_key=True)
    purpose = models.CharField(max_length=16, choices=((SEAL, SEAL), (QUERY_CODE, QUERY_CODE)))

    class Meta:
        verbose_name = _("单位密钥")


class Identity(models.Model):
    """Who brings a matter and how to reach them, encrypted under the matter's own key.

    Destroying ``wrapped_key`` erases the person from this row for good. ``code`` is an HMAC of the query code.
    """

    number = models.CharField(max_length=32, primary_key=True)
    # No index: rotations walk along the numbers, and a filing would pay for what is needed once in years.
    key = models.ForeignKey(OfficeKey, models.PROTECT, db_index=False, related_name="+")
    wrapped_key = models.BinaryField(max_length=80)
    sealed = models.BinaryField()
    code_key = models.ForeignKey(OfficeKey, models.PROTECT, db_index=False, related_name="+")
    code = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("信访人身份")


class Knock(models.Model):
    """What is counted against guessing and flooding, kept only as a keyed digest of what was tried, and not for long."""

    key = models.BinaryField(max_length=32, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()
    kept_until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("查询失败记录")
