"""Resources: links and files for mentors and mentees, by stage."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.actions import copy_program
from programs.actions.resources import (
    add_resource,
    move_resource,
    remove_resource,
    restore_resource,
    update_resource,
)
from programs.models import Match, Program, Resource
from programs.resource_files import MAX_BYTES, TYPES, checked_name
from programs.selectors.resources import resources_for, stage_of
from programs.views.my_briefing import BriefingLink
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program, make_resource
from tests.factories.tenancy import make_membership
from tests.programs.conftest import NOON, TODAY
from tests.programs.pages import text_of

PDF = b"%PDF-1.7 a guide"
LINK = {
    "title": "Guide",
    "description": "",
    "stage": "first",
    "audience": "both",
    "url": "https://example.org/guide",
}
FILE = LINK | {"url": ""}


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield


@pytest.fixture
def own(organization, program, mentee, it_is_today):
    """The place of the signed-in mentee in the program."""
    with tenant_scope(organization.id):
        return make_participant(program=program, person=make_person(membership=mentee), role="mentee")


def titles(program: Program) -> list[str]:
    return [it.title for it in Resource.objects.filter(program=program).offered()]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("guide.html", b"<html>", "Choose a PDF"),
        ("guide.svg", b"<svg>", "Choose a PDF"),
        ("guide", PDF, "Choose a PDF"),
        ("guide.pdf", b"<html>", "does not match"),
        ("guide.pdf", b"", "does not match"),
        ("photo.png", PDF, "does not match"),
        ("guide.pdf", PDF + b"x" * MAX_BYTES, "larger than 5 MB"),
    ],
)
def test_files_of_other_types_and_large_ones_are_refused(program, by, scope, name, content, error):
    with pytest.raises(ValidationError, match=error):
        add_resource(program, values=FILE, file=(name, content), by=by)
    assert not Resource.objects.exists()


@given(st.text(max_size=200), st.sampled_from(list(TYPES)))
def test_a_stored_name_is_short_printable_and_keeps_its_ending(name, ending):
    try:
        stored = checked_name(name + ending, TYPES[ending][1])
    except ValidationError:
        return  # such as a name that is nothing but the ending
    assert len(stored) <= 120
    assert stored.endswith(ending) or stored.lower().endswith(ending)
    assert stored.isprintable()
    assert "/" not in stored and "\\" not in stored


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/x", "data:text/html,x", "example"])
def test_links_lead_to_web_pages_only(program, by, scope, url):
    with pytest.raises(ValidationError, match="valid URL"):
        add_resource(program, values=LINK | {"url": url}, by=by)


def test_a_resource_is_a_link_or_a_file(program, by, scope):
    with pytest.raises(ValidationError, match="Enter a link or choose a file"):
        add_resource(program, values=FILE, by=by)
    with pytest.raises(ValidationError, match="not both"):
        add_resource(program, values=LINK, file=("guide.pdf", PDF), by=by)

    made = add_resource(program, values=FILE, file=("C:\\temp\\guide.pdf", PDF), by=by)
    assert (made.file_name, made.size) == ("guide.pdf", len(PDF))

    kept = update_resource(Resource.objects.light().get(), values=FILE | {"title": "New"}, by=by)
    assert bytes(Resource.objects.get().content) == PDF
    assert kept.title == "New"

    update_resource(Resource.objects.light().get(), values=LINK, by=by)
    assert (Resource.objects.get().content, Resource.objects.get().file_name) == (None, "")


def test_a_program_has_at_most_sixty(program, by, scope):
    for _ in range(59):
        make_resource(program=program)
    make_resource(program=program, removed_at=NOON)
    add_resource(program, values=LINK, by=by)

    with pytest.raises(ValidationError, match="at most 60"):
        add_resource(program, values=LINK, by=by)


def test_resources_move_within_their_stage_and_come_back_to_their_place(program, by, scope):
    one, two, three = (make_resource(program=program, title=name) for name in ("one", "two", "three"))
    make_resource(program=program, title="closing", stage="closing", position=one.position)

    move_resource(one, up=True, by=by)
    move_resource(three, up=True, by=by)
    assert [title for title in titles(program) if title != "closing"] == ["one", "three", "two"]

    remove_resource(three, by=by, at=NOON)
    assert [title for title in titles(program) if title != "closing"] == ["one", "two"]
    with pytest.raises(ValidationError, match="was removed"):
        move_resource(three, up=True, by=by)
    restore_resource(three, by=by)
    assert [title for title in titles(program) if title != "closing"] == ["one", "three", "two"]
    assert two.position > one.position


def test_a_second_removal_or_restoration_does_nothing(program, by, scope):
    made = make_resource(program=program)

    for _ in range(2):  # as two requests have read it
        remove_resource(Resource.objects.get(pk=made.pk), by=by, at=NOON)
    remove_resource(made, by=by, at=NOON + timedelta(hours=1))
    assert Resource.objects.get().removed_at == NOON
    assert AuditEvent.objects.filter(action="programs.remove_resource").count() == 1

    for _ in range(2):
        restore_resource(Resource.objects.get(pk=made.pk), by=by)
    assert Resource.objects.get().removed_at is None
    assert AuditEvent.objects.filter(action="programs.restore_resource").count() == 1


def test_mentors_and_mentees_get_theirs_the_current_stage_first(program, scope):
    make_resource(program=program, title="for mentors", audience="mentors")
    make_resource(program=program, title="begin")
    make_resource(program=program, title="half", stage="half_time", audience="mentees")
    make_resource(program=program, title="gone", removed_at=NOON)
    make_resource(title="of another program")
    mentee = make_participant(program=program, role="mentee")

    groups = resources_for(mentee, "half_time")

    assert [(stage.value, [it.title for it in found]) for stage, found in groups] == [
        ("half_time", ["half"]),
        ("before", ["begin"]),
    ]


@pytest.mark.parametrize(
    ("day", "fields", "stage"),
    [
        (date(2026, 7, 31), {}, "before"),
        (date(2026, 8, 1), {}, "first"),
        (date(2026, 10, 30), {}, "first"),
        (date(2026, 11, 1), {}, "half_time"),
        (date(2027, 1, 2), {}, "closing"),
        (date(2026, 8, 2), {"state": "ended"}, "closing"),
    ],
)
def test_the_stage_follows_from_the_dates(day, fields, stage, scope):
    program = Program(starts_on=date(2026, 8, 1), ends_on=date(2027, 2, 1), state="running")
    match = Match(started_on=date(2026, 8, 1), **{"state": "active", **fields})

    assert stage_of(program, match, today=day) == stage


def test_with_rolling_intake_the_stage_follows_from_the_length_of_a_match(scope):
    program = Program(starts_on=date(2026, 1, 1), ends_on=None, template="onboarding", state="running")
    match = Match(started_on=date(2026, 8, 3), state="active")

    assert stage_of(program, match, today=date(2026, 8, 10)) == "first"
    assert stage_of(program, match, today=date(2026, 9, 7)) == "half_time"
    assert stage_of(Program(state="running"), match, today=date(2029, 1, 1)) == "first"


def test_a_copy_takes_links_and_files(program, by, scope):
    make_resource(program=program, title="link")
    make_resource(program=program, title="file", content=PDF)
    make_resource(program=program, title="gone", removed_at=NOON)

    copied = copy_program(program, name="Second", starts_on=TODAY, by=by)

    assert titles(copied) == ["link", "file"]
    assert bytes(Resource.objects.get(program=copied, title="file").content) == PDF


def test_the_administrator_adds_edits_and_removes_with_undo(client_of, administrator, program, it_is_today):
    client, page = client_of(administrator), f"/o/acme/programs/{program.pk}/setup/resources/"
    assert "No resources yet" in text_of(client.get(page))

    file = SimpleUploadedFile("Leitfaden.pdf", PDF)
    assert "Resource added." in text_of(client.post(f"{page}new/", FILE | {"file": file}, follow=True))
    refused = client.post(f"{page}new/", FILE | {"file": SimpleUploadedFile("x.exe", b"MZ")})
    assert (refused.status_code, "Choose a PDF" in text_of(refused)) == (422, True)
    assert "Enter a valid URL" in text_of(client.post(f"{page}new/", LINK | {"url": "javascript:alert(1)"}))

    with tenant_scope(program.organization_id):
        made = Resource.objects.get()
    edited = client.post(f"{page}{made.pk}/", FILE | {"title": "Read me"}, follow=True)
    assert "Read me" in text_of(edited)
    assert "Leitfaden.pdf" in text_of(edited)
    removed = client.post(f"{page}{made.pk}/remove/", follow=True)
    assert "Read me" not in text_of(removed)
    assert f"{page}{made.pk}/restore/" in removed.content.decode()
    assert "Read me" in text_of(client.post(f"{page}{made.pk}/restore/", follow=True))


def test_a_file_is_a_download_that_no_browser_runs(client_of, mentee, own, program, organization):
    with tenant_scope(organization.id):
        made = make_resource(program=program, content=PDF, file_name='Leit"faden ü.pdf')

    answer = client_of(mentee).get(f"/o/acme/my/participations/{own.pk}/resources/{made.pk}/")

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    name = quote('Leit"faden ü.pdf', safe="")
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


def test_strangers_get_no_file(
    client_of, client, administrator, outsider, mentee, mentor, own, program, organization
):
    with tenant_scope(organization.id):
        file = make_resource(program=program, content=PDF)
        for_mentors = make_resource(program=program, content=PDF, audience="mentors")
        removed = make_resource(program=program, content=PDF, removed_at=NOON)
        elsewhere = make_resource(program=make_program(), content=PDF)
        link = make_resource(program=program)
    own_page = f"/o/acme/my/participations/{own.pk}/resources/"
    admin_page = f"/o/acme/programs/{program.pk}/setup/resources/"

    for it in (for_mentors, removed, elsewhere, link):
        assert client_of(mentee).get(f"{own_page}{it.pk}/").status_code == 404
    for member in (administrator, outsider, mentor):
        assert client_of(member).get(f"{own_page}{file.pk}/").status_code == 404
    assert client_of(outsider).get(f"{admin_page}{file.pk}/file/").status_code == 404
    assert client_of(mentee).get(f"{admin_page}{file.pk}/file/").status_code == 403
    assert client_of(administrator).get(f"{admin_page}{elsewhere.pk}/file/").status_code == 404
    assert client_of(administrator).get(f"{admin_page}{file.pk}/file/").content == PDF
    assert client.get(f"{own_page}{file.pk}/").status_code == 302


def test_a_mentee_finds_them_on_the_match_and_by_the_link_of_an_email(
    client_of, client, mentee, own, program, organization
):
    with tenant_scope(organization.id):
        match = make_match(program=program, mentee=own, started_on=TODAY - timedelta(days=3))
        file = make_resource(program=program, title="Checklist", stage="first", content=PDF)
        make_resource(program=program, title="Handbook", stage="before")
    section = text_of(client_of(mentee).get(f"/o/acme/my/matches/{match.pk}/resources/"))
    swapped = client_of(mentee).get(
        f"/o/acme/my/matches/{match.pk}/resources/", headers={"HX-Request": "true"}
    )
    assert "<html" not in swapped.content.decode()
    assert "Checklist" in swapped.content.decode()
    assert section.index("First sessions now") < section.index("Checklist") < section.index("Handbook")
    assert "resources/" in client_of(mentee).get(f"/o/acme/my/matches/{match.pk}/").content.decode()

    link = BriefingLink.path_to(own, organization)
    assert f"?file={file.pk}" in client.get(link).content.decode()
    assert client.get(f"{link}?file={file.pk}").content == PDF
    assert client.get(f"{link}?file=x").status_code == 404


def test_nobody_gets_a_resource_of_another_organization(
    client_of, outsider, program, organization, other_organization
):
    with tenant_scope(organization.id):
        made = make_resource(program=program, content=PDF)
    with tenant_scope(other_organization.id):
        theirs = make_program()
        make_membership(role="administrator")
    page = f"/o/{other_organization.slug}/programs/{theirs.pk}/setup/resources/{made.pk}/"

    assert client_of(outsider).get(f"{page}file/").status_code == 404
    assert client_of(outsider).post(f"{page}remove/").status_code == 404
