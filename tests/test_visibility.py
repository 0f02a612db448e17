"""“What can my administrator see about me?”: the table is what the pages show, tried with a mark for each row."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

from mentoring.tenancy.base import TenantModel
from mentoring.tenancy.scope import tenant_scope
from programs.enums import Sees
from programs.extensions import VISIBILITY
from programs.models import Match
from tests.crawling import all_pages
from tests.factories.goals import make_action_plan, make_check_in, make_goal, make_milestone, make_plan_action
from tests.factories.meetings import make_help_request
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import (
    make_acceptance,
    make_match,
    make_match_message,
    make_note,
    make_participant,
    make_program,
    make_session,
)
from tests.factories.support import make_concern, make_review, make_review_answer

AT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
# Text fields of a match or a participant that are no row of the table, and why.
NOT_IN_THE_TABLE = {
    "programs.match.end_reason": "written by those who run the program",
    "programs.match.override_reason": "written by those who run the program",
    "programs.matchchange.reason": "written by those who run the program",
    "programs.session.time_zone": "no text",
    "programs.session.external_id": "from a file",
    "programs.agreementacceptance.text": "the program's agreement",
    "programs.participant.motivation": "not asked for yet",
    "programs.participant.pause_reason": "one of a few words, not a text",
    "programs.application.name": "entered by guests to be read by those who run the program",
    "programs.application.email": "as in the directory",
    "programs.application.email_norm": "as in the directory",
    "programs.application.language": "no text",
    "goals.goal.unit": "a word such as percent",
    "goals.goal.external_id": "from a file",
}


def mark_of(name: str) -> str:
    return f"MARK-{name.replace('_', '-')}"


@pytest.fixture
def world(organization, mentor, mentee) -> Match:
    """A match whose mentee has written everything there is to write, each with the mark of its row."""
    with tenant_scope(organization.id):
        program = make_program(name="Leaders")
        of_mentor = make_person(
            first_name="Max", last_name="Mentor", membership=mentor, email="max@example.org"
        )
        of_mentee = make_person(
            first_name="Mia",
            last_name="Mentee",
            membership=mentee,
            email=f"{mark_of('account')}@example.org",
        )
        make_attributes(person=of_mentee, department=mark_of("directory"))
        match = make_match(
            program=program,
            mentor=make_participant(program=program, role="mentor", person=of_mentor),
            mentee=make_participant(
                program=program, role="mentee", person=of_mentee, topics=[mark_of("application")]
            ),
            overridden_by=None,
        )
        session = make_session(match=match, agenda=mark_of("agenda"), place=mark_of("agenda"))
        for name, is_private in (("shared_notes", False), ("private_notes", True)):
            make_note(
                match=match,
                author=match.mentee,
                session_ref=session.pk,
                is_private=is_private,
                mark=mark_of(name),
            )
        make_match_message(match=match, role="mentee", body=mark_of("messages"), sent_at=AT)
        make_acceptance(match=match, mark=mark_of("agreement"))
        make_help_request(match=match, text=mark_of("help"), resolved_by=None)
        make_concern(match=match, mark=mark_of("concern"))
        make_review_answer(review=make_review(match=match), mark=mark_of("reviews"))
        words = mark_of("goal_words")
        goal = make_goal(
            match=match,
            state="agreed",
            title=mark_of("goal_titles"),
            skill=mark_of("goals"),
            measure=mark_of("goal_titles"),
            relevance=words,
            support=words,
            obstacles=words,
        )
        make_milestone(goal=goal, title=words)
        make_check_in(goal=goal, note=words)
        make_plan_action(plan=make_action_plan(match=match), title=mark_of("plan_words"))
        match.refresh_from_db()
    return match


def read_by(client, match: Match, *, at_most: int = 300) -> str:
    base = f"/o/acme/programs/{match.program_id}/matches/{match.pk}/"
    mine = f"/o/acme/my/matches/{match.pk}/"
    pages = all_pages(client, "acme", also=(base, f"{base}help/", mine, f"{mine}goals/"), at_most=at_most)
    for export in ("participants/export/", "matches/export/", "goals/export/"):
        answer = client.post(f"/o/acme/programs/{match.program_id}/{export}", {"format": "csv"})
        pages[export] = b"".join(answer).decode("utf-8", "replace")
    return "\n".join(pages.values())


WITH_WORDS = {name: item for name, item in VISIBILITY.items() if item.fields}

SHOWN_TO_BOTH = {"agenda", "shared_notes", "messages", "goal_titles", "goal_words", "plan_words"}


def seen(text: str) -> set[str]:
    return {name for name in WITH_WORDS if mark_of(name).lower() in text.lower()}


def expected(reader: str, *also: Sees) -> set[str]:
    return {name for name, item in WITH_WORDS.items() if getattr(item, reader) in {Sees.YES, *also}}


def test_the_author_sees_what_the_table_says(world, client_of, mentee):
    found = seen(read_by(client_of(mentee), world))
    # What has been sent, such as a request for help, is not shown again.
    assert found <= expected("you")
    assert found >= {"private_notes", *SHOWN_TO_BOTH}


def test_the_partner_sees_what_the_table_says(world, client_of, mentor):
    found = seen(read_by(client_of(mentor), world))
    assert found <= expected("partner")
    assert found >= SHOWN_TO_BOTH


@pytest.mark.parametrize("shows_titles", [False, True])
def test_those_who_run_the_program_see_what_the_table_says(
    world, client_of, administrator, organization, shows_titles
):
    with tenant_scope(organization.id):
        world.program.shows_goal_titles = shows_titles
        world.program.save(update_fields=["shows_goal_titles"])
    also = [Sees.IF_PROGRAM_SAYS_SO] if shows_titles else []
    # A request for help names them as its readers.
    named = {"help"}
    assert seen(read_by(client_of(administrator), world)) == expected("staff", *also) | named


def test_reports_show_no_words(world, client_of, analyst):
    assert seen(read_by(client_of(analyst), world)) == expected("reports")


def test_every_text_of_a_match_is_in_a_row_of_the_table():
    stored = set()
    for model in apps.get_models():
        if not issubclass(model, TenantModel) or model._meta.app_label not in {"programs", "goals"}:
            continue
        names = {field.name for field in model._meta.get_fields()}
        if (
            names & {"match", "goal", "participant"}
            or model is Match
            or model._meta.model_name == "participant"
        ):
            stored |= {
                f"{model._meta.label_lower}.{field.name}"
                for field in model._meta.local_fields
                if isinstance(field, CharField | TextField) and not field.choices
            }
    in_rows = {field for item in VISIBILITY for field in item.fields}
    assert stored - in_rows - set(NOT_IN_THE_TABLE) == set()
    assert set(NOT_IN_THE_TABLE) & in_rows == set()


def test_the_page_says_what_is_seen_today(world, client_of, mentee, organization):
    with tenant_scope(organization.id):
        Match.objects.update(held_count=5, last_held_on="2026-09-14", health="on_track")
    page = client_of(mentee).get("/o/acme/my/visibility/").content.decode()
    assert "5 held, the last on Sep 14" in page
    assert "On track" in page
    for item in VISIBILITY:
        assert str(item.label).replace("“", "&ldquo;") in page or str(item.label) in page


def test_the_api_answers_the_same_table(client_of, mentee):
    rows = client_of(mentee).get("/api/v1/o/acme/visibility/").json()["items"]
    assert {
        row["name"]: (row["you"], row["partner"], row["administrator"], row["reports"]) for row in rows
    } == {name: (item.you, item.partner, item.staff, item.reports) for name, item in VISIBILITY.items()}


def test_the_page_costs_three_queries_more_than_a_page_costs(
    world, client_of, mentee, django_assert_max_num_queries
):
    client = client_of(mentee)
    client.get("/o/acme/my/visibility/")
    with django_assert_max_num_queries(12):
        client.get("/o/acme/my/visibility/")
