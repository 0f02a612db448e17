"""The participants and the matches of a program as tables to download, with the rows and numbers of the pages."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.ui.tabular import Table
from programs.enums import AccountState, ParticipantRole
from programs.health.wording import status_reason
from programs.models import Program
from programs.selectors.applications import applications_of, people_with_attributes
from programs.selectors.drafts import drafts_of
from programs.selectors.matches import MatchFilters, listed_matches
from programs.selectors.participants import participants_of
from programs.selectors.profile import all_questions, in_words


def participants_table(
    program: Program, *, today: date, role: str, name: str, account: str = "", briefing: str = ""
) -> Table:
    """Return the filtered participants by name. One query."""
    heads = [
        _("Employee ID"),
        _("First name"),
        _("Last name"),
        _("Email"),
        _("Role"),
        _("Status"),
        _("Topics"),
        _("Matches"),
        _("Places"),
        _("Account"),
        _("Invited on"),
        _("Briefing read on"),
    ]
    labels = dict(AccountState.choices)
    found = participants_of(
        program, today=today, role=role, name=name, account=account, briefing=briefing
    ).order_by("person__name_norm", "id")
    rows = [
        [
            it.person.employee_id,
            it.person.first_name,
            it.person.last_name,
            it.person.email,
            it.get_role_display(),
            it.current_state_label,
            ", ".join(it.topics),
            it.match_count,
            it.capacity if it.role == ParticipantRole.MENTOR else None,
            str(labels[it.account_state]),
            timezone.localdate(it.invite_sent_at) if it.account_state == AccountState.INVITED else None,
            timezone.localdate(it.briefing_read_at) if it.briefing_read_at else None,
        ]
        for it in found
    ]
    return Table(heads, rows)


def applications_table(program: Program, *, state: str, role: str, name: str, today: date) -> Table:
    """Return the filtered applications with a column for each question. Three queries."""
    questions = all_questions(program)
    heads = [
        _("Name"),
        _("Email"),
        _("Applies as"),
        _("Status"),
        _("Applied on"),
        _("Level"),
        _("Department"),
        _("Location"),
        _("Mentees at most"),
        _("Line manager"),
        *(question.text for question in questions),
    ]
    applications = list(applications_of(program, state=state, role=role, name=name))
    people = people_with_attributes(applications, on=today)
    rows = []
    for it in applications:
        person = people.get(it.person_id)
        attributes = [
            getattr(person, each) or "" if person else "" for each in ("level", "department", "location")
        ]
        rows.append(
            [
                it.name,
                it.email,
                it.get_role_display(),
                it.get_state_display(),
                timezone.localdate(it.submitted_at),
                *attributes,
                it.capacity if it.role == ParticipantRole.MENTOR else None,
                it.get_manager_answer_display(),
                *(in_words(question, it.answers.get(question.key)) for question in questions),
            ]
        )
    return Table(heads, rows)


def matches_table(program: Program, filters: MatchFilters) -> Table:
    """Return the filtered matches in the order of the page. One query."""
    heads = [
        _("Mentor"),
        _("Mentor email"),
        _("Mentor employee ID"),
        _("Mentee"),
        _("Mentee email"),
        _("Mentee employee ID"),
        _("Status"),
        _("Since"),
        _("Reason"),
        _("Introduced on"),
        _("Sessions held"),
        _("Sessions expected"),
        _("Last met"),
        _("Next session"),
        _("Goals agreed"),
        _("Goals met"),
        _("Status overridden"),
        _("Review on"),
    ]
    rows = [
        [
            match.mentor.person.name,
            match.mentor.person.email,
            match.mentor.person.employee_id,
            match.mentee.person.name,
            match.mentee.person.email,
            match.mentee.person.employee_id,
            match.get_health_display(),
            match.health_since,
            status_reason(match),
            match.started_on,
            match.held_count,
            match.expected_count,
            match.last_held_on,
            match.next_planned_on,
            match.goals_agreed,
            match.goals_met,
            _("yes") if match.override else "",
            match.override_review_on,
        ]
        for match in listed_matches(program, filters)
    ]
    return Table(heads, rows)


def drafts_table(program: Program, *, today: date) -> Table:
    """Return the draft matches by the name of the mentee."""
    heads = [
        _("Mentee"),
        _("Mentee email"),
        _("Mentee employee ID"),
        _("Mentor"),
        _("Mentor email"),
        _("Mentor employee ID"),
        _("Status"),
        _("Reason"),
        _("Cannot be approved because"),
    ]
    rows = [
        [
            it.match.mentee.person.name,
            it.match.mentee.person.email,
            it.match.mentee.person.employee_id,
            it.match.mentor.person.name,
            it.match.mentor.person.email,
            it.match.mentor.person.employee_id,
            it.match.get_state_display(),
            it.reason,
            str(it.broken.label) if it.broken else "",
        ]
        for it in drafts_of(program, today=today)
    ]
    return Table(heads, rows)
