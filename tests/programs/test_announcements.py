"""Emails to mentors and mentees of a program: previewed as sent, one per person, undone within two minutes."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import ReplyTo
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.messages import cancel_announcement, send_announcement
from programs.announcement_text import fill_in, refuse_unknown_placeholders
from programs.emails import announcement_contexts
from programs.models import Announcement, Match
from programs.selectors.announcements import addressees_of, matches_to_write_to
from programs.selectors.matches import MatchFilters
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.programs.queries import queries

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SYSTEM = Actor.system("test")
TEXT = {"subject": "News from {program}", "body": "Hello {first_name},\n\nYou and {partner_names} <b>"}


@pytest.fixture
def program(organization):
    """Ada mentors Ben and Cleo; Cleo has no email address."""
    with tenant_scope(organization.id):
        program = make_program(name="Rising Leaders")

        def participant(name, role, **fields):
            person = make_person(first_name=name, last_name="Test", **fields)
            return make_participant(program=program, person=person, role=role)

        ada = participant("Ada", "mentor", email="ada@example.org")
        make_match(program=program, mentor=ada, mentee=participant("Ben", "mentee", email="ben@example.org"))
        make_match(program=program, mentor=ada, mentee=participant("Cleo", "mentee", email=""))
        make_match(program=program, mentor=ada, mentee=participant("Dora", "mentee"), state="ended")
        yield program


def addressees(program, audience="both"):
    return addressees_of(matches_to_write_to(program, MatchFilters()), audience)


def send(program, audience="both"):
    return send_announcement(
        program,
        audience=audience,
        **TEXT,
        addressees=addressees(program, audience),
        reply_to=ReplyTo("ruth@example.org", "Ruth"),
        by=SYSTEM,
        at=NOW,
    )


def test_each_person_of_a_current_match_is_addressed_once(program):
    found = addressees(program)
    assert [(it.values["first_name"], it.values["partner_names"]) for it in found] == [
        ("Ada", "Ben Test, Cleo Test"),
        ("Ben", "Ada Test"),
        ("Cleo", "Ada Test"),
    ]
    assert [it.values["first_name"] for it in addressees(program, "mentors")] == ["Ada"]


def test_emails_say_what_the_preview_says_and_replies_go_to_the_contact(program):
    announcement = send(program)
    messages = list(OutboxMessage.objects.order_by("recipient_email"))
    assert [m.recipient_email for m in messages] == ["ada@example.org", "ben@example.org"]
    assert {m.reply_to_email for m in messages} == {"ruth@example.org"}
    contexts = announcement_contexts(messages)
    assert contexts[messages[0].pk]["announcement_subject"] == "News from Rising Leaders"
    assert contexts[messages[0].pk]["lines"] == ["Hello Ada,", "You and Ben Test, Cleo Test <b>"]
    assert announcement.recipients == 2


def test_undo_stops_all_of_them_once(program):
    announcement = send(program)
    assert cancel_announcement(announcement, by=SYSTEM, at=NOW + timedelta(minutes=1)) == 2
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}
    with pytest.raises(ValidationError, match="gone out already"):
        cancel_announcement(announcement, by=SYSTEM, at=NOW)


def test_unknown_placeholder_is_refused_with_those_that_exist():
    with pytest.raises(ValidationError, match=r"\{salary\} is not a placeholder"):
        refuse_unknown_placeholders("Hello {salary}")
    assert fill_in("{ first_name } {__class__} {x", {"first_name": "{name}"}) == "{name} {__class__} {x"


def test_nobody_reachable_is_refused(program):
    with pytest.raises(ValidationError, match="Nobody in this selection"):
        send_announcement(
            program,
            audience="both",
            **TEXT,
            addressees=[],
            reply_to=ReplyTo("r@example.org"),
            by=SYSTEM,
            at=NOW,
        )
    assert not Announcement.objects.exists()


def test_queries_do_not_depend_on_the_number_of_people(program):
    few = queries(lambda: send(program))
    for number in range(10):
        make_match(
            program=program,
            mentee=make_participant(
                program=program, person=make_person(first_name=f"N{number}"), role="mentee"
            ),
        )
    assert queries(lambda: send(program)) == few


def test_page_previews_then_sends_then_undoes(program, organization, administrator, client_of):
    client, address = client_of(administrator), f"/o/acme/programs/{program.pk}/write/"
    assert "3 people are selected" in client.get(address).content.decode()
    page = client.post(address, {"audience": "both", **TEXT}).content.decode()
    assert "Send 2 emails?" in page
    assert "You and Ben Test, Cleo Test &lt;b&gt;" in page
    assert "1 person has no email address" in page
    with tenant_scope(organization.id):
        assert not OutboxMessage.objects.exists()
    assert client.post(address, {"audience": "both", **TEXT, "send": "1"}).status_code == 302
    with tenant_scope(organization.id):
        announcement = Announcement.objects.get()
        assert OutboxMessage.objects.count() == 2
    client.post(f"{address}{announcement.pk}/cancel/")
    with tenant_scope(organization.id):
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}


def test_every_email_can_be_previewed(program, organization, administrator, client_of):
    with tenant_scope(organization.id):
        for number in range(40):
            mentee = make_participant(
                program=program, role="mentee", person=make_person(email=f"n{number}@example.org")
            )
            make_match(program=program, mentor=Match.objects.first().mentor, mentee=mentee)
    client, address = client_of(administrator), f"/o/acme/programs/{program.pk}/write/"
    found = set()
    for number, said in (
        ("1", "Emails 1–20 of 42"),
        ("2", "Emails 21–40 of 42"),
        ("3", "Emails 41–42 of 42"),
    ):
        page = client.post(address, {"audience": "both", **TEXT, "page": number}).content.decode()
        assert "Send 42 emails?" in page
        assert said in page
        found |= set(re.findall(r"n\d+@example\.org", page))
    assert len(found) == 40
    with tenant_scope(organization.id):
        assert not OutboxMessage.objects.exists()


def test_page_keeps_the_text_that_was_refused(program, administrator, client_of):
    answer = client_of(administrator).post(
        f"/o/acme/programs/{program.pk}/write/",
        {"audience": "both", "subject": "Hi", "body": "MARK {salary}"},
    )
    assert answer.status_code == 422
    assert "MARK {salary}" in answer.content.decode()
