"""Concerns: read by the two who are named, told by an email without the text, and known to nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.concerns import answer_concern, name_reader, raise_concern, tell_deputies, tell_owners
from programs.models import Concern
from programs.selectors.concerns import concern_readers, working_day_after
from programs.selectors.parties import parties_in
from tests.crawling import all_pages
from tests.dump import dump_of_everything
from tests.factories.support import make_concern
from tests.factories.tenancy import make_membership, make_user
from tests.programs import test_notes as notes
from tests.rendered import text_of_email

pair = notes.pair
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # a Thursday
TODAY = NOW.date()
BY = Actor.system("test")
MARK = "MARK-concern-71f"


@pytest.fixture
def named(organization, program):
    """The person whom the program names, and the deputy; neither runs the program."""
    with tenant_scope(organization.id):
        found = [
            make_membership(user=make_user(name=name, email=f"{name.lower()}@example.org"), role="analyst")
            for name in ("Ruth", "Tom")
        ]
        program.concern_contact, program.concern_deputy = found
        program.save()
    return found


@pytest.fixture
def url(pair) -> str:
    return f"/o/acme/my/matches/{pair.pk}/support/concern/"


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 11, 26), 1, date(2026, 11, 27)),
        (date(2026, 11, 26), 3, date(2026, 12, 1)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 27), 5, date(2026, 12, 4)),
    ],
)
def test_working_days_leave_out_weekends(day, days, expected):
    assert working_day_after(day, days) == expected


def test_form_names_its_readers_and_the_day_of_the_answer(client_of, mentee, named, url):
    page = client_of(mentee).get(url).content.decode()
    assert "Only Ruth and Tom can read this" in page
    assert (
        "If nobody named here is left to answer, an owner can name someone else, who then reads it." in page
    )
    assert "This is not an emergency line." in page
    assert "Ruth answers by" in page


def test_named_person_gets_an_email_without_the_text_and_reads_it_on_a_page(
    client_of, mentee, named, url, organization
):
    sent = client_of(mentee).post(url, {"text": MARK})
    assert "Concern sent" in sent.content.decode()
    assert MARK not in sent.content.decode()
    ruth, tom = named
    with tenant_scope(organization.id):
        concern = Concern.objects.get()
        [message] = OutboxMessage.objects.filter(kind="programs.concern")
        assert message.recipient_email == "ruth@example.org"
        rendered = text_of_email(message)
        assert MARK not in rendered
        assert "Mia" not in rendered
        assert not AuditEvent.objects.filter(action__contains="concern").exists()
    page = f"/o/acme/concerns/{concern.pk}/"
    for member in (ruth, tom):
        text = client_of(member).get(page).content.decode()
        assert MARK in text
        assert "Concern of Mia" in text
    client_of(ruth).post(f"{page}answer/")
    assert "Answered" in client_of(tom).get("/o/acme/concerns/").content.decode()


def test_nobody_else_opens_a_concern(
    client_of, mentor, mentee, owner, administrator, coordinator, analyst, outsider, named, url, organization
):
    client_of(mentee).post(url, {"text": MARK})
    with tenant_scope(organization.id):
        page = f"/o/acme/concerns/{Concern.objects.get().pk}/"
    for member in (mentor, mentee, owner, administrator, coordinator, analyst, outsider):
        client = client_of(member)
        assert client.get(page).status_code == 404, member
        assert client.post(f"{page}answer/").status_code == 404, member
        if member is not outsider:
            assert "Mia" not in client.get("/o/acme/concerns/").content.decode().partition("<main")[2]


@pytest.mark.raw_sql
def test_marked_concern_is_nowhere_but_with_its_readers(
    client_of, mentor, mentee, owner, administrator, named, url, organization, caplog
):
    client_of(mentee).post(url, {"text": MARK})
    for member in (mentor, mentee, owner, administrator):
        pages = all_pages(client_of(member), "acme")
        assert [address for address, text in pages.items() if MARK in text] == []
    ruth, _tom = named
    assert [it for it, text in all_pages(client_of(ruth), "acme").items() if MARK in text]
    assert MARK not in dump_of_everything()
    assert MARK not in caplog.text


def test_partner_is_never_a_reader(pair, organization, program, mentor, administrator, owner):
    with tenant_scope(organization.id):
        program.concern_contact, program.concern_deputy = mentor, administrator
        program.save()
        pair.program.refresh_from_db()
        readers = concern_readers(parties_in(pair)[1], today=TODAY)
        assert (readers.reader, readers.deputy) == (administrator, None)
        program.concern_deputy = None
        program.save()
        pair.program.refresh_from_db()
        readers = concern_readers(parties_in(pair)[1], today=TODAY)
        assert {readers.reader, readers.deputy} == {administrator, owner}


def test_concern_without_a_text_or_without_readers_is_refused(pair, organization):
    with tenant_scope(organization.id):
        party = parties_in(pair)[1]
        assert concern_readers(party, today=TODAY) is None
        with pytest.raises(ValidationError, match="Nobody is named"):
            raise_concern(party, text="Text", readers=None, by=BY, at=NOW)
        make_membership(role="owner")
        readers = concern_readers(party, today=TODAY)
        with pytest.raises(ValidationError, match="Enter a text"):
            raise_concern(party, text="  ", readers=readers, by=BY, at=NOW)
        assert not Concern.objects.exists()
        assert not OutboxMessage.objects.exists()


def test_deputy_is_told_once_when_the_answer_is_late(pair, organization, program, named):
    ruth, tom = named
    with tenant_scope(organization.id):
        concern = make_concern(match=pair, reader=ruth, deputy=tom, respond_by=TODAY)
        assert tell_deputies(program, now=NOW, today=TODAY) == 0
        tomorrow = TODAY + timedelta(days=1)
        assert tell_deputies(program, now=NOW, today=tomorrow) == 1
        assert tell_deputies(program, now=NOW, today=tomorrow) == 0
        assert [it.recipient_email for it in OutboxMessage.objects.all()] == ["tom@example.org"]
        answer_concern(concern, by=Actor.member(tom), at=NOW)
        answer_concern(concern, by=Actor.member(ruth), at=NOW)
        assert Concern.objects.get().answered_by == tom
        assert AuditEvent.objects.filter(action="programs.answer_concern").count() == 1


def test_concern_is_raised_through_the_api_and_cannot_be_read_there(
    client_of, mentee, named, pair, organization
):
    client = client_of(mentee)
    answer = client.post(
        f"/api/v1/o/acme/matches/{pair.pk}/concerns/", {"text": MARK}, content_type="application/json"
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["readers"] == "Ruth and Tom"
    assert MARK not in answer.content.decode()
    assert client.get(f"/api/v1/o/acme/matches/{pair.pk}/concerns/").status_code == 405
    with tenant_scope(organization.id):
        assert Concern.objects.get().read() == MARK


def test_help_is_asked_for_and_withdrawn_on_its_page(client_of, mentee, administrator, pair, organization):
    client, page = client_of(mentee), f"/o/acme/my/matches/{pair.pk}/support/"
    asked = client.post(page, {"text": "MARK-help"}, follow=True).content.decode()
    assert "You asked for help on" in asked
    help_page = f"/o/acme/programs/{pair.program_id}/matches/{pair.pk}/help/"
    assert "MARK-help" in client_of(administrator).get(help_page).content.decode()
    with tenant_scope(organization.id):
        pair.refresh_from_db()
        assert pair.health == "at_risk"
        request = pair.help_requests.get()
        assert set(AuditEvent.objects.values_list("action", "actor_id")) == {("programs.request_help", None)}
    client.post(f"{page}{request.pk}/withdraw/")
    assert "MARK-help" not in client_of(administrator).get(help_page).content.decode()


@pytest.fixture
def left_alone(organization, pair, named):
    """A concern whose named person and deputy have both left."""
    with tenant_scope(organization.id):
        concern = make_concern(match=pair, mark=MARK, reader=named[0], deputy=named[1])
        for membership in named:
            membership.state, membership.ended_at = "ended", NOW
            membership.save()
    return concern


def test_owner_names_somebody_new_without_reading_the_concern(left_alone, client_of, owner, organization):
    with tenant_scope(organization.id):
        eva = make_membership(user=make_user(name="Eva", email="eva@example.org"), role="analyst")
    client, page = client_of(owner), f"/o/acme/concerns/{left_alone.pk}/"
    shown = client.get("/o/acme/concerns/").content.decode()
    form = client.get(f"{page}reader/").content.decode()
    for text in (shown, form):
        assert "Nobody is responsible" in text
        assert MARK not in text
        assert "Mia" not in text.partition("<main")[2]
    setup = client.get(f"/o/acme/programs/{left_alone.match.program_id}/support/").content.decode()
    assert "Name somebody new" in setup
    assert client_of(eva).get(page).status_code == 404
    assert client.post(f"{page}reader/", {"reader": eva.pk}).status_code == 302
    assert MARK in client_of(eva).get(page).content.decode()
    assert client.get(page).status_code == 404
    assert "Nobody is responsible" not in client.get("/o/acme/concerns/").content.decode()
    assert client.post(f"{page}reader/", {"reader": eva.pk}).status_code == 404
    with tenant_scope(organization.id):
        email = OutboxMessage.objects.get(kind="programs.concern")
        assert email.recipient_email == "eva@example.org"
        assert (
            AuditEvent.objects.filter(
                action="programs.name_concern_reader",
            ).count()
            == 1
        )


def test_owners_are_told_once_by_email_and_on_the_home_page(
    left_alone, client_of, owner, mentor, organization
):
    step = "Name somebody for a concern"
    with tenant_scope(organization.id):
        mentor.role = "owner"
        mentor.save()
        assert (tell_owners(), tell_owners()) == (1, 0)
        [message] = OutboxMessage.objects.all()
        assert (message.kind, message.recipient_email) == ("programs.concern_readers_left", owner.user.email)
        rendered = text_of_email(message)
        assert f"/concerns/{left_alone.pk}/reader/" in rendered
        for word in (MARK, "Mia"):
            assert word not in rendered
    assert step in client_of(owner).get("/o/acme/").content.decode()
    assert step not in client_of(mentor).get("/o/acme/").content.decode()
    with tenant_scope(organization.id):
        eva = make_membership(user=make_user(email="eva@example.org"), role="analyst")
        name_reader(left_alone, eva, by=BY, today=TODAY + timedelta(days=9))
        assert tell_owners() == 0
        eva.state, eva.ended_at = "ended", NOW
        eva.save()
        assert tell_owners() == 1
        answer_concern(left_alone, by=BY, at=NOW)
    assert step not in client_of(owner).get("/o/acme/").content.decode()


def test_only_owners_outside_the_match_and_only_while_both_are_gone(
    left_alone, client_of, owner, administrator, mentor, named, organization
):
    page = f"/o/acme/concerns/{left_alone.pk}/reader/"
    assert client_of(administrator).get(page).status_code in (403, 404)
    assert "Nobody is responsible" not in client_of(administrator).get("/o/acme/concerns/").content.decode()
    with tenant_scope(organization.id):
        mentor.role = "owner"
        mentor.save()
    assert client_of(mentor).get(page).status_code == 404
    assert "Nobody is responsible" not in client_of(mentor).get("/o/acme/concerns/").content.decode()
    assert client_of(owner).post(page, {"reader": mentor.pk}).status_code == 422
    with tenant_scope(organization.id):
        named[1].state, named[1].ended_at = "active", None
        named[1].save()
    assert client_of(owner).get(page).status_code == 404
