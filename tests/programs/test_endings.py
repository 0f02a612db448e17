"""A no-fault exit: both are told kindly, the wish for another match is kept, and it can be undone."""

from datetime import UTC, date, datetime

import pytest

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match, MatchChange, RematchWish
from programs.today.endings import RematchWishes
from tests.factories.programs import make_match, make_session
from tests.programs import test_notes as notes
from tests.rendered import text_of_email

pair = notes.pair
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def url(pair) -> str:
    return f"/o/acme/my/matches/{pair.pk}/support/"


def test_exit_ends_the_match_tells_both_and_keeps_the_wish(
    client_of, mentee, url, pair, organization, program
):
    page = client_of(mentee).post(f"{url}exit/", {"wants_rematch": "1"}, follow=True).content.decode()
    assert "Match ended. Both of you are told in two minutes." in page
    with tenant_scope(organization.id):
        match = Match.objects.get(pk=pair.pk)
        assert match.state == "ended"
        assert [wish.participant_id for wish in RematchWish.objects.all()] == [pair.mentee_id]
        texts = {}
        for message in OutboxMessage.objects.filter(kind="programs.match_ended"):
            texts[message.recipient_name] = text_of_email(message)
        assert set(texts) == {str(pair.mentor.person.name), str(pair.mentee.person.name)}
        assert "You have ended your match" in texts[pair.mentee.person.name]
        assert "nobody’s fault" in texts[pair.mentor.person.name]
        assert not any("would like another match, since" in text for text in texts.values())
        [item] = RematchWishes().items(program, date(2026, 11, 27))
        assert item.who == pair.mentee.person.name
        # A new match settles it.
        make_match(program=program, mentee=pair.mentee, overridden_by=None)
        assert RematchWishes().items(program, date(2026, 11, 27)) == []


def test_exit_is_undone_as_long_as_nobody_was_told(client_of, mentee, mentor, url, pair, organization):
    client = client_of(mentee)
    client.post(f"{url}exit/", {"wants_rematch": "1"})
    with tenant_scope(organization.id):
        change = MatchChange.objects.get()
    assert client_of(mentor).post(f"{url}exit/{change.pk}/undo/").status_code == 404
    client.post(f"{url}exit/{change.pk}/undo/")
    with tenant_scope(organization.id):
        assert Match.objects.get(pk=pair.pk).state == "active"
        assert not RematchWish.objects.exists()
        states = OutboxMessage.objects.filter(kind="programs.match_ended").values_list("state", flat=True)
        assert set(states) == {"cancelled"}


def test_exit_that_was_told_cannot_be_undone(client_of, mentee, url, pair, organization):
    client = client_of(mentee)
    client.post(f"{url}exit/")
    with tenant_scope(organization.id):
        change = MatchChange.objects.get()
        OutboxMessage.objects.update(state="suppressed", reason="bounced", claim_at=None)
    page = client.post(f"{url}exit/{change.pk}/undo/", follow=True).content.decode()
    assert "Both have been told already." in page
    with tenant_scope(organization.id):
        assert Match.objects.get(pk=pair.pk).state == "ended"


def test_other_side_wishes_for_another_match_too_and_withdraws(client_of, mentee, mentor, url, organization):
    client_of(mentee).post(f"{url}exit/")
    client = client_of(mentor)
    assert "Wish saved." in client.post(f"{url}rematch/", follow=True).content.decode()
    with tenant_scope(organization.id):
        assert RematchWish.objects.count() == 1
    client.post(f"{url}rematch/", {"withdraw": "1"})
    with tenant_scope(organization.id):
        assert RematchWish.objects.count() == 0


def test_partner_does_not_see_the_wish(client_of, mentee, mentor, url, pair):
    client_of(mentee).post(f"{url}exit/", {"wants_rematch": "1"})
    for page in (url, f"/o/acme/my/matches/{pair.pk}/"):
        assert "You would like another match." not in client_of(mentor).get(page).content.decode()


def test_wish_needs_a_match_that_has_ended(client_of, mentee, url, organization):
    client_of(mentee).post(f"{url}rematch/")
    with tenant_scope(organization.id):
        assert not RematchWish.objects.exists()


def test_only_the_mentor_sees_the_thank_you_summary(client_of, mentee, mentor, url, pair, organization):
    with tenant_scope(organization.id):
        for day in (1, 8):
            make_session(match=pair, happens_on=date(2026, 9, day), minutes=45)
        Match.objects.filter(pk=pair.pk).update(held_count=2, goals_met=1)
    client_of(mentee).post(f"{url}exit/")
    page = f"/o/acme/my/matches/{pair.pk}/"
    seen = client_of(mentor).get(page).content.decode()
    assert "You met Mia 2 times." in " ".join(seen.split())
    assert "One goal was met." in " ".join(seen.split())
    assert 'id="thanks"' not in client_of(mentee).get(page).content.decode()
