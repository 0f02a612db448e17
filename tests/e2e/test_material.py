"""Briefings, resources and certificates in the browser: set up by an administrator, used by a mentee on a phone."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from mentoring.tenancy.scope import tenant_scope
from programs.models import BriefingReading
from programs.rollups.match_counts import refresh_matches
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.people import make_person
from tests.factories.programs import make_acceptance, make_match, make_participant, make_program, make_session
from tests.factories.tenancy import make_membership, make_organization, make_user

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def world(live_site):
    """Ada runs a program in which Mia has a match that begins and one that has ended."""
    word = uuid4().hex[:8]
    organization = make_organization(name="Stadtwerke", slug=f"acme-{word}")
    today = organization.local_date(timezone.now())
    with tenant_scope(organization.id):
        ada = make_membership(
            user=make_user(email=f"ada-{word}@example.org", name="Ada Byron"), role="administrator"
        )
        mia = make_membership(user=make_user(email=f"mia-{word}@example.org", name="Mia"), role="participant")
        program = make_program(
            name=f"Rising Leaders {word}",
            starts_on=today - timedelta(days=20),
            ends_on=today + timedelta(days=200),
            contact=ada,
            offers_certificates=True,
        )
        person = make_person(first_name="Mia", last_name="Brandt", email=mia.user.email, membership=mia)
        mentee = make_participant(program=program, role="mentee", person=person)
        match = make_match(
            program=program, mentee=mentee, started_on=today - timedelta(days=2), overridden_by=None
        )
        make_acceptance(match=match, role="mentee")
        ended = make_match(
            program=program,
            mentee=mentee,
            started_on=today - timedelta(days=15),
            state="ended",
            ended_on=today - timedelta(days=3),
            overridden_by=None,
        )
        make_session(match=ended, happens_on=today - timedelta(days=10))
        refresh_matches(program.pk, on=today)
    return SimpleNamespace(
        organization=organization, program=program, match=match, ended=ended, ada=ada, mia=mia, mentee=mentee
    )


def test_from_the_setup_to_the_certificate(open_page, live_site, world):
    base = f"{live_site}/o/{world.organization.slug}/"
    page = open_page()
    sign_in_by_cookie(page, live_site, world.ada.user)
    page.goto(f"{base}programs/{world.program.pk}/setup/")
    page.get_by_role("link", name="Briefings").click()
    page.get_by_role("link", name="Change Mentee: English").wait_for()
    page.wait_for_load_state()
    page.evaluate("document.querySelectorAll('main details').forEach((it) => (it.open = true))")
    look_at(page, "briefings")
    page.get_by_role("link", name="Change Mentee: English").click()
    page.locator("[name=text]").fill("## Welcome\nMeet soon.\n- Bring a question")
    page.get_by_role("button", name="Save text").click()
    page.get_by_role("heading", name="Welcome").wait_for()
    look_at(page, "briefing-edit")

    page.goto(f"{base}programs/{world.program.pk}/setup/resources/new/")
    page.locator("[name=title]").fill("Questions for the first session")
    page.locator("[name=description]").fill("One page, to choose from.")
    page.get_by_label("First sessions").check()
    page.locator("[name=file]").set_input_files(
        {"name": "questions.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 questions"}
    )
    look_at(page, "resource-new")
    page.get_by_role("button", name="Add resource").click()
    page.get_by_text("Resource added.").wait_for()
    look_at(page, "resources")
    page.get_by_role("button", name="Remove Questions for the first session").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Resource restored.").wait_for()

    page.goto(f"{base}programs/{world.program.pk}/participants/remind-briefing/")
    look_at(page, "briefing-remind")
    page.goto(f"{base}programs/{world.program.pk}/participants/?briefing=unread")
    look_at(page, "participants-unread")
    page.goto(f"{base}programs/{world.program.pk}/setup/certificate/")
    look_at(page, "certificate-setup")

    phone = open_page(**PHONE)
    sign_in_by_cookie(phone, live_site, world.mia.user)
    phone.goto(base)
    look_at(phone, "home-with-briefing")
    phone.get_by_role("link", name="Read the briefing").click()
    phone.get_by_text("Bring a question").wait_for()
    look_at(phone, "my-briefing")
    phone.get_by_role("button", name="Mark as read").click()
    phone.get_by_text("You marked this as read on").wait_for()
    with tenant_scope(world.organization.id):
        assert BriefingReading.objects.filter(participant=world.mentee).count() == 1
    with phone.expect_download() as caught:
        phone.get_by_role("link", name="Questions for the first session").click()
    assert caught.value.suggested_filename == "questions.pdf"

    phone.goto(f"{base}my/matches/{world.match.pk}/", wait_until="networkidle")
    phone.get_by_role("heading", name="First sessions now").wait_for()
    look_at(phone, "match-with-resources")
    phone.goto(f"{base}my/matches/{world.ended.pk}/")
    look_at(phone, "match-with-certificate")
    with phone.expect_download() as caught:
        phone.get_by_role("link", name="Download certificate").click()
    assert caught.value.suggested_filename.endswith(".pdf")
