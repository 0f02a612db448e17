"""Bring the made-up organization in through the import, exactly as an administrator would."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mentoring.accounts.actions import adopt_time_zone
from mentoring.accounts.models import User
from mentoring.email_address import normalize_email
from mentoring.imports.actions import check_rows, import_rows, start_import
from mentoring.members.actions.organizations import create_organization
from mentoring.members.models import INVITE_LIFE, MemberInvite
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import tenant_scope
from programs.actions import ask_whether_met, create_program, record_session
from programs.enums import Health, MatchState, MeetingInterval, ProgramState, SessionState
from programs.models import Match, Program, Session
from reports.enums import LeaveKind
from reports.notice.actions import save_notice, switch_on_outcomes
from reports.outcomes.actions import decide_outcome_plan
from reports.sample.anonymous_surveys import add_anonymous_surveys
from reports.sample.applications import add_applications
from reports.sample.contact_budget import add_survey_over_budget
from reports.sample.goals import add_goals
from reports.sample.matching import add_drafts
from reports.sample.material import add_material
from reports.sample.objectives import add_objectives
from reports.sample.organization import write_sample
from reports.sample.plans import add_plans
from reports.sample.roi import add_cohorts, add_money
from reports.sample.support import add_notes_and_reviews
from reports.sample.surveys import add_surveys, survey_link

SLUG = "sample"
ADMINISTRATOR = "ada.sample@example.org"
WITH_ACCOUNT, INVITED = 20, 8
LENGTH = timedelta(weeks=26)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Cast:
    """Who can be looked at it as; each a sign-in."""

    administrator: User
    mentor: User
    mentee: User


def load_sample(*, today: date, say: Say) -> Organization:
    """Make the organization and import its files, saying each step; one that is there already is left alone."""
    existing = Organization.objects.filter(slug=SLUG).first()
    if existing:
        return existing
    owner = _user(ADMINISTRATOR, "Ada Sample")
    with transaction.atomic(), TemporaryDirectory() as folder:
        organization = create_organization(
            name="Sample Organization", slug=SLUG, language="en", time_zone="Europe/Berlin", by=owner
        )
        starts = write_sample(Path(folder), today=today).starts
        with tenant_scope(organization.id):
            _import_everything(Path(folder), starts, today, say)
            _sign_ups(organization)
            _accounts_and_invitations(organization, today)
            _ask_about_a_session(organization, today)
            add_goals(_shown_match(), today=today)
            add_plans(_shown_match(), today=today)
            add_notes_and_reviews(_shown_match(), today=today)
            add_material(_shown_match().program, at=timezone.now())
            add_applications(today=today)
            add_drafts(_shown_match().program, organization, today=today)
            add_surveys(organization, _shown_match(), today=today)
            add_anonymous_surveys(organization, _shown_match().program, today=today)
            add_survey_over_budget(_shown_match().program, today=today)
            add_objectives(today=today)
    return organization


def survey_link_of(organization: Organization) -> str:
    """Return the address at which the mentee of the cast answers the open survey."""
    with tenant_scope(organization.id):
        return survey_link(organization, _shown_match().mentee.person_id)


def cast_of(organization: Organization) -> Cast:
    """Return the administrator, and the mentor and mentee of a match that is on track."""
    with tenant_scope(organization.id):
        match = _shown_match()
        return Cast(
            User.objects.get(email=ADMINISTRATOR),
            match.mentor.person.membership.user,
            match.mentee.person.membership.user,
        )


def _import_everything(folder: Path, starts: tuple[date, date], today: date, say: Say) -> None:
    by = Actor.system("sample")

    def bring(
        kind: str,
        name: str,
        *,
        as_of: date = today,
        program: UUID | None = None,
        content: bytes | None = None,
    ) -> None:
        source = (folder / name).read_bytes() if content is None else content
        run, _mapping = start_import(kind, source, by=by, as_of=as_of, file_name=name, target_id=program)
        check_rows(run, now=timezone.now())
        import_rows(run, by=by, now=timezone.now())
        say(f"{name}: {run.added} added, {run.updated} updated, {run.skipped} skipped")

    save_notice(values={"given_on": starts[0] - timedelta(days=30)}, by=by, today=today)
    switch_on_outcomes(by=by)
    bring("directory", "workday_directory.csv")
    bring("directory", "workday_directory_start.csv", as_of=starts[0])
    bring("employment-events", "hr_events.csv")
    bring("kpi-readings", "ratings_before.csv", as_of=starts[0])
    for number, start in enumerate(starts, 1):
        program = create_program(
            name=f"Rising Leaders, cohort {number}",
            purpose="Retain engineers and fill leadership from inside.",
            starts_on=start,
            ends_on=start + LENGTH,
            meeting_interval_days=MeetingInterval.THREE_WEEKS,
            state=ProgramState.CLOSED if start + LENGTH < today else ProgramState.RUNNING,
            by=by,
        )
        decide_outcome_plan(program, leave_kind=LeaveKind.ALL, by=by)
        for kind in ("participants", "matches", "sessions", "goals"):
            bring(kind, f"cohort_{number}/{kind}.csv", program=program.pk)
        for name in ("skills_before.csv", "skills_after.csv"):
            if (folder / f"cohort_{number}" / name).exists():
                bring("kpi-readings", f"cohort_{number}/{name}")
    add_cohorts(bring, today=today, by=by)
    add_money(today=today, by=by, owner="Jonas Weber, Finance")


def _sign_ups(organization: Organization) -> None:
    """Let the mentor and the mentee of one match sign in."""
    match = _shown_match()
    for participant in (match.mentor, match.mentee):
        _sign_up(participant.person, organization)


def _sign_up(person: Person, organization: Organization) -> None:
    user = _user(person.email, person.name)
    adopt_time_zone(user, person.time_zone or organization.time_zone)
    membership = Membership.objects.create(user=user, role=Role.PARTICIPANT)
    Person.objects.filter(pk=person.pk).update(membership=membership)


def _ask_about_a_session(organization: Organization, today: date) -> None:
    """Plan a session that is just over, and ask both whether they met, so that they have something to do."""
    match, by = _shown_match(), Actor.system("sample")
    taken = set(Session.objects.filter(match=match).values_list("happens_on", flat=True))
    day = next(day for n in range(1, 60) if (day := today - timedelta(days=n)) not in taken)
    record_session(match, happens_on=day, state=SessionState.PLANNED, by=by, today=today)
    for participant in (match.mentor, match.mentee):
        person = participant.person
        # At ten in the morning where the person is: at night, nobody is asked.
        where = ZoneInfo(person.time_zone or organization.time_zone)
        now = datetime.combine(today, time(10), where)
        ask_whether_met([person.pk], organization=organization, by=by, now=now)


def _accounts_and_invitations(organization: Organization, today: date) -> None:
    """Give some participants of the newest program an account, and others an invitation of nine days ago; no email."""
    program = Program.objects.order_by("-starts_on").first()
    people = list(
        Person.objects.not_departed(today)
        .filter(participations__program=program, membership=None, email_norm__isnull=False)
        .distinct()
        .order_by("employee_id")[: WITH_ACCOUNT + INVITED]
    )
    for person in people[:WITH_ACCOUNT]:
        _sign_up(person, organization)
    sent_at = timezone.now() - timedelta(days=9)
    MemberInvite.objects.bulk_create(
        MemberInvite(
            email=person.email_norm,
            role=Role.PARTICIPANT,
            language=organization.language,
            is_from_directory=True,
            invited_at=sent_at,
            sent_at=sent_at,
            expires_at=sent_at + INVITE_LIFE,
        )
        for person in people[WITH_ACCOUNT:]
    )


def _shown_match() -> Match:
    """Return the match of the two who signed up first, whatever became of it: the same one at each start.

    Before that, the newest program's first match on track, of two who cannot be mixed up.
    """
    signed_up = (
        Match.objects.with_people()
        .filter(mentor__person__membership__isnull=False, mentee__person__membership__isnull=False)
        .order_by("mentor__person__membership__joined_at", "mentee__person__membership__joined_at")
        .first()
    )
    if signed_up is not None:
        return signed_up
    matches = (
        Match.objects.with_people()
        .filter(state=MatchState.ACTIVE)
        .exclude(mentor__person__first_name=F("mentee__person__first_name"))
        .exclude(mentor__person__last_name=F("mentee__person__last_name"))
        .order_by("-program__starts_on", "id")
    )
    return matches.filter(health=Health.ON_TRACK).first() or matches.first()


def _user(email: str, name: str) -> User:
    user = User.objects.filter(email=normalize_email(email)).first()
    return user or User.objects.create_user(email, name=name)
