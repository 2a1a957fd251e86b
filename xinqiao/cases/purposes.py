"""For what each personal thing is kept, how it goes, and what is kept that tells nothing of anybody.

One table for the whole program: a column, or a field of a form, without a line here fails a test
(``tests/house/test_purposes.py``), so nobody can begin to collect something without saying why. The purposes of what an action
asks stand with the action itself (``law.model.Input.purpose``) and are held by the same test.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xinqiao.law.words import _

OF_IDENTITY: Mapping[str, str] = {
    "name": _("写在书面答复上，核对是不是本人"),
    "telephone": _("有不清楚的地方，打电话问您"),
    "address": _("把书面通知和答复寄给您"),
    "email": _("有新进展时写信告诉您，信里不写事情的内容"),
    "for_whom": _("知道是为谁提出的，核对本人的意思"),
    "private": _("只给办这件事必须知道的人看，不写进办理过程"),
}
"""What may be sealed of a petitioner, by its name in the seal; each may be left empty."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Why something personal is kept, and what ends it: for whoever changes the program and for the office's own records, so
    in the language of the law alone."""

    purpose: str
    ends: str


BY_ERASING_WORDS = "删除原话和材料时删去；摘要留在记录里"
BY_ERASING_PERSON = "销毁本件的密钥，就打不开了"
WITH_THE_ACCOUNT = "人员离开以后停用；记录里只留编号"
BY_ITSELF = "到时间自动清除"

PERSONAL: Mapping[str, Kept] = {
    # Those who bring a matter
    "people.Identity.sealed": Kept("联系信访人，写在书面答复上", BY_ERASING_PERSON),
    "people.Identity.wrapped_key": Kept("打开密封的身份；每件一把，由单位的密钥锁住", BY_ERASING_PERSON),
    "people.Identity.code": Kept("核对查询码；只留算不回去的指纹", "随本件保存；不说明是谁"),
    "people.Identity.number": Kept("知道是哪一件的身份", "随本件保存；不说明是谁"),
    "people.Identity.key": Kept("知道由单位的哪一把密钥锁住", "随本件保存；不说明是谁"),
    "people.Identity.code_key": Kept("知道用单位的哪一把密钥核对查询码", "随本件保存；不说明是谁"),
    "cases.Statement.text": Kept("查清事实，逐项答复", BY_ERASING_WORDS),
    "cases.Statement.salt": Kept("证明原话没有被改过", BY_ERASING_WORDS),
    "cases.Attachment.name": Kept("让信访人和办理人员认出是哪一份", BY_ERASING_WORDS),
    "cases.Attachment.sha256": Kept("找到材料，证明没有被改过", BY_ERASING_WORDS),
    "cases.Attachment.size": Kept("下载以前知道有多大", BY_ERASING_WORDS),
    "cases.Attachment.salt": Kept("证明材料没有被改过", BY_ERASING_WORDS),
    "cases.Case.subject": Kept("在列表里认出是哪一件", BY_ERASING_WORDS),
    "cases.Case.place": Kept("确定由哪里的单位办理", BY_ERASING_WORDS),
    "cases.Case.content_class": Kept("找出反复发生的问题", BY_ERASING_WORDS),
    "search.Indexed.text": Kept("按字词找到事情；不按人找", BY_ERASING_WORDS),
    "search.Indexed.marks": Kept("找到相像的事情，避免重复登记", BY_ERASING_WORDS),
    "search.Indexed.names": Kept("找到相像的事情；只有地点、单位和物，不按人找", BY_ERASING_WORDS),
    "channels.Notice.error": Kept("没有送到时，有人去补救；不写地址", "随通知保存"),
    "people.Knock.key": Kept("防止猜查询码和密码，防止用机器灌满；只留算不回去的指纹", BY_ITSELF),
    # Staff
    "people.Officer.name": Kept("本单位的人知道是谁在办；信访人看不到", WITH_THE_ACCOUNT),
    "people.Officer.username": Kept("登录", WITH_THE_ACCOUNT),
    "people.Officer.password": Kept("登录；只留算不回去的指纹", WITH_THE_ACCOUNT),
    "people.Officer.last_login": Kept("发现不是本人的登录", WITH_THE_ACCOUNT),
    "people.Officer.last_used_on": Kept("发现没有人用的账号", WITH_THE_ACCOUNT),
    "people.Factor.name": Kept("本人认出自己的验证器", WITH_THE_ACCOUNT),
    "people.Factor.secret": Kept("登录时的第二道验证", WITH_THE_ACCOUNT),
    "people.RecoveryCode.digest": Kept("验证器丢了以后登录；只留指纹", WITH_THE_ACCOUNT),
    "people.SignIn.address": Kept("本人发现不是自己的登录", BY_ITSELF),
    "people.SignIn.device": Kept("本人认出自己的设备", BY_ITSELF),
    "people.SignIn.session": Kept("结束不是本人的登录", BY_ITSELF),
    "people.Invitation.name": Kept("给新来的人开账号", BY_ITSELF),
    "people.Invitation.username": Kept("给新来的人开账号", BY_ITSELF),
    "people.AccountChange.username": Kept("查清谁开了、停了哪个账号", "按网络日志保存，不少于六个月"),
    "people.AccountChange.before": Kept("查清账号改了什么", "按网络日志保存，不少于六个月"),
    "people.AccountChange.after": Kept("查清账号改了什么", "按网络日志保存，不少于六个月"),
    "people.AccountChange.reason": Kept("查清账号为什么改", "按网络日志保存，不少于六个月"),
}
"""Columns that hold something personal, or the key to it."""

WITH_PERSONAL_PARTS = frozenset({name.rpartition(".")[0] for name in PERSONAL})
"""Tables of which some columns are listed above; the rest of their columns say when, where and which, of a matter or an
account: numbers, days, states, units."""

NOTHING_PERSONAL: Mapping[str, str] = {
    "people.Unit": "public offices and what they publish (art. 18)",
    "people.OfficeKey": "the ids of keys",
    "ledger.Entry": "what happened, with digests of what was said; officers by an opaque key",
    "ledger.Place": "how far a follower has read",
    "ledger.Count": "the last number of a year",
    "ledger.Batch": "leaves of the public log: digests among padding",
    "ledger.Checkpoint": "sizes and roots of the public log",
    "ledger.LogKey": "public keys",
    "cases.Seated": "units",
    "cases.Wall": "units",
    "cases.Barred": "officers by their opaque key, and why they stay away from one matter",
    "cases.Paper": "names of units and the number of a document; its words are read from the statements",
    "cases.Retention": "periods of a unit",
    "cases.Filing": "a digest of a form's random token",
    "documents.Count": "the last number of a kind of document",
    "search.Sound": "pairs of sounds, of no one matter",
    "search.Frequency": "counts over a sample of many matters",
    "search.Theme": "what many matters have in common, from five matters on",
    "search.Themed": "which matters are about one theme",
    "library.Instrument": "laws and policies",
    "library.Edition": "laws and policies; who put them there, by the account",
    "library.Article": "laws and policies",
}
"""Tables that hold nothing of anybody, and what they hold instead."""

FORMS: Mapping[str, str] = {
    **OF_IDENTITY,
    # Accounts
    "username": "登录",
    "password": "登录",
    "code": "登录时的第二道验证",
    "checked": "给账号换验证方式以前，核对是本人",
    "posts": "决定能做什么",
    "unit": "知道是哪个单位的人",
    # Narrowing a list of matters: by what they are, never by who brought them
    "where": "只看本单位手上的，或者已经办结的",
    "state": "只看到了某一步的",
    "kind": "只看某一类的",
    "channel": "只看某种方式提出的",
    "when": "只看某一段时间到期的",
    "words": "按事情的字词找；不按人找",
    "place": "只看某个地方的事情",
    # Laws and policies
    "file": "法规资料的全文",
    "title": "法规资料的名称",
    "issuer": "法规资料由谁发布",
    "reference": "法规资料的文号",
    "in_force_from": "从哪一天起有效",
    "in_force_until": "到哪一天为止有效",
}
"""Fields of forms that are not the inputs of an action, by name."""
