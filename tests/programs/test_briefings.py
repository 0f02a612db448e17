"""Briefings: the text by role and language, who has read it, and reminders."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.actions import copy_program
from programs.actions.briefings import (
    mark_briefing_read,
    mark_briefing_unread,
    remind_of_briefing,
    reset_briefing,
    save_briefing,
    undo_briefing_reminder,
)
from programs.briefing_email import reminder_contexts
from programs.briefing_text import Block, blocks, default_briefing
from programs.models import Briefing, BriefingReading
from programs.program_templates import TEMPLATES
from programs.selectors.briefings import briefing_of, briefing_reminder_plan, read_counts
from programs.views.my_briefing import BriefingLink
from tests.factories.people import make_person
from tests.factories.programs import (
    make_acceptance,
    make_briefing,
    make_briefing_reading,
    make_match,
    make_participant,
)
from tests.programs.conftest import NOON, TODAY
from tests.programs.pages import text_of
from tests.programs.queries import queries


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield


@pytest.fixture
def own(organization, program, mentee, it_is_today):
    """The place of the signed-in mentee in the program."""
    with tenant_scope(organization.id):
        return make_participant(program=program, person=make_person(membership=mentee), role="mentee")


def test_a_text_is_divided_into_headings_lists_and_paragraphs():
    text = "## First\nMeet.\n\n- Say hello\n- <b>Listen</b>\n#hash\n##\n  Go on. "

    assert blocks(text) == [
        Block("heading", ("First",)),
        Block("paragraph", ("Meet.",)),
        Block("list", ("Say hello", "<b>Listen</b>")),
        Block("paragraph", ("#hash",)),
        Block("paragraph", ("Go on.",)),
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("template", ["", *TEMPLATES])
def test_every_template_has_a_short_briefing_for_each_role(template, language):
    with translation.override(language):
        for role in ("mentor", "mentee"):
            parts = blocks(default_briefing(template, role))

            assert [part.kind for part in parts].count("heading") == 6
            assert sum(len(line.split()) for part in parts for line in part.lines) < 320
            assert ("Vertraulichkeit" in str(parts)) == (language == "de")


def test_a_text_of_the_programs_own_replaces_the_standard_text_in_its_language(program, by, scope):
    save_briefing(program, role="mentor", language="en", text=" Listen. ", by=by)

    assert briefing_of(program, "mentor") == "Listen."
    assert briefing_of(program, "mentee") == default_briefing("", "mentee")
    with translation.override("de"):
        assert briefing_of(program, "mentor") == default_briefing("", "mentor")

    reset_briefing(program, role="mentor", language="en", by=by)
    reset_briefing(program, role="mentor", language="en", by=by)

    assert briefing_of(program, "mentor") == default_briefing("", "mentor")
    assert AuditEvent.objects.filter(action="programs.reset_briefing").count() == 1


@pytest.mark.parametrize(("role", "language", "text"), [("guest", "en", "x"), ("mentor", "xx", "x")])
def test_a_briefing_for_nobody_or_in_no_language_is_refused(program, by, scope, role, language, text):
    with pytest.raises(ValidationError, match="no longer exists"):
        save_briefing(program, role=role, language=language, text=text, by=by)


def test_reading_is_recorded_once_and_can_be_undone(program, by, scope):
    person = make_participant(program=program)
    mark_briefing_read(person, by=by, at=NOON)
    mark_briefing_read(person, by=by, at=NOON + timedelta(days=1))

    assert BriefingReading.objects.get(participant=person).read_at == NOON
    assert AuditEvent.objects.filter(action="programs.read_briefing").count() == 1

    mark_briefing_unread(person, by=by)
    assert not BriefingReading.objects.exists()


def test_only_accepted_people_who_are_still_there_are_counted(program, scope):
    make_briefing_reading(participant=make_participant(program=program, role="mentor"))
    make_participant(program=program, role="mentor")
    make_participant(program=program, role="mentor", state="waiting")
    make_participant(program=program, role="mentee", person=make_person(left_on=TODAY))

    counts = read_counts(program, today=TODAY)

    assert (counts["mentor"].read, counts["mentor"].total) == (1, 2)
    assert (counts["mentee"].read, counts["mentee"].total) == (0, 0)


def test_a_reminder_goes_to_those_who_have_not_read_it_once_a_week(
    program, by, scope, organization, administrator, it_is_today
):
    unread = make_participant(program=program)
    make_briefing_reading(participant=make_participant(program=program))
    make_participant(program=program, person=make_person(email=""))
    make_participant(program=program, paused_on=TODAY)

    batch = remind_of_briefing(program, by=by, at=NOON, today=TODAY)

    assert [message.about_id for message in batch.messages] == [unread.pk]
    context = reminder_contexts(batch.messages)[batch.messages[0].pk]
    assert context["action_url"].endswith(BriefingLink.path_to(unread, organization))
    again = briefing_reminder_plan(program, at=NOON + timedelta(days=6), today=TODAY)
    assert sorted(again.excluded) == [
        "No email address in the directory",
        "Paused",
        "Reminded within the last 7 days",
    ]
    with pytest.raises(ValidationError, match="Nobody is left"):
        remind_of_briefing(program, by=by, at=NOON, today=TODAY)
    mark_briefing_read(unread, by=by, at=NOON)
    assert reminder_contexts(batch.messages) == {}


def test_reminders_that_were_canceled_can_be_sent_again(program, by, scope, it_is_today):
    make_participant(program=program)
    batch = remind_of_briefing(program, by=by, at=NOON, today=TODAY)

    assert undo_briefing_reminder(program, batch.id, by=by, at=NOON) == 1
    with pytest.raises(ValidationError, match="gone out already"):
        undo_briefing_reminder(program, batch.id, by=by, at=NOON)

    assert len(remind_of_briefing(program, by=by, at=NOON, today=TODAY).messages) == 1
    assert OutboxMessage.objects.filter(state="cancelled").count() == 1


def test_reminding_takes_the_same_queries_for_one_and_for_many(program, by, scope, it_is_today):
    def cost(count: int) -> int:
        for _ in range(count):
            make_participant(program=program)
        return queries(lambda: remind_of_briefing(program, by=by, at=NOON, today=TODAY))

    assert cost(1) == cost(3)


def test_a_copy_takes_the_texts_but_not_who_has_read_them(program, by, scope):
    make_briefing(program=program, role="mentee", text="Ask.")
    make_briefing_reading(participant=make_participant(program=program))

    copied = copy_program(program, name="Second", starts_on=TODAY, by=by)

    assert [(it.role, it.text) for it in Briefing.objects.filter(program=copied)] == [("mentee", "Ask.")]
    assert BriefingReading.objects.count() == 1


def test_the_administrator_writes_it_and_sees_who_has_read_it(
    client_of, administrator, program, own, it_is_today
):
    client, page = client_of(administrator), f"/o/acme/programs/{program.pk}/"

    saved = client.post(
        f"{page}setup/briefings/mentee/en/", {"text": "## Hello\n<script>1</script>"}, follow=True
    )

    assert "<h3>Hello</h3>" in saved.content.decode()
    assert "&lt;script&gt;1&lt;/script&gt;" in saved.content.decode()
    assert "0 of 1 have read it" in text_of(client.get(f"{page}setup/briefings/"))
    assert own.person.name in text_of(client.get(f"{page}participants/?briefing=unread"))
    assert own.person.name not in text_of(client.get(f"{page}participants/?briefing=read"))
    assert client.get(f"{page}setup/briefings/guest/en/").status_code == 404


def test_the_administrator_previews_the_reminder_sends_it_and_takes_it_back(
    client_of, administrator, program, own
):
    client, page = client_of(administrator), f"/o/acme/programs/{program.pk}/participants/remind-briefing/"

    assert "Please read the briefing for Rising Leaders" in text_of(client.get(page))
    sent = client.post(page, follow=True)
    assert "1 reminder goes out in two minutes." in text_of(sent)

    undo = f"/o/acme/programs/{program.pk}/participants/remind-briefing/"
    with tenant_scope(program.organization_id):
        batch = OutboxMessage.objects.get().batch_id
    assert "1 email was not sent." in text_of(client.post(f"{undo}{batch}/undo/", follow=True))


def test_a_mentee_reads_it_and_marks_it_as_read(client_of, mentee, own):
    client, page = client_of(mentee), f"/o/acme/my/participations/{own.pk}/briefing/"
    assert page in client.get("/o/acme/").content.decode()

    shown = client.get(page)
    assert "Briefing for mentees" in text_of(shown)
    assert "You decide what you work on" in text_of(shown)

    read = client.post(f"{page}read/", follow=True)
    assert "You marked this as read on Nov 2, 2026" in text_of(read)
    assert f"{page}unread/" in read.content.decode()
    assert "You marked this as read" not in text_of(client.post(f"{page}unread/", follow=True))


def test_nobody_reads_it_in_the_place_of_another(client_of, administrator, own):
    client, page = client_of(administrator), f"/o/acme/my/participations/{own.pk}/briefing/"

    assert client.get(page).status_code == 404
    assert client.post(f"{page}read/").status_code == 404
    with tenant_scope(own.organization_id):
        assert not BriefingReading.objects.exists()


def test_it_is_the_next_step_before_the_first_session(client_of, mentee, own, organization, program):
    with tenant_scope(organization.id):
        match = make_match(program=program, mentee=own, started_on=TODAY)
    home = text_of(client_of(mentee).get("/o/acme/"))
    assert "Not read yet" in home
    with tenant_scope(organization.id):
        make_acceptance(match=match, role="mentee")
    assert "Read the briefing" in text_of(client_of(mentee).get("/o/acme/"))


def test_the_link_of_a_reminder_works_without_signing_in_until_they_leave(
    client, organization, own, it_is_today
):
    link = BriefingLink.path_to(own, organization)

    assert "Mark as read" in text_of(client.get(link))
    assert "You marked this as read on" in text_of(client.post(link, follow=True))
    with tenant_scope(organization.id):
        assert BriefingReading.objects.get(participant=own)
        own.state = "left"
        own.save(update_fields=["state"])
    assert client.get(link).status_code == 404


def test_whoever_has_left_marks_nothing(client_of, organization, mentee, own, by):
    with tenant_scope(organization.id):
        mark_briefing_read(own, by=by, at=NOON)
        own.state = "left"
        own.save(update_fields=["state"])
    page = f"/o/acme/my/participations/{own.pk}/briefing/"

    answer = client_of(mentee).post(f"{page}unread/")
    assert (answer.status_code, "You do not take part any more." in text_of(answer)) == (422, True)
    with tenant_scope(organization.id):
        BriefingReading.objects.get().delete()

    assert client_of(mentee).post(f"{page}read/").status_code == 422
    with tenant_scope(organization.id):
        assert not BriefingReading.objects.exists()


def test_the_api_reads_and_writes_the_text_and_reminds(client_of, administrator, own, program, it_is_today):
    client, base = client_of(administrator), f"/api/v1/o/acme/programs/{program.pk}/briefing/"
    words = {"role": "mentee", "language": "de", "text": "## Hallo\nFragen Sie."}

    saved = client.put(base, words, content_type="application/json").json()
    assert saved == {**words, "is_standard": False, "read": 0, "total": 1}
    assert client.get(base, {"role": "mentee"}).json()["is_standard"] is True
    reset = client.put(base, words | {"text": " "}, content_type="application/json").json()
    assert (reset["is_standard"], reset["text"].startswith("## Was Mentoring ist")) == (True, True)

    assert client.post(f"{base}remind/").json()["count"] == 1
    listed = client.get("/api/v1/o/acme/participants/", {"program": str(program.pk)}).json()["results"]
    assert [it["briefing_read_at"] for it in listed] == [None]
