"""Mail to the operator."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from utils.config import get_settings

TIMEOUT_SECONDS = 15
SUBMISSION_PORTS = {"smtp": 587, "smtps": 465}


def send(message_id: str, subject: str, text: str) -> None:
    """Mail this to ALERT_EMAIL by way of SMTP_URL. Raises OSError, smtplib.SMTPException.

    A server that offers TLS is spoken to in TLS; a password is never sent without.
    """
    settings = get_settings()
    url = urlsplit(settings.smtp_url)
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, settings.alert_email_from, settings.alert_email
    message["Message-ID"] = f"<{message_id}@stockcast>"
    message.set_content(text)
    port = url.port or SUBMISSION_PORTS[url.scheme]
    with _connect(url.scheme, url.hostname or "localhost", port) as server:
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


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
