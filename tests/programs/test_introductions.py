"""Introductions: previewed in each recipient's language, sent or scheduled, and canceled within two minutes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.members.models import MemberInvite
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.introductions import cancel_introduction, send_introductions
from programs.introduction_emails import introduction_contexts
from programs.models import EmailText, Introduction, Match, MatchChange
from programs.periodic import send_planned_introductions
from programs.rematch_emails import rematch_context
from tests.factories.people import make_person
from tests.factories.programs import make_email_text, make_match, make_participant
from tests.factories.tenancy import make_membership
from tests.programs.conftest import TODAY

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def pairs(organization, program) -> list[Match]:
    """Two approved matches of one mentor; one mentee reads German."""
    with tenant_scope(organization.id):
        mentor = make_participant(
            program=program,
            role="mentor",
            capacity=2,
            topics=["finance"],
            person=make_person(first_name="Gil", last_name="Roth", email="gil@example.org"),
        )
        mentees = [
            make_participant(
                program=program,
                topics=["finance"],
                person=make_person(
                    first_name=first, last_name="Kern", email=f"{first}@example.org", language=it
                ),
            )
            for first, it in (("Mia", "de"), ("Tom", "en"))
        ]
        return [
            make_match(program=program, mentor=mentor, mentee=it, state="approved", overridden_by=None)
            for it in mentees
        ]


@pytest.fixture
def send(program, pairs, by):
    def now(**more) -> Introduction:
        ids = [match.pk for match in pairs]
        return send_introductions(program, match_ids=ids, **{"by": by, "at": NOW, "today": TODAY, **more})

    return now


def states() -> set[str]:
    return set(Match.objects.values_list("state", flat=True))


class TestSending:
    def test_each_person_gets_one_email_and_the_matches_become_active(self, organization, send, program):
        with tenant_scope(organization.id):
            made = send()
            assert (made.recipients, made.sent_at, states()) == (3, NOW, {"active"})
            assert set(Match.objects.values_list("started_on", "health")) == {(TODAY, "unknown")}
            messages = sorted(OutboxMessage.objects.all(), key=lambda it: it.recipient_name)
            assert {message.batch_id for message in messages} == {made.batch_id}
            assert {message.scope_id for message in messages} == {program.pk}
            contexts = introduction_contexts(messages)
            gil, mia, tom = (contexts[message.pk] for message in messages)
            assert gil["text_subject"] == "You will mentor Mia Kern, Tom Kern"
            assert [it["email"] for it in gil["partners"]] == ["Mia@example.org", "Tom@example.org"]
            assert gil["action_url"].endswith("/o/acme/")
            assert tom["text_subject"] == "Your mentor is Gil Roth"
            assert tom["partners"][0]["reason"].startswith("1 shared topic: finance.")
            assert mia["partners"][0]["reason"].startswith("1 gemeinsames Thema: finance.")
            assert mia["lines"][0] == "Guten Tag Mia,"
            event = AuditEvent.objects.get(action="programs.send_introductions")
            assert event.values == {"count": 2}

    def test_undo_within_two_minutes_makes_them_approved_again(self, organization, send, by):
        with tenant_scope(organization.id):
            made = send()
            assert cancel_introduction(made, by=by, at=NOW + timedelta(minutes=1), today=TODAY) == 2
            assert states() == {"approved"}
            assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}
            with pytest.raises(ValidationError, match="canceled already"):
                cancel_introduction(made, by=by, at=NOW, today=TODAY)
            assert send().recipients == 3

    def test_what_has_gone_out_is_not_taken_back(self, organization, send, by):
        with tenant_scope(organization.id):
            made = send()
            OutboxMessage.objects.filter(recipient_name="Tom Kern").update(
                state="sent", sent_at=NOW, claim_at=None
            )
            with pytest.raises(ValidationError, match=r"Some of these emails have gone out already\."):
                cancel_introduction(made, by=by, at=NOW + timedelta(minutes=1), today=TODAY)
            assert states() == {"active"}
            with pytest.raises(ValidationError, match="have been sent already"):
                cancel_introduction(made, by=by, at=NOW + timedelta(minutes=3), today=TODAY)

    def test_scheduled_introductions_are_sent_once_at_their_time(self, organization, send, pairs):
        later = NOW + timedelta(days=3)
        with tenant_scope(organization.id):
            made = send(planned_for=later)
            assert (states(), OutboxMessage.objects.count()) == ({"approved"}, 0)
            with pytest.raises(ValidationError, match=r"Choose at least one approved match\."):
                send()
        assert send_planned_introductions(organization.id, now=later - timedelta(minutes=1)) == 0
        with tenant_scope(organization.id):
            pairs[0].mentee.person.left_on = TODAY
            pairs[0].mentee.person.save()
        assert send_planned_introductions(organization.id, now=later) == 1
        assert send_planned_introductions(organization.id, now=later) == 0
        with tenant_scope(organization.id):
            assert sorted(Match.objects.values_list("state", "started_on")) == [
                ("active", later.date()),
                ("approved", pairs[0].started_on),
            ]
            assert OutboxMessage.objects.count() == 2
            made.refresh_from_db()
            assert (made.sent_at, made.recipients) == (later, 2)

    def test_canceled_schedule_sends_nothing(self, organization, send, by):
        later = NOW + timedelta(days=3)
        with tenant_scope(organization.id):
            cancel_introduction(send(planned_for=later), by=by, at=NOW, today=TODAY)
        assert send_planned_introductions(organization.id, now=later) == 0
        with tenant_scope(organization.id):
            assert (states(), OutboxMessage.objects.count()) == ({"approved"}, 0)

    def test_proposed_impossible_and_unlaunched_are_refused(self, organization, program, send, pairs):
        with tenant_scope(organization.id):
            with pytest.raises(ValidationError, match=r"Choose a day after today\."):
                send(planned_for=NOW)
            pairs[0].mentor.capacity = 1
            pairs[0].mentor.save()
            with pytest.raises(ValidationError, match="No free place"):
                send()
            Match.objects.update(state="proposed")
            with pytest.raises(ValidationError, match=r"Choose at least one approved match\."):
                send()
            program.state = "draft"
            program.save()
            with pytest.raises(ValidationError, match="Launch the program before"):
                send()
            assert not OutboxMessage.objects.exists()


class TestPages:
    def test_every_email_is_previewed_sent_and_undone(
        self, organization, program, pairs, client_of, coordinator
    ):
        client, url = client_of(coordinator), f"/o/acme/programs/{program.pk}/introductions/"
        page = client.get(url).content.decode()
        assert "3 introduction emails are ready" in page
        for words in ("Guten Tag Mia,", "Hello Tom,", "You will mentor Mia Kern, Tom Kern"):
            assert words in page
        assert client.post(url, {"when": "later"}).status_code == 422
        answer = client.post(url, {"when": "now"}, follow=True).content.decode()
        assert "3 introductions go out in two minutes." in answer
        with tenant_scope(organization.id):
            made = Introduction.objects.get()
            assert states() == {"active"}
        client.post(f"{url}{made.pk}/cancel/")
        with tenant_scope(organization.id):
            assert states() == {"approved"}

    def test_api_sends_and_cancels(self, organization, program, pairs, client_of, administrator):
        client = client_of(administrator)
        answer = client.post(
            f"/api/v1/o/acme/programs/{program.pk}/introductions/",
            {"matches": [str(match.pk) for match in pairs]},
            content_type="application/json",
        )
        assert (answer.status_code, answer.json()["recipients"]) == (201, 3)
        assert client.delete(f"/api/v1/o/acme/introductions/{answer.json()['id']}/").status_code == 204
        with tenant_scope(organization.id):
            assert states() == {"approved"}


class TestRematch:
    def test_both_are_told_without_the_reason_and_the_mentee_is_offered_others(
        self, organization, program, send, pairs, client_of, coordinator
    ):
        with tenant_scope(organization.id):
            send()
            OutboxMessage.objects.all().delete()
            make_participant(
                program=program, role="mentor", person=make_person(first_name="Ann", last_name="Other")
            )
        client, url = client_of(coordinator), f"/o/acme/programs/{program.pk}/matches/{pairs[0].pk}/rematch/"
        page = client.get(url).content.decode()
        assert "Ann Other" in page
        assert "Ihr Mentoring mit Gil Roth ist beendet" in page
        answer = client.post(url, {"reason": "Wanted another field", "tells_both": "on"}, follow=True)
        assert "Match ended. The emails go out in two minutes." in answer.content.decode()
        assert "Choose Ann Other for Mia Kern" in answer.content.decode()
        assert "Choose Gil Roth for Mia Kern" not in answer.content.decode()
        with tenant_scope(organization.id):
            ended = Match.objects.get(pk=pairs[0].pk)
            assert (ended.state, ended.end_reason) == ("ended", "Wanted another field")
            contexts = [rematch_context(message) for message in OutboxMessage.objects.all()]
            assert len(contexts) == 2
            assert "Wanted another field" not in str(contexts)
            change = MatchChange.objects.get()
        client.post(f"{url}{change.pk}/undo/")
        with tenant_scope(organization.id):
            assert Match.objects.get(pk=pairs[0].pk).state == "active"
            assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}

    def test_nobody_is_told_unless_it_is_asked_for(
        self, organization, program, pairs, client_of, administrator
    ):
        with tenant_scope(organization.id):
            match = make_match(program=program)
        url = f"/o/acme/programs/{program.pk}/matches/{match.pk}/rematch/"
        assert client_of(administrator).post(url, {"reason": ""}).status_code == 422
        client_of(administrator).post(url, {"reason": "Left the company"})
        with tenant_scope(organization.id):
            assert Match.objects.get(pk=match.pk).state == "ended"
            assert not OutboxMessage.objects.exists()


class TestTexts:
    @pytest.fixture
    def url(self, program) -> str:
        return f"/o/acme/programs/{program.pk}/setup/emails/introduction_mentee/de/"

    def test_own_text_is_sent_in_its_language_only_and_can_be_reset(
        self, organization, program, pairs, url, client_of, administrator
    ):
        client = client_of(administrator)
        answer = client.post(
            url, {"subject": "Für {first_name}", "body": "Ihre Mentorin: {partner_names}"}, follow=True
        )
        assert "Ihre Mentorin: " in answer.content.decode()
        page = client.get(f"/o/acme/programs/{program.pk}/introductions/").content.decode()
        assert "Für Mia" in page
        assert "Ihre Mentorin: Gil Roth" in page
        assert "Your mentor is Gil Roth" in page
        client.post(f"{url}reset/")
        with tenant_scope(organization.id):
            assert not EmailText.objects.exists()

    def test_unknown_placeholder_is_refused_and_nothing_is_evaluated(
        self, organization, program, url, client_of, administrator
    ):
        client = client_of(administrator)
        for body, sentence in (
            ("{password}", "{password} is not a placeholder."),
            ("{first_name.__class__}", "{first_name.__class__} is not a placeholder."),
            ("{{ 7 * 7 }}", "{ 7 * 7 } is not a placeholder."),
        ):
            answer = client.post(url, {"subject": "Hello", "body": body})
            assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
        client.post(url, {"subject": "Hello", "body": "%(name)s <b> $name"})
        page = client.get(url).content.decode()
        assert "%(name)s &lt;b&gt; $name" in page

    def test_test_email_goes_to_oneself_only(self, organization, program, url, client_of, administrator):
        client_of(administrator).post(f"{url}test/")
        with tenant_scope(organization.id):
            message = OutboxMessage.objects.get()
            assert (message.recipient_email, message.language) == (administrator.user.email, "de")

    def test_every_automatic_email_is_previewed_in_the_readers_language(
        self, program, client_of, administrator
    ):
        page = client_of(administrator).get(f"/o/acme/programs/{program.pk}/setup/emails/").content.decode()
        for words in (
            "Did you meet Sam Sample?",
            "How is it going with Sam Sample?",
            "Are you and Sam Sample still meeting?",
            "How is your goal going?",
            "Is your action plan up to date?",
        ):
            assert words in page
        assert "example.invalid" not in page

    def test_text_of_another_program_is_not_used(
        self, organization, program, pairs, client_of, administrator
    ):
        with tenant_scope(organization.id):
            make_email_text(subject="Elsewhere")
        page = client_of(administrator).get(f"/o/acme/programs/{program.pk}/introductions/").content.decode()
        assert "Elsewhere" not in page


def test_who_has_no_account_is_invited_with_the_introduction(organization, program, send, by, pairs):
    with tenant_scope(organization.id):
        now = timezone.now()
        introduction = send(at=now)
        assert set(MemberInvite.objects.values_list("email", "batch_id")) == {
            (f"{name}@example.org", introduction.batch_id) for name in ("gil", "mia", "tom")
        }
        messages = list(OutboxMessage.objects.all())
        contexts = introduction_contexts(messages)
        assert all("/l/invite/" in contexts[it.pk]["action_url"] for it in messages)
        cancel_introduction(introduction, by=by, at=now + timedelta(seconds=90), today=TODAY)
        assert set(MemberInvite.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_coordinator_cancels_the_invitations_of_an_administrator(organization, program, send):
    with tenant_scope(organization.id):
        now = timezone.now()
        introduction = send(at=now)
        coordinator = Actor.member(make_membership(role="coordinator"))
        cancel_introduction(introduction, by=coordinator, at=now + timedelta(seconds=90), today=TODAY)
        assert set(MemberInvite.objects.values_list("state", flat=True)) == {"withdrawn"}
        assert AuditEvent.objects.filter(action="members.withdraw_invite").count() == 3


def test_a_coordinator_introduces_without_inviting(organization, program, send):
    with tenant_scope(organization.id):
        send(by=Actor.member(make_membership(role="coordinator")))
        assert not MemberInvite.objects.exists()
        messages = list(OutboxMessage.objects.all())
        links = [it["action_url"] for it in introduction_contexts(messages).values()]
        assert len(links) == 3
        assert not any("/l/invite/" in link for link in links)
