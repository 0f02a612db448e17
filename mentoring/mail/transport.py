"""Send emails over one SMTP connection, or through one of Django's mail backends (providers, local inbox)."""

import smtplib
from typing import Protocol

import requests
from anymail.exceptions import AnymailRecipientsRefused
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from urllib3.exceptions import NewConnectionError

from mentoring.email_address import ascii_email
from mentoring.mail.mime import RenderedEmail, to_bytes, to_django_message

OK = 250
FORWARDED = 251  # of a recipient: will be forwarded
GO_AHEAD = 354
CLOSING = 421
PERMANENT = 500
# A wrong or expired key, or too many requests: the same email can be accepted later.
NOT_ABOUT_THE_EMAIL = (401, 402, 403, 429)


class Refused(Exception):
    """The server has refused this email; it was certainly not delivered."""

    def __init__(self, answer: str, *, is_permanent: bool, is_bad_address: bool = False) -> None:
        super().__init__(answer)
        self.is_permanent, self.is_bad_address = is_permanent, is_bad_address


class Unreachable(Exception):
    """The server cannot be reached; nothing of this email was sent."""


class Unanswered(Exception):
    """The email was sent, but the server has not confirmed it."""


class Transport(Protocol):
    def open(self) -> None:
        """Connect; raise Unreachable when that fails. Does nothing when connected."""

    def prepare(self, email: RenderedEmail) -> None:
        """Begin an email without sending anything that could be delivered."""

    def send(self, email: RenderedEmail, *, following: RenderedEmail | None = None) -> None:
        """Send the prepared email and wait for the answer; raise one of the three above unless it is accepted.

        `following` is the email that will be prepared next; it may be prepared in the same write.
        """

    def abort(self) -> None:
        """Discard the prepared email."""

    def close(self) -> None: ...


def make_transport() -> Transport:
    """Return the transport for the configured mail backend."""
    backend = get_connection(fail_silently=False)
    return SmtpTransport(backend) if type(backend) is EmailBackend else BackendTransport(backend)


class SmtpTransport:
    """One connection for many emails. Django's backend opens it and takes care of TLS and authentication.

    Where the server supports pipelining (RFC 2920), an email's envelope up to DATA is sent in the same write as the
    email before it, and is answered while the caller commits the message's state: one round trip for each email,
    where smtplib's sendmail() takes four. Without its last line an email is incomplete, so nothing can be delivered
    before send(); but the only way to abort after DATA is to close the connection.
    """

    def __init__(self, backend: EmailBackend) -> None:
        self.backend = backend
        self._prepared: RenderedEmail | None = None  # sent up to DATA, not answered yet

    @property
    def smtp(self) -> smtplib.SMTP:
        if self.backend.connection is None:
            raise Unreachable("not connected")
        return self.backend.connection

    def open(self) -> None:
        if self.backend.connection is not None:
            return
        try:
            self.backend.open()
            self.smtp.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(describe(error)) from error

    def prepare(self, email: RenderedEmail) -> None:
        if self._prepared is email:
            return
        if self._prepared is not None:
            self.abort()
            self.open()
        try:
            if self.smtp.has_extn("pipelining"):
                self._prepared = email
                self.smtp.send(b"".join(envelope(email)))
            else:
                sender, recipient, _data = (line.decode("utf-8").strip() for line in envelope(email))
                self._require(*self.smtp.docmd(sender))
                self._require(*self.smtp.docmd(recipient), of_recipient=True)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(describe(error)) from error

    def send(self, email: RenderedEmail, *, following: RenderedEmail | None = None) -> None:
        try:
            if self._prepared is not None:
                self._read_envelope_answers()
            else:
                self._require(*self.smtp.docmd("DATA"), expected=GO_AHEAD)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(describe(error)) from error
        content = to_bytes(email).replace(b"\r\n.", b"\r\n..") + b".\r\n"
        try:
            if following is not None and self.smtp.has_extn("pipelining"):
                self._prepared = following
                content += b"".join(envelope(following))
            self.smtp.send(content)
            code, answer = self.smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unanswered(describe(error)) from error
        if code != OK:
            self._refuse(code, answer, reset=False)

    def abort(self) -> None:
        if self._prepared is not None:
            self.close()
            return
        try:
            self.smtp.rset()
        except (OSError, smtplib.SMTPException, Unreachable):
            self.close()

    def close(self) -> None:
        if self._prepared is not None:
            # The server may be reading an email: a QUIT would become part of it, and never be answered.
            self._prepared = None
            if self.backend.connection is not None:
                self.backend.connection.close()
                self.backend.connection = None
            return
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self.backend.connection = None

    def _read_envelope_answers(self) -> None:
        mail = self.smtp.getreply()
        if mail[0] == CLOSING:
            self._refuse(*mail)
        recipient, data = self.smtp.getreply(), self.smtp.getreply()
        is_refused = {mail[0], recipient[0]} - {OK, FORWARDED}
        if not (
            is_refused and data[0] == GO_AHEAD
        ):  # otherwise the server waits for an email without recipients: _refuse() closes the connection
            self._prepared = None
        self._require(*mail)
        self._require(*recipient, of_recipient=True)
        self._require(*data, expected=GO_AHEAD)

    def _require(self, code: int, answer: bytes, *, of_recipient: bool = False, expected: int = OK) -> None:
        if code != expected and not (of_recipient and code == FORWARDED):
            self._refuse(code, answer, of_recipient=of_recipient)

    def _refuse(self, code: int, answer: bytes, *, of_recipient: bool = False, reset: bool = True) -> None:
        text = f"{code} {answer.decode(errors='replace')}"
        if code == CLOSING:
            self.close()
            raise Unreachable(text)
        if reset:
            self.abort()
        is_permanent = code >= PERMANENT
        # 5.1.x: there is no such mailbox. Other refusals concern the email or the sender.
        bad_address = of_recipient and is_permanent and answer.startswith(b"5.1.")
        raise Refused(text, is_permanent=is_permanent, is_bad_address=bad_address)


class BackendTransport:
    """Any other mail backend: one call for each email."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self.backend = backend

    def open(self) -> None:
        try:
            self.backend.open()
        except Exception as error:
            raise Unreachable(describe(error)) from error

    def prepare(self, email: RenderedEmail) -> None:
        return None

    def send(self, email: RenderedEmail, *, following: RenderedEmail | None = None) -> None:
        try:
            self.backend.send_messages([to_django_message(email)])
        except Exception as error:
            raise provider_outcome(error) from error

    def abort(self) -> None:
        return None

    def close(self) -> None:
        self.backend.close()


def envelope(email: RenderedEmail) -> tuple[bytes, bytes, bytes]:
    sender, to = ascii_email(email.sender), ascii_email(email.to)
    return f"MAIL FROM:<{sender}>\r\n".encode(), f"RCPT TO:<{to}>\r\n".encode(), b"DATA\r\n"


def provider_outcome(error: Exception) -> Refused | Unreachable | Unanswered:
    """Return what a provider's error means for the email. Whatever is not clearly a refusal is in doubt."""
    if isinstance(error, AnymailRecipientsRefused):
        return Refused(describe(error), is_permanent=True, is_bad_address=True)
    status = getattr(error, "status_code", None)
    if status in NOT_ABOUT_THE_EMAIL:
        return Refused(describe(error), is_permanent=False)
    if status is not None and 400 <= status < 500:
        return Refused(describe(error), is_permanent=True)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, (requests.ConnectTimeout, NewConnectionError)):
            return Unreachable(describe(error))
        cause = cause.__cause__ or cause.__context__
    return Unanswered(describe(error))


def describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
