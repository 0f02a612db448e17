"""The pages that record, change, delete and restore sessions and absences of a match."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.tenancy.scope import tenant_scope
from programs.models import Absence, Match, Note, Session
from tests.factories.programs import make_absence, make_match, make_note, make_session
from tests.programs.conftest import TODAY
from tests.programs.pages import text_of


@pytest.fixture
def match(held) -> Match:
    return held(70, 3)


@pytest.fixture
def url(program, match) -> str:
    return f"/o/acme/programs/{program.pk}/matches/{match.pk}/"


@pytest.fixture
def client(client_of, coordinator):
    return client_of(coordinator)


def only(model, organization):
    with tenant_scope(organization.id):
        return model.objects.get()


def undo_url(answer) -> str:
    """Return the URL of the Undo button of the notice."""
    page = answer.content.decode()
    return page.split('/restore/"')[0].rsplit('action="', 1)[1] + "/restore/"


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("override/", {"health": "on_track"}),
        ("sessions/new/", {"session-happens_on": ""}),
        ("absences/new/", {"absence-role": "mentor"}),
    ],
)
def test_url_of_a_form_shows_the_page_before_and_after_a_refusal(client, url, form, data):
    assert client.get(url + form).status_code == 200
    refused = client.post(url + form, data)
    assert refused.status_code == 422
    assert "error-summary" in refused.content.decode()
    assert client.get(url + form).status_code == 200  # what reloading the refused page does


def test_session_is_changed_and_the_change_is_undone(client, organization, url, match):
    session = only(Session, organization)
    edit = f"{url}sessions/{session.pk}/"
    assert f'href="{edit}#sessions"' in client.get(url).content.decode()
    assert f'value="{session.happens_on}"' in client.get(edit).content.decode()
    day = TODAY - timedelta(days=30)
    saved = client.post(edit, {"happens_on": day, "state": "missed", "minutes": ""}, follow=True)
    assert "Session saved. Status updated." in text_of(saved)
    changed = only(Session, organization)
    assert (changed.happens_on, changed.state, changed.minutes) == (day, "missed", None)
    undone = client.post(undo_url(saved), follow=True)
    assert "Session restored. Status updated." in text_of(undone)
    restored = only(Session, organization)
    assert (restored.happens_on, restored.state, restored.minutes) == (session.happens_on, "held", 60)
    again = client.post(f"{edit}restore/", follow=True)
    assert "This change can no longer be undone." in text_of(again)


def test_row_of_a_session_becomes_its_form(client, organization, url):
    session = only(Session, organization)
    edit = f"{url}sessions/{session.pk}/"
    page = client.get(edit).content.decode()
    assert page.count('class="row-form"') == 1
    assert f'formaction="{edit}delete/"' in page
    assert f'href="{url}#sessions"' in page  # Cancel
    assert 'class="row-form"' not in client.get(url).content.decode()
    tomorrow = organization.local_date(timezone.now()) + timedelta(days=1)
    refused = client.post(edit, {"happens_on": tomorrow, "state": "held", "minutes": "45"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "This date is in the future." in page
    assert f'value="{tomorrow}"' in page
    assert page.index("error-summary") > page.index('class="row-form"')


def test_deleted_session_comes_back_with_its_rating_and_notes(client, organization, url, match):
    with tenant_scope(organization.id):
        Session.objects.update(rating=5, agenda="Career")
    session = only(Session, organization)
    with tenant_scope(organization.id):
        make_note(match=Match.objects.get(), session_ref=session.pk, mark="Between us")
    deleted = client.post(f"{url}sessions/{session.pk}/delete/", follow=True)
    assert "Session deleted. Status updated." in text_of(deleted)
    with tenant_scope(organization.id):
        assert (Session.objects.count(), Match.objects.get().held_count) == (0, 0)
    client.post(undo_url(deleted))
    back = only(Session, organization)
    assert (back.pk, back.rating, back.agenda) == (session.pk, 5, "Career")
    note = only(Note, organization)
    assert (note.session_ref, note.read()) == (session.pk, "Between us")
    assert only(Match, organization).held_count == 1


def test_another_member_cannot_restore_a_deleted_session(client, client_of, administrator, organization, url):
    session = only(Session, organization)
    client.post(f"{url}sessions/{session.pk}/delete/")
    client_of(administrator).post(f"{url}sessions/{session.pk}/restore/")
    with tenant_scope(organization.id):
        assert not Session.objects.exists()


def test_session_of_another_match_is_not_found(client, organization, program, url):
    with tenant_scope(organization.id):
        other = make_session(match=make_match(program=program))
    for end in ("", "delete/"):
        assert client.post(f"{url}sessions/{other.pk}/{end}").status_code == 404


def test_absence_is_recorded_changed_deleted_and_restored(client, organization, url, match):
    with tenant_scope(organization.id):
        mentee = match.mentee.person.name
    assert f'<option value="mentee">{mentee}</option>' in client.get(url).content.decode()
    first = {"absence-role": "mentee", "absence-starts_on": "2026-10-01", "absence-ends_on": "2026-10-05"}
    client.post(f"{url}absences/new/", first)
    absence = only(Absence, organization)
    edit = f"{url}absences/{absence.pk}/"
    assert f'href="{edit}"' in client.get(url).content.decode()
    assert 'value="2026-10-01"' in client.get(edit).content.decode()
    refused = client.post(edit, {"starts_on": "2026-10-09", "ends_on": "2026-10-05"})
    assert (refused.status_code, only(Absence, organization).starts_on) == (422, absence.starts_on)
    changed = client.post(edit, {"starts_on": "2026-10-02", "ends_on": "2026-10-05"}, follow=True)
    assert str(only(Absence, organization).starts_on) == "2026-10-02"
    client.post(undo_url(changed))
    assert only(Absence, organization).starts_on == absence.starts_on
    deleted = client.post(f"{edit}delete/", follow=True)
    with tenant_scope(organization.id):
        assert not Absence.objects.exists()
    restored = client.post(undo_url(deleted), follow=True)
    assert "Absence restored. Status updated." in text_of(restored)
    back = only(Absence, organization)
    assert (back.pk, back.participant_id, back.starts_on) == (absence.pk, match.mentee_id, absence.starts_on)


def test_absence_of_somebody_else_is_not_found(client, organization, program, url):
    with tenant_scope(organization.id):
        other = make_absence(participant=make_match(program=program).mentee)
    assert client.post(f"{url}absences/{other.pk}/delete/").status_code == 404
