"""What is written on the page "Did you meet?" reaches its readers and nobody else."""

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.models import MeetingQuestion, Note
from tests.factories.programs import make_note
from tests.programs.meeting_answers.answering import answer, questions

MARKS = {"note": "marked-note-5c1", "private": "marked-private-3e9", "help_text": "marked-help-7d2"}


def test_marked_texts_reach_only_their_readers(
    inquiry, link, client, client_of, organization, administrator, mentor, mentee, yesterday, caplog
):
    asked, other = inquiry("mentee"), inquiry("mentor")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
        theirs = questions(other)[1]
    client.post(
        link(asked),
        answer(
            question,
            met="yes",
            held_on=yesterday,
            rating=1,
            fit="not_good",
            note=MARKS["note"],
            private_note=MARKS["private"],
        ),
    )
    client.post(link(other), answer(theirs, met="help", help_text=MARKS["help_text"]))
    staff = client_of(administrator)
    base = f"/o/acme/programs/{question.match.program_id}/"
    pages = {
        "match": staff.get(f"{base}matches/{question.match_id}/"),
        "matches": staff.get(f"{base}matches/"),
        "today": staff.get(base),
        "audit": staff.get("/o/acme/audit/"),
        "mail": staff.get("/o/acme/emails/"),
        "help": staff.get(f"{base}matches/{theirs.match_id}/help/"),
        "api": staff.get(f"/api/v1/o/acme/matches/{question.match_id}/sessions/"),
        "partner's home": client_of(mentee).get("/o/acme/"),
    }
    texts = {name: page.content.decode() for name, page in pages.items()}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert [name for name, text in texts.items() if MARKS["help_text"] in text] == ["help"]
    assert [name for name, text in texts.items() if MARKS["note"] in text] == []
    assert [name for name, text in texts.items() if MARKS["private"] in text] == []
    # Whoever has the link sees no private note again.
    assert MARKS["private"] not in client.get(f"{link(asked)}?change={question.pk}").content.decode()
    assert "Feedback needs follow-up" in texts["match"]
    assert "One side asked for help" not in texts["match"]
    assert "1 of 5" not in texts["match"]
    assert "Not a good fit" not in texts["match"]
    # The note is for both, the request for the mentor who wrote it is not for the mentee.
    notes_url = f"/o/acme/my/matches/{question.match_id}/notes/"
    for who in (mentor, mentee):
        page = client_of(who).get(notes_url).content.decode()
        assert MARKS["note"] in page
        assert (MARKS["private"] in page) == (who == mentee)
        assert MARKS["help_text"] not in page
    with tenant_scope(organization.id):
        said = str(list(AuditEvent.objects.values_list("values", "fields", "subject_label")))
        kept = str(list(MeetingQuestion.objects.values_list("before", flat=True)))
    for mark in MARKS.values():
        assert mark not in said
        assert mark not in kept
        assert mark not in caplog.text


def private_notes(organization) -> list[str | None]:
    with tenant_scope(organization.id):
        return [note.read() for note in Note.objects.filter(is_private=True, deleted_at=None)]


def test_private_note_outlives_a_changed_answer_and_goes_with_an_undone_one(
    inquiry, link, client, organization, yesterday
):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    base = {"met": "yes", "held_on": yesterday}
    client.post(link(asked), answer(question, **base, private_note="Mine"))
    assert private_notes(organization) == ["Mine"]
    page = client.get(f"{link(asked)}?change={question.pk}").content.decode()
    assert "Your private note is saved." in page
    client.post(link(asked), answer(question, **base, minutes=30, private_note=""))
    assert private_notes(organization) == ["Mine"]
    client.post(link(asked), answer(question, **base, minutes=30, private_note="Better"))
    assert private_notes(organization) == ["Better"]
    client.post(link(asked), {"undo": question.pk})
    assert private_notes(organization) == []


def test_note_for_both_of_an_earlier_session_page_is_changed_and_restored(
    inquiry, link, client, organization, yesterday
):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
        make_note(
            match=question.match,
            author=question.match.mentee,
            session_ref=question.session_id,
            is_private=False,
        )
    client.post(link(asked), answer(question, met="yes", held_on=yesterday, note="Changed"))
    with tenant_scope(organization.id):
        assert [note.read() for note in Note.objects.all()] == ["Changed"]
    client.post(link(asked), {"undo": question.pk})
    with tenant_scope(organization.id):
        assert [(note.read(), note.deleted_at) for note in Note.objects.all()] == [("Bring slides", None)]


def test_undoing_an_answer_leaves_notes_that_were_edited_since(
    inquiry, link, client, client_of, mentee, organization, yesterday
):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    client.post(link(asked), answer(question, met="yes", held_on=yesterday, note="Ours", private_note="Mine"))
    with tenant_scope(organization.id):
        notes = {note.read(): note.pk for note in Note.objects.all()}
    page = f"/o/acme/my/matches/{question.match_id}/notes/"
    for text, pk in notes.items():
        assert client_of(mentee).post(f"{page}{pk}/", {"text": f"{text}, longer"}).status_code == 302
    client.post(link(asked), {"undo": question.pk})
    with tenant_scope(organization.id):
        kept = {note.read() for note in Note.objects.filter(deleted_at=None)}
    assert kept == {"Ours, longer", "Mine, longer"}
