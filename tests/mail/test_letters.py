"""Letters on the wire, held against Python's email package; nothing in a name or subject makes a header of its own."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.mail.headers import one_line
from mentoring.mail.mime import Letter, as_bytes, as_email

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


def letter(name: str = "Acme", subject: str = "A note", text: str = "Hello", **fields) -> Letter:
    return Letter(
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
    content = as_bytes(letter(name, subject, text))
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
    mail = parsed(as_email(letter(name, subject, text)).message().as_bytes())
    assert {key for key in mail if not key.startswith("Content-Transfer")} == EXPECTED
    assert [a.addr_spec for a in mail["To"].addresses] == ["mia@example.org"]


@given(subject=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=120))
def test_subject_arrives_as_it_was_written(subject):
    mail = parsed(as_bytes(letter(subject=subject)))
    assert str(mail["Subject"] or "") == one_line(subject, 250).replace("=?", "= ?")


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=400))
def test_body_arrives_as_it_was_written(text):
    mail = parsed(as_bytes(letter(text=text + "\n.\n..\nFrom here\n")))
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == text + "\n.\n..\nFrom here\n"


def test_mail_says_what_mail_programs_expect():
    mail = parsed(as_bytes(letter("Müller & Söhne", "Grüße")))
    assert mail["From"] == "Müller & Söhne via Mentoring <mentoring@example.org>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "en")
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_domain_with_letters_of_its_language_goes_in_ascii():
    assert (
        parsed(as_bytes(letter(to="mia@bücher.example")))["To"].addresses[0].domain == "xn--bcher-kva.example"
    )
