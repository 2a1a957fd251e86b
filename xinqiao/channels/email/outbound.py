"""E-mail. It says that there is news under a number and where to look: no content and no name, because a mailbox may
be read by others and the way there is open."""

import smtplib
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import gettext

from xinqiao.channels.message import Message, NotDelivered
from xinqiao.law.words import _

NAME = "email"
TITLE = _("电子邮件")
BY_ITSELF = True

SUBJECT = _("信访事项有新的进展")
BODY = _(
    "编号 {number} 有新的进展。\n\n请凭编号和查询码查看：{where}\n\n"
    "为了保护您，邮件里不写具体内容，也不会要您提供查询码。\n{office}"
)


def address(identity: Mapping[str, Any], *, electronic: bool) -> str:
    given = str(identity.get("email", "")).strip()
    return given if settings.EMAIL_FROM and not settings.DEMO and electronic else ""


def deliver(message: Message, *, at: datetime) -> None:
    try:
        validate_email(message.address)
    except ValidationError:
        raise NotDelivered("not an address", permanent=True) from None
    domain = settings.EMAIL_FROM.rpartition("@")[2].strip(" >") or "localhost"
    mail = EmailMessage(
        subject=gettext(SUBJECT),
        body=gettext(BODY).format(number=message.number, where=message.where, office=message.office),
        from_email=settings.EMAIL_FROM,
        to=[message.address],
        # The same news has the same id, so that a mailbox shows one letter where a crash made us send two.
        headers={
            "Message-ID": f"<{message.key}@{domain}>",
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _text in refused.recipients.values()]
        raise NotDelivered(
            "refused by the mail server", permanent=all(500 <= code < 600 for code in codes)
        ) from None
    except (smtplib.SMTPException, OSError) as failed:
        raise NotDelivered(type(failed).__name__, permanent=False) from None
