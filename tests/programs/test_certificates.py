"""Certificates: when there is one, what it says, and that any name fits on its page."""

from base64 import b64decode
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mentoring.tenancy.scope import tenant_scope
from programs.actions.certificates import offer_certificates
from programs.certificate_pdf import CertificateText, certificate_pdf
from programs.selectors.certificates import certificate_of
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_session
from tests.programs.conftest import TODAY
from tests.programs.pages import text_of

WORDS = CertificateText(
    language="en",
    title="Certificate of participation",
    organization="Acme",
    certify="This is to certify that",
    name="Priya Raman",
    took_part="took part in the mentoring program",
    program="Rising Leaders",
    role="as a mentor.",
    facts=["August 10, 2026 – November 2, 2026", "2 sessions · 1 h 45 min"],
    issued="November 2, 2026",
    issued_label="Date",
    signer="Ada Byron",
    signer_label="For the program",
)


def read(pdf: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(pdf))
    return reader, reader.pages[0].extract_text()


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield


@pytest.fixture
def own(organization, program, mentee, administrator, it_is_today):
    """The place of the signed-in mentee, whose match has ended after two sessions; a second match had none."""
    with tenant_scope(organization.id):
        program.contact, program.offers_certificates = administrator, True
        program.save(update_fields=["contact", "offers_certificates"])
        person = make_person(first_name="Mia", last_name="Brandt", membership=mentee)
        own = make_participant(program=program, person=person, role="mentee")
        own.program = program
        match = make_match(
            program=program,
            mentee=own,
            started_on=date(2026, 8, 10),
            state="ended",
            ended_on=TODAY - timedelta(days=3),
            held_count=2,
        )
        make_session(match=match, happens_on=date(2026, 8, 20), minutes=60)
        make_session(match=match, happens_on=date(2026, 9, 20), minutes=45)
        make_session(match=match, happens_on=date(2026, 10, 20), minutes=90, state="missed")
    return own


def test_the_pdf_has_a_title_a_language_and_tags():
    reader, text = read(certificate_pdf(WORDS))

    assert text.splitlines() == [
        "Acme",
        "Certificate of participation",
        "This is to certify that",
        "Priya Raman",
        "took part in the mentoring program",
        "Rising Leaders",
        "as a mentor.",
        "August 10, 2026 – November 2, 2026",
        "2 sessions · 1 h 45 min",
        "November 2, 2026",
        "Date",
        "Ada Byron",
        "For the program",
    ]
    assert reader.metadata.title == "Certificate of participation – Priya Raman"
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == ("en", True, True)


@pytest.mark.parametrize("name", ["#panic()", "*Ada* _B_ $x$ @a <b> `c` // [d]", '\\#image("/etc/passwd")'])
def test_words_are_never_markup(name):
    assert name in read(certificate_pdf(_with(name=name)))[1]


@pytest.mark.parametrize(
    "name",
    [
        "אברהם בן־דוד",
        "محمد علي",
        "王小明",
        "Ada 🎉👩‍👩‍👧 Byron",
        "Wolfeschlegelsteinhausenbergerdorff" * 7,
        "Maria " * 40,
        "e" + "\u0301" * 100,
    ],
)
def test_any_name_fits_on_one_page(name):
    reader, text = read(certificate_pdf(_with(name=name, program=name[:120], signer=name)))

    assert len(reader.pages) == 1
    assert "For the program" in text


@settings(max_examples=10, deadline=None)
@given(st.text(min_size=1, max_size=240), st.text(max_size=120))
def test_any_text_makes_one_page(name, program):
    assert len(read(certificate_pdf(_with(name=name, program=program)))[0].pages) == 1


def test_it_says_role_days_sessions_and_hours(own, scope):
    text = certificate_of(own, today=TODAY)

    assert (text.name, text.program, text.organization) == ("Mia Brandt", "Rising Leaders", "Acme")
    assert text.role == "as a mentee."
    assert list(text.facts) == ["August 10, 2026 – October 30, 2026", "2 sessions · 1 h 45 min"]
    assert (text.issued, text.signer) == ("November 2, 2026", str(own.program.contact.user))
    with translation.override("de"):
        german = certificate_of(own, today=TODAY)
    assert german.title == "Teilnahmebescheinigung"
    assert list(german.facts) == ["10. August 2026 – 30. Oktober 2026", "2 Treffen · 1 Std. 45 Min."]


def test_a_session_with_several_mentees_counts_once_for_their_mentor(own, program, scope):
    mentor = make_participant(program=program, role="mentor")
    mentor.program = program
    together = uuid4()
    for _mentee in range(2):
        match = make_match(program=program, mentor=mentor, state="ended", ended_on=TODAY, held_count=2)
        make_session(match=match, happens_on=date(2026, 9, 1), minutes=60, joint_id=together)
        make_session(match=match, happens_on=date(2026, 9, 8), minutes=30)

    assert certificate_of(mentor, today=TODAY).facts[1] == "3 sessions · 2 h"


def test_there_is_none_where_none_is_offered_before_the_end_or_without_a_session(own, program, by, scope):
    offer_certificates(program, is_offered=False, by=by)
    assert certificate_of(own, today=TODAY) is None
    offer_certificates(program, is_offered=True, by=by)

    going_on = make_participant(program=program, role="mentor")
    make_match(program=program, mentor=going_on, held_count=3)
    never_met = make_participant(program=program, role="mentor")
    make_match(program=program, mentor=never_met, state="ended", ended_on=TODAY)
    for it in (going_on, never_met, make_participant(program=program, role="mentor")):
        it.program = program
        assert certificate_of(it, today=TODAY) is None


def test_the_mentee_downloads_it_from_the_match(client_of, mentee, own, organization):
    client, page = client_of(mentee), f"/o/acme/my/participations/{own.pk}/certificate/"
    assert page in client.get("/o/acme/").content.decode()

    answer = client.get(page)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="certificate-of-participation-rising-leaders.pdf"'
    )
    assert "Mia Brandt" in read(answer.content)[1]


def test_nobody_downloads_that_of_another(client_of, administrator, mentor, own):
    for member in (administrator, mentor):
        answer = client_of(member).get(f"/o/acme/my/participations/{own.pk}/certificate/")
        assert answer.status_code == 404


def test_the_administrator_previews_and_offers_them(client_of, administrator, program, it_is_today):
    client, page = client_of(administrator), f"/o/acme/programs/{program.pk}/setup/certificate/"

    assert "Teilnahmebescheinigung" in read(client.get(f"{page}de/").content)[1]
    assert client.get(f"{page}xx/").status_code == 404
    assert "Certificates are offered." in text_of(client.post(page, {"is_offered": "on"}, follow=True))
    assert "Certificates are no longer offered." in text_of(client.post(page, {}, follow=True))


def test_the_api_gives_it_to_those_who_run_the_program_and_to_its_owner(
    client_of, administrator, coordinator, mentee, mentor, analyst, own
):
    url = f"/api/v1/o/acme/participants/{own.pk}/certificate/"

    for member in (administrator, coordinator, mentee):
        answer = client_of(member).get(url, {"language": "de"})
        assert (answer.status_code, answer.json()["name"]) == (200, "Mia Brandt")
        assert "Teilnahmebescheinigung" in read(b64decode(answer.json()["pdf"]))[1]
    for member in (mentor, analyst):
        assert client_of(member).get(url).status_code == 404


def _with(**fields) -> CertificateText:
    return CertificateText(**{**vars(WORDS), **fields})
