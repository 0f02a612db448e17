"""How letters leave: over one SMTP connection, or through one of Django's mail backends (providers, local inbox)."""

import smtplib
from typing import Protocol

import requests
from anymail.exceptions import AnymailRecipientsRefused
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from urllib3.exceptions import NewConnectionError

from mentoring.mail.letters import Letter, as_bytes, as_email
from mentoring.mail.lines import envelope_address

OK = 250
GO_AHEAD = 354
CLOSING = 421
PERMANENT = 500
TOO_MANY_REQUESTS = 429


class Refused(Exception):
    """The other side has said that it does not take this mail: it is certain that it will not arrive."""

    def __init__(self, answer: str, *, is_permanent: bool, is_bad_address: bool = False) -> None:
        super().__init__(answer)
        self.is_permanent, self.is_bad_address = is_permanent, is_bad_address


class Unreachable(Exception):
    """The other side is not there, and nothing of this mail was handed over."""


class Unanswered(Exception):
    """The mail was handed over and nobody has said whether it was taken."""


class Transport(Protocol):
    def open(self) -> None:
        """Connect; refuse (Unreachable) when that fails. Does nothing when connected."""

    def announce(self, letter: Letter) -> None:
        """Start on a letter without handing anything over that could be delivered."""

    def deliver(self, letter: Letter) -> None:
        """Hand the announced letter over and wait for the answer; raise one of the three above without a yes."""

    def take_back(self) -> None:
        """Forget the announced letter."""

    def close(self) -> None: ...


def make_transport() -> Transport:
    """Return the transport that the settings name."""
    backend = get_connection(fail_silently=False)
    return SmtpTransport(backend) if type(backend) is EmailBackend else BackendTransport(backend)


class SmtpTransport:
    """One connection for many letters. Django's backend opens it, with its TLS and sign-in.

    The envelope is written when a letter is announced, and answered by the server while the caller commits its
    marker; so a letter costs two waits for the server where smtplib's sendmail() costs four (RFC 2920).
    """

    def __init__(self, backend: EmailBackend) -> None:
        self.backend = backend
        self._is_announced = False

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

    def announce(self, letter: Letter) -> None:
        sender, to = envelope_address(letter.sender), envelope_address(letter.to)
        commands = [f"MAIL FROM:<{sender}>\r\n", f"RCPT TO:<{to}>\r\n"]
        try:
            if self.smtp.has_extn("pipelining"):
                self.smtp.send("".join(commands))
                self._is_announced = True
            else:
                self._require(*self.smtp.docmd(commands[0].strip()))
                self._require(*self.smtp.docmd(commands[1].strip()), of_recipient=True)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(describe(error)) from error

    def deliver(self, letter: Letter) -> None:
        try:
            self._read_envelope_answers()
            code, answer = self.smtp.docmd("DATA")
            if code != GO_AHEAD:
                self._refuse(code, answer)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(describe(error)) from error
        try:
            self.smtp.send(as_bytes(letter).replace(b"\r\n.", b"\r\n..") + b".\r\n")
            code, answer = self.smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unanswered(describe(error)) from error
        if code != OK:
            self._refuse(code, answer, reset=False)

    def take_back(self) -> None:
        try:
            if self._is_announced:
                self._is_announced = False
                self.smtp.getreply()
                self.smtp.getreply()
            self.smtp.rset()
        except (OSError, smtplib.SMTPException, Unreachable):
            self.close()

    def close(self) -> None:
        self._is_announced = False
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self.backend.connection = None

    def _read_envelope_answers(self) -> None:
        if not self._is_announced:
            return
        self._is_announced = False
        mail, recipient = self.smtp.getreply(), self.smtp.getreply()
        self._require(*mail)
        self._require(*recipient, of_recipient=True)

    def _require(self, code: int, answer: bytes, *, of_recipient: bool = False) -> None:
        if code not in (OK, 251):
            self._refuse(code, answer, of_recipient=of_recipient)

    def _refuse(self, code: int, answer: bytes, *, of_recipient: bool = False, reset: bool = True) -> None:
        text = f"{code} {answer.decode(errors='replace')}"
        if code == CLOSING:
            self.close()
            raise Unreachable(text)
        if reset:
            self.take_back()
        is_permanent = code >= PERMANENT
        # 5.1.x: there is no such mailbox. Other refusals are about the mail, or about us.
        bad_address = of_recipient and is_permanent and answer.startswith(b"5.1.")
        raise Refused(text, is_permanent=is_permanent, is_bad_address=bad_address)


class BackendTransport:
    """Any other mail backend: one call for each letter."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self.backend = backend

    def open(self) -> None:
        try:
            self.backend.open()
        except Exception as error:
            raise Unreachable(describe(error)) from error

    def announce(self, letter: Letter) -> None:
        return None

    def deliver(self, letter: Letter) -> None:
        try:
            self.backend.send_messages([as_email(letter)])
        except Exception as error:
            raise provider_outcome(error) from error

    def take_back(self) -> None:
        return None

    def close(self) -> None:
        self.backend.close()


def provider_outcome(error: Exception) -> Refused | Unreachable | Unanswered:
    """Return what an error of a provider's API says about the mail. In doubt whatever does not clearly say no."""
    status = getattr(error, "status_code", None)
    if status == TOO_MANY_REQUESTS:
        return Refused(describe(error), is_permanent=False)
    if status is not None and 400 <= status < 500:
        return Refused(describe(error), is_permanent=True)
    if isinstance(error, AnymailRecipientsRefused):
        return Refused(describe(error), is_permanent=True, is_bad_address=True)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, (requests.ConnectTimeout, NewConnectionError)):
            return Unreachable(describe(error))
        cause = cause.__cause__ or cause.__context__
    return Unanswered(describe(error))


def describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
