"""Notes: who reads them, and that nobody else ever does."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.notes import (
    LONGEST,
    delete_note,
    edit_note,
    purge_deleted_notes,
    restore_note,
    write_note,
)
from programs.models import Match, Note
from programs.selectors.notes import notes_of
from programs.selectors.parties import parties_in
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_note, make_participant, make_session
from tests.factories.support import make_concern, make_review, make_review_answer

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
BY = Actor.system("test")


@pytest.fixture
def pair(organization, program, mentor, mentee) -> Match:
    """The match of the two members."""
    with tenant_scope(organization.id):
        sides = {
            role: make_participant(
                program=program,
                role=role,
                person=make_person(first_name=member.user.name, last_name="", membership=member),
            )
            for role, member in (("mentor", mentor), ("mentee", mentee))
        }
        return make_match(program=program, overridden_by=None, **sides)


@pytest.fixture
def url(pair) -> str:
    return f"/o/acme/my/matches/{pair.pk}/notes/"


def read_by(party) -> set[str | None]:
    return {each.text for each in notes_of(party)}


def test_private_note_is_read_by_its_author_and_a_shared_one_by_both(pair, organization):
    with tenant_scope(organization.id):
        of_mentor, of_mentee = parties_in(pair)
        write_note(of_mentor, text=" Mine ", is_private=True, by=BY, at=NOW)
        write_note(of_mentor, text="Ours", is_private=False, by=BY, at=NOW)
        write_note(of_mentee, text="Hers", is_private=True, by=BY, at=NOW)
        assert read_by(of_mentor) == {"Mine", "Ours"}
        assert read_by(of_mentee) == {"Hers", "Ours"}
        # The log does not tell a private note from a shared one.
        assert set(AuditEvent.objects.values_list("action", "subject_id")) == {
            ("programs.change_notes", pair.pk)
        }
        assert not any("Mine" in note.sealed or "Ours" in note.sealed for note in Note.objects.all())


@pytest.mark.parametrize(
    ("text", "message"),
    [("  ", "Enter a text."), ("x" * (LONGEST + 1), "A note can have up to 5,000 characters.")],
)
def test_note_without_a_text_or_too_long_is_refused(pair, organization, text, message):
    with tenant_scope(organization.id):
        with pytest.raises(ValidationError) as refused:
            write_note(parties_in(pair)[0], text=text, is_private=True, by=BY, at=NOW)
        assert refused.value.message_dict == {"text": [message]}
        assert not Note.objects.exists()
        assert not AuditEvent.objects.exists()


def test_ended_match_takes_no_new_note_and_keeps_the_old_ones_editable(pair, organization):
    with tenant_scope(organization.id):
        party = parties_in(pair)[0]
        note = write_note(party, text="Before", is_private=True, by=BY, at=NOW)
        pair.state = "ended"
        with pytest.raises(ValidationError, match="This match has ended"):
            write_note(party, text="After", is_private=True, by=BY, at=NOW)
        edit_note(note, text="Corrected", by=BY, at=NOW)
        assert read_by(party) == {"Corrected"}


def test_edit_and_deletion_are_undone_and_purged_after_a_day(pair, organization):
    with tenant_scope(organization.id):
        party = parties_in(pair)[0]
        note = write_note(party, text="First", is_private=True, by=BY, at=NOW)
        before = note.sealed
        edit_note(note, text="Second", by=BY, at=NOW)
        restore_note(note, sealed=before, deleted_at=None, by=BY)
        assert read_by(party) == {"First"}
        delete_note(note, by=BY, at=NOW)
        assert read_by(party) == set()
        assert purge_deleted_notes(now=NOW + timedelta(hours=23)) == 0
        restore_note(note, sealed=before, deleted_at=None, by=BY)
        assert read_by(party) == {"First"}
        delete_note(note, by=BY, at=NOW)
        assert purge_deleted_notes(now=NOW + timedelta(hours=25)) == 1
        assert not Note.objects.exists()


def test_note_is_written_edited_deleted_and_restored_on_its_pages(client_of, mentor, url, organization):
    client = client_of(mentor)
    saved = client.post(url, {"reader": "shared", "text": "Bring slides"}, follow=True).content.decode()
    assert "Note saved." in saved
    assert "Bring slides" in saved
    with tenant_scope(organization.id):
        note = Note.objects.get()
    assert note.is_private is False
    page = f"{url}{note.pk}/"
    assert "Bring slides" in client.get(page).content.decode()
    client.post(page, {"text": "Bring the draft"})
    assert "Bring the draft" in client.get(url).content.decode()
    client.post(f"{page}restore/")
    assert "Bring slides" in client.get(url).content.decode()
    client.post(f"{page}delete/")
    assert "Bring slides" not in client.get(url).content.decode()
    client.post(f"{page}restore/")
    assert "Bring slides" in client.get(url).content.decode()
    again = client.post(f"{page}restore/", follow=True).content.decode()
    assert "This change can no longer be undone." in again


def test_note_is_private_unless_it_is_shared_on_purpose(client_of, mentor, url):
    page = client_of(mentor).get(url).content.decode()
    assert 'value="private"' in page.split("checked")[0].rsplit("<input", 1)[1]
    assert (
        "Those who run the program cannot read them. Whoever operates the server technically could." in page
    )


def test_only_the_author_opens_edits_and_deletes_a_note(
    client_of, mentor, mentee, administrator, outsider, url, pair, organization
):
    with tenant_scope(organization.id):
        note = make_note(match=pair, author=pair.mentor, is_private=False, mark="MARK-shared")
    page = f"{url}{note.pk}/"
    for member in (mentee, administrator, outsider):
        client = client_of(member)
        assert client.get(page).status_code == 404
        assert client.post(page, {"text": "Changed"}).status_code == 404
        assert client.post(f"{page}delete/").status_code == 404
        assert client.post(f"{page}restore/").status_code == 404
    for member in (administrator, outsider):
        assert client_of(member).get(url).status_code == 404
    with tenant_scope(organization.id):
        assert Note.objects.get().read() == "MARK-shared"


def test_note_on_a_session_is_shown_there(client_of, mentor, mentee, url, pair, organization):
    with tenant_scope(organization.id):
        session = make_session(match=pair)
    client = client_of(mentor)
    client.post(url, {"reader": "shared", "text": "About the draft", "session": session.pk})
    client.post(url, {"reader": "private", "text": "For me"})
    page = f"/o/acme/my/matches/{pair.pk}/sessions/{session.pk}/"
    shown = client.get(page).content.decode()
    assert "About the draft" in shown
    assert "For me" not in shown
    assert "About the draft" in client_of(mentee).get(page).content.decode()
    assert "on the session of" in client.get(url).content.decode()


@pytest.mark.parametrize("session", ["", "nothing", "00000000-0000-0000-0000-000000000000"])
def test_session_that_is_none_of_the_match_is_left_out(client_of, mentor, url, organization, session):
    client_of(mentor).get(f"{url}?session={session}")
    client_of(mentor).post(url, {"reader": "private", "text": "Text", "session": session})
    with tenant_scope(organization.id):
        assert [note.session_ref for note in Note.objects.all()] in ([None], [])


def test_note_whose_key_is_lost_says_so(client_of, mentor, url, pair, organization):
    with tenant_scope(organization.id):
        note = make_note(match=pair, author=pair.mentor, mark="Lost")
        Note.objects.filter(pk=note.pk).update(sealed="1.000000000000.AAAA")
    page = client_of(mentor).get(url)
    assert page.status_code == 200
    assert "This note can no longer be read" in page.content.decode()
    assert client_of(mentor).get(f"{url}{note.pk}/").status_code == 200


def test_list_of_notes_costs_as_many_queries_with_one_as_with_many(
    pair, organization, django_assert_num_queries
):
    with tenant_scope(organization.id):
        party = parties_in(pair)[0]
        session = make_session(match=pair)
        for count in (1, 20):
            for _number in range(count):
                make_note(match=pair, author=pair.mentor, session_ref=session.pk)
            with django_assert_num_queries(2):
                notes_of(party)


def test_own_texts_are_exported_by_their_author_only(client_of, mentor, mentee, pair, organization):
    with tenant_scope(organization.id):
        for name, author in (("mentor", pair.mentor), ("mentee", pair.mentee)):
            for is_private in (True, False):
                make_note(match=pair, author=author, is_private=is_private, mark=f"MARK-{name}-{is_private}")
        make_concern(match=pair, mark="MARK-mentee-concern")
        make_review_answer(review=make_review(match=pair), mark="MARK-mentee-review")
    texts = client_of(mentee).post("/o/acme/my/texts/export/").content.decode()
    assert {f"MARK-mentee-{it}" for it in ("True", "False", "concern", "review")} <= set(
        re.findall(r"MARK-[\w-]+", texts)
    )
    assert "MARK-mentor" not in texts
    assert "MARK-mentee" not in client_of(mentor).post("/o/acme/my/texts/export/").content.decode()
