"""How letters leave: over one SMTP connection, or through one of Django's mail backends (providers, local inbox)."""

import smtplib
from typing import Protocol

import requests
from anymail.exceptions import AnymailRecipientsRefused
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from urllib3.exceptions import NewConnectionError

from mentoring.mail.headers import envelope_address
from mentoring.mail.mime import Letter, as_bytes, as_email

OK = 250
FORWARDED = 251  # of a recipient: will be passed on
GO_AHEAD = 354
CLOSING = 421
PERMANENT = 500
# A key that is wrong or has run out, too many requests: once that is mended, the same mail is taken.
NOT_ABOUT_THE_MAIL = (401, 402, 403, 429)


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

    def deliver(self, letter: Letter, *, following: Letter | None = None) -> None:
        """Hand the announced letter over and wait for the answer; raise one of the three above without a yes.

        `following` is the letter that will be announced next; it may be announced in the same breath.
        """

    def take_back(self) -> None:
        """Forget the announced letter."""

    def close(self) -> None: ...


def make_transport() -> Transport:
    """Return the transport that the settings name."""
    backend = get_connection(fail_silently=False)
    return SmtpTransport(backend) if type(backend) is EmailBackend else BackendTransport(backend)


class SmtpTransport:
    """One connection for many letters. Django's backend opens it, with its TLS and sign-in.

    Where the server allows it (RFC 2920), a letter's envelope goes in the same write as the letter before it, up to
    DATA, and is answered while the caller commits its marker: one write and one wait for each letter, where
    smtplib's sendmail() has four of both. A letter without its last line is none, so until the caller hands it over
    nothing can be delivered; but there is only one way back from DATA, which is to end the connection.
    """

    def __init__(self, backend: EmailBackend) -> None:
        self.backend = backend
        self._announced: Letter | None = None  # written up to DATA, not answered yet

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
        if self._announced is letter:
            return
        if self._announced is not None:
            self.take_back()
            self.open()
        try:
            if self.smtp.has_extn("pipelining"):
                self._announced = letter
                self.smtp.send(b"".join(envelope(letter)))
            else:
                sender, recipient, _data = (line.decode("utf-8").strip() for line in envelope(letter))
                self._require(*self.smtp.docmd(sender))
                self._require(*self.smtp.docmd(recipient), of_recipient=True)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(describe(error)) from error

    def deliver(self, letter: Letter, *, following: Letter | None = None) -> None:
        try:
            if self._announced is not None:
                self._read_envelope_answers()
            else:
                self._require(*self.smtp.docmd("DATA"), expected=GO_AHEAD)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(describe(error)) from error
        content = as_bytes(letter).replace(b"\r\n.", b"\r\n..") + b".\r\n"
        try:
            if following is not None and self.smtp.has_extn("pipelining"):
                self._announced = following
                content += b"".join(envelope(following))
            self.smtp.send(content)
            code, answer = self.smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unanswered(describe(error)) from error
        if code != OK:
            self._refuse(code, answer, reset=False)

    def take_back(self) -> None:
        if self._announced is not None:
            self.close()
            return
        try:
            self.smtp.rset()
        except (OSError, smtplib.SMTPException, Unreachable):
            self.close()

    def close(self) -> None:
        if self._announced is not None:
            # The server may be reading a letter by now: a QUIT would be its text, and the wait for an answer long.
            self._announced = None
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
        ):  # else the server reads a letter to nobody: _refuse() ends that
            self._announced = None
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

    def deliver(self, letter: Letter, *, following: Letter | None = None) -> None:
        try:
            self.backend.send_messages([as_email(letter)])
        except Exception as error:
            raise provider_outcome(error) from error

    def take_back(self) -> None:
        return None

    def close(self) -> None:
        self.backend.close()


def envelope(letter: Letter) -> tuple[bytes, bytes, bytes]:
    sender, to = envelope_address(letter.sender), envelope_address(letter.to)
    return f"MAIL FROM:<{sender}>\r\n".encode(), f"RCPT TO:<{to}>\r\n".encode(), b"DATA\r\n"


def provider_outcome(error: Exception) -> Refused | Unreachable | Unanswered:
    """Return what an error of a provider's API says about the mail. In doubt whatever does not clearly say no."""
    if isinstance(error, AnymailRecipientsRefused):
        return Refused(describe(error), is_permanent=True, is_bad_address=True)
    status = getattr(error, "status_code", None)
    if status in NOT_ABOUT_THE_MAIL:
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
