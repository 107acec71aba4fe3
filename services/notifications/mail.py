"""Mail to the operator, and to suppliers."""

import base64
import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from utils import clock
from utils.config import get_settings
from utils.language import _

TIMEOUT_SECONDS = 15
SUBMISSION_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Attachment:
    """kind -- its media type"""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """to -- one address or several with commas; reply_to -- "": whoever sends it"""

    to: str
    subject: str
    text: str
    reply_to: str = ""
    attachments: Sequence[Attachment] = ()

    def as_json(self) -> dict[str, Any]:
        """As plain values of JSON, as the outbox keeps it."""
        attached = [
            {"name": own.name, "kind": own.kind, "content": base64.b64encode(own.content).decode()}
            for own in self.attachments
        ]
        return {
            **{"to": self.to, "subject": self.subject, "text": self.text, "reply_to": self.reply_to},
            "attachments": attached,
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Mail":
        attached = [
            Attachment(own["name"], own["kind"], base64.b64decode(own["content"])) for own in kept["attachments"]
        ]
        return cls(kept["to"], kept["subject"], kept["text"], kept["reply_to"], attached)


def send(message_id: str, mail: Mail) -> None:
    """Send this by way of SMTP_URL. Raises OSError, smtplib.SMTPException.

    A server that offers TLS is spoken to in TLS; a password is never sent without.
    """
    settings = get_settings()
    if not settings.smtp_url:
        raise OSError("SMTP_URL is not set: there is no mail server to send this by.")
    url = urlsplit(settings.smtp_url)
    port = url.port or SUBMISSION_PORTS[url.scheme]
    with _connect(url.scheme, url.hostname or "localhost", port) as server:
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(_message(message_id, mail, settings.alert_email_from))


def refusal(fault: Exception) -> tuple[str, int] | None:
    """What the mail server says of an address to which it takes no mail, and its code; None for any other fault."""
    if not isinstance(fault, smtplib.SMTPRecipientsRefused):
        return None
    address, (code, said) = next(iter(fault.recipients.items()))
    words = _(
        "The mail server takes nothing for {address}: {said}", address=address, said=said.decode(errors="replace")
    )
    return words, code


def _message(message_id: str, mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    # A header has one line, whatever a number or a name holds.
    message["Subject"], message["From"] = " ".join(mail.subject.split()), _for_any_server(sender)
    message["To"] = _for_any_server(mail.to)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{message_id}@stockcast>"
    if mail.reply_to:
        message["Reply-To"] = _for_any_server(mail.reply_to)
    message.set_content(mail.text)
    for own in mail.attachments:
        main, _, sub = own.kind.partition("/")
        message.add_attachment(own.content, maintype=main, subtype=sub, filename=own.name)
    return message


def _for_any_server(addresses: str) -> str:
    """These with their domains in ASCII (RFC 5891): few servers know of others (SMTPUTF8)."""
    return re.sub(r"(?<=@)[^\s<>,]+", lambda domain: _in_ascii(domain[0]), addresses)


def _in_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def _connect(scheme: str, host: str, port: int) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
    elif urlsplit(get_settings().smtp_url).username:
        server.close()
        raise smtplib.SMTPNotSupportedError("The mail server offers no TLS, so no password is sent to it.")
    return server
