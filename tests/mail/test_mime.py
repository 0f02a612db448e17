"""Emails as bytes, compared with Python's email package. No name or subject can add a header."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.mail.headers import single_line
from mentoring.mail.mime import (
    EmailPart,
    RenderedEmail,
    standard_body,
    text_and_html,
    to_bytes,
    to_django_message,
)

# A shared machine may stall; how long an example takes says nothing here.
settings.register_profile("mail")
settings.load_profile("mail")
DATE = datetime(2026, 3, 4, 12, tzinfo=UTC)
NASTY = st.one_of(
    st.text(max_size=60),
    st.text(alphabet='ab \r\n\x0b\x0c\x1c\x85\u2028\x00<>@,;:"\\=?.()', max_size=60),
    st.sampled_from(
        [
            "x\r\nBcc: victim@example.org",
            "x\nBcc: victim@example.org\n\n<script>",
            "=?utf-8?q?x=0D=0ABcc:_victim@example.org?=",
            "Ürsula\r\n Bcc: victim@example.org",
            '"a" <b@example.org>, c@example.org',
        ]
    ),
)
EXPECTED = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "Reply-To",
    "List-Unsubscribe",
    "MIME-Version",
    "Content-Type",
}


def an_email(name: str = "Acme", subject: str = "A note", text: str = "Hello", **fields) -> RenderedEmail:
    return RenderedEmail(
        **{
            "sender_name": f"{name} via Mentoring",
            "sender": "mentoring@example.org",
            "to_name": name,
            "to": "mia@example.org",
            "subject": subject,
            "text": text,
            "html": f"<p>{subject}</p>",
            "message_id": "<abc@example.org>",
            "date": DATE,
            "reply_to_name": name,
            "reply_to": "carl@example.org",
            "headers": {"List-Unsubscribe": "<https://example.org/l/x>"},
            **fields,
        }
    )


def parsed(content: bytes):
    return message_from_bytes(content, policy=policy.default)


@given(name=NASTY, subject=NASTY, text=NASTY)
def test_no_text_becomes_a_header_or_a_recipient(name, subject, text):
    content = to_bytes(an_email(name, subject, text))
    mail = parsed(content)
    assert set(mail.keys()) == EXPECTED
    assert [a.addr_spec for a in mail["To"].addresses] == ["mia@example.org"]
    assert [a.addr_spec for a in mail["From"].addresses] == ["mentoring@example.org"]
    assert [a.addr_spec for a in mail["Reply-To"].addresses] == ["carl@example.org"]
    head = content.partition(b"\r\n\r\n")[0]
    assert head.count(b"\n") == head.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


@given(name=NASTY, subject=NASTY, text=NASTY)
def test_providers_get_no_second_header_either(name, subject, text):
    mail = parsed(to_django_message(an_email(name, subject, text)).message().as_bytes())
    assert {key for key in mail if not key.startswith("Content-Transfer")} == EXPECTED
    assert [a.addr_spec for a in mail["To"].addresses] == ["mia@example.org"]


@given(subject=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=120))
def test_subject_arrives_as_it_was_written(subject):
    mail = parsed(to_bytes(an_email(subject=subject)))
    assert str(mail["Subject"] or "") == single_line(subject, 250).replace("=?", "= ?")


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=400))
def test_body_arrives_as_it_was_written(text):
    mail = parsed(to_bytes(an_email(text=text + "\n.\n..\nFrom here\n")))
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == text + "\n.\n..\nFrom here\n"


def test_email_has_the_expected_headers():
    mail = parsed(to_bytes(an_email("Müller & Söhne", "Grüße")))
    assert mail["From"] == "Müller & Söhne via Mentoring <mentoring@example.org>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "en")
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_international_domain_is_sent_in_ascii():
    assert (
        parsed(to_bytes(an_email(to="mia@bücher.example")))["To"].addresses[0].domain
        == "xn--bcher-kva.example"
    )


@given(name=NASTY, subject=NASTY, text=NASTY)
def test_body_is_equivalent_to_that_of_the_email_package(name, subject, text):
    email = an_email(name, subject, text)
    ours, standard = parsed(text_and_html(email)), parsed(standard_body(email))
    assert ours.get_content_type() == standard.get_content_type()
    for content_type in ("plain", "html"):
        bodies = [mail.get_body((content_type,)).get_content().strip() for mail in (ours, standard)]
        assert bodies[0].splitlines() == bodies[1].splitlines()


INVITATION = EmailPart(
    "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", parameters={"method": "REQUEST"}
)
FILE = EmailPart("text/calendar", INVITATION.content, file_name="Sitzung für Mia.ics")


@pytest.mark.parametrize("to_wire", [to_bytes, lambda email: to_django_message(email).message().as_bytes()])
def test_calendar_entry_is_an_alternative_and_a_file(to_wire):
    mail = parsed(to_wire(an_email("Müller", "Grüße", "Hallo Łukasz", parts=(INVITATION, FILE))))
    assert mail.get_content_type() == "multipart/mixed"
    alternatives, attachment = mail.iter_parts()
    assert [part.get_content_type() for part in alternatives.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert mail.get_body(("plain",)).get_content().strip() == "Hallo Łukasz"
    calendar = list(alternatives.iter_parts())[2]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content().split() == ["BEGIN:VCALENDAR", "END:VCALENDAR"]
    assert (attachment.get_filename(), attachment.get_content_type()) == (
        "Sitzung für Mia.ics",
        "text/calendar",
    )
    assert mail["Subject"] == "Grüße"


def test_parts_of_a_kind_are_sent(kind, queue, deliver, sink):
    kind(parts=lambda message, context: [INVITATION])
    queue()
    assert deliver() == 1
    [mail] = sink.mails
    assert [part.get_content_type() for part in mail.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
