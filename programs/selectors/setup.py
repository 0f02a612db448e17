"""The setup of a program: its tasks, what is missing before launch, and what is still open when it closes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.formats import date as show_date
from programs.enums import DRAFTS, MatchState, ParticipantRole, ParticipantState, SessionState, SetupState
from programs.extensions import CLOSING_ITEMS, SETUP_TASKS, OpenItem, SetupTask
from programs.models import Application, Break, EmailText, Match, Participant, Program, Session
from programs.selectors.coordinators import coordinators_of

NAMED = 3
UNDER_WAY = (MatchState.ACTIVE, MatchState.PAUSED)


@dataclass(frozen=True)
class ProgramSetup:
    """The tasks of a program in order, by name."""

    tasks: Sequence[tuple[str, SetupTask]]

    @property
    def missing(self) -> list[SetupTask]:
        """The tasks that stand between the draft and its launch."""
        return [task for _name, task in self.tasks if task.state == SetupState.MISSING]

    @property
    def done_count(self) -> int:
        return sum(task.state == SetupState.DONE for _name, task in self.tasks)

    @property
    def next_name(self) -> str:
        """The first task that is missing, or else the first that is not done."""
        for state in (SetupState.MISSING, SetupState.OPTIONAL):
            for name, task in self.tasks:
                if task.state == state:
                    return name
        return ""


def program_setup(program: Program, *, today: date) -> ProgramSetup:
    """Return the tasks of the registry. At most two queries for each."""
    return ProgramSetup([(name, make(program, today)) for name, make in SETUP_TASKS.items()])


def open_items(program: Program, *, today: date) -> list[OpenItem]:
    """Return what is still open in a program that is to be closed. One query for each."""
    found = (make(program, today) for make in CLOSING_ITEMS)
    return [item for item in found if item.count]


def register() -> None:
    tasks = (dates, frequency, agreement, contact, coordinators, people, matches)
    for order, task in enumerate(tasks):
        SETUP_TASKS.register(task.__name__, task, order=10 * (order + 1))
    SETUP_TASKS.register("rules", rules, order=25)
    SETUP_TASKS.register("emails", emails, order=55)
    CLOSING_ITEMS.register("matches", open_matches, order=10)
    CLOSING_ITEMS.register("sessions", planned_sessions, order=20)


def dates(program: Program, today: date) -> SetupTask:
    first = show_date(program.starts_on)
    if program.ends_on:
        why = _("%(first)s to %(last)s. Everybody starts together.") % {
            "first": first,
            "last": show_date(program.ends_on),
        }
    else:
        why = _("From %(first)s. It has no end date.") % {"first": first}
    is_over = program.ends_on is not None and program.ends_on < today
    return SetupTask(
        label=_("Name and dates"),
        why=why,
        minutes=2,
        url=_address(program, "program-update"),
        state=SetupState.MISSING if is_over else SetupState.DONE,
        missing=_("The last day has passed.") if is_over else "",
        to_do=_("Enter a last day that is still to come"),
    )


def frequency(program: Program, today: date) -> SetupTask:
    breaks = Break.objects.filter(program=program).count()
    counted = (
        ngettext("%(num)s break.", "%(num)s breaks.", breaks) % {"num": breaks} if breaks else _("No breaks.")
    )
    return SetupTask(
        label=_("Meeting frequency and breaks"),
        why=f"{program.get_meeting_interval_days_display()}. {counted}",
        minutes=2,
        url=_address(program, "program-update"),
        state=SetupState.DONE,
    )


def rules(program: Program, today: date) -> SetupTask:
    changed = len(program.settings)
    return SetupTask(
        label=_("Rules and reminders"),
        why=ngettext(
            "%(num)s setting differs from the default.", "%(num)s settings differ from the default.", changed
        )
        % {"num": changed}
        if changed
        else _("The defaults."),
        minutes=3,
        url=_address(program, "program-settings"),
        state=SetupState.DONE,
    )


def agreement(program: Program, today: date) -> SetupTask:
    text = _("The text of this program.") if program.agreement.strip() else _("The standard text.")
    return SetupTask(
        label=_("Agreement"),
        why=text + " " + _("Both sides accept it before they begin."),
        minutes=3,
        url=_address(program, "program-agreement"),
        state=SetupState.DONE,
    )


def contact(program: Program, today: date) -> SetupTask:
    named = program.contact
    return SetupTask(
        label=_("Program contact"),
        why=_("%(name)s answers questions.") % {"name": named.user}
        if named
        else _("Nobody is named, so the administrators answer questions."),
        minutes=1,
        url=_address(program, "program-agreement"),
        state=SetupState.DONE if named else SetupState.OPTIONAL,
    )


def coordinators(program: Program, today: date) -> SetupTask:
    found = [str(member.user) for member in coordinators_of(program)]
    more = [_("and %(num)s more") % {"num": len(found) - NAMED}] if len(found) > NAMED else []
    return SetupTask(
        label=_("Coordinators"),
        why=", ".join([*found[:NAMED], *more])
        or _("Nobody is assigned, so the administrators run the program."),
        minutes=1,
        url=_address(program, "program-update") + "#coordinators",
        state=SetupState.DONE if found else SetupState.OPTIONAL,
    )


def emails(program: Program, today: date) -> SetupTask:
    changed = EmailText.objects.filter(program=program).count()
    return SetupTask(
        label=_("Emails"),
        why=ngettext("%(num)s text is your own.", "%(num)s texts are your own.", changed) % {"num": changed}
        if changed
        else _("The standard texts."),
        minutes=5,
        url=_address(program, "program-emails"),
        state=SetupState.DONE if changed else SetupState.OPTIONAL,
    )


def people(program: Program, today: date) -> SetupTask:
    taking_part = Participant.objects.filter(program=program, state=ParticipantState.ACCEPTED)
    counts = taking_part.aggregate(
        mentors=Count("id", filter=Q(role=ParticipantRole.MENTOR)),
        mentees=Count("id", filter=Q(role=ParticipantRole.MENTEE)),
    )
    mentors, mentees = counts["mentors"], counts["mentees"]
    counted = [
        ngettext("%(num)s mentor", "%(num)s mentors", mentors) % {"num": mentors},
        ngettext("%(num)s mentee", "%(num)s mentees", mentees) % {"num": mentees},
    ]
    missing, to_do = "", ""
    if not mentors and not mentees:
        missing, to_do = _("There are no mentors and no mentees yet."), _("Add mentors and mentees")
    elif not mentors:
        missing, to_do = _("There are no mentors yet."), _("Add a mentor")
    elif not mentees:
        missing, to_do = _("There are no mentees yet."), _("Add a mentee")
    return SetupTask(
        label=_("People"),
        why=", ".join(counted) if mentors or mentees else "",
        minutes=10,
        url=_address(program, "participant-list"),
        state=SetupState.MISSING if missing else SetupState.DONE,
        missing=missing,
        to_do=to_do,
    )


def matches(program: Program, today: date) -> SetupTask:
    counts = Match.objects.filter(program=program).aggregate(
        matches=Count("id", filter=Q(state__in=UNDER_WAY)), drafts=Count("id", filter=Q(state__in=DRAFTS))
    )
    count, drafts = counts["matches"], counts["drafts"]
    counted = [ngettext("%(num)s match", "%(num)s matches", count) % {"num": count}] if count else []
    if drafts:
        counted.append(ngettext("%(num)s draft", "%(num)s drafts", drafts) % {"num": drafts})
    return SetupTask(
        label=_("Matches"),
        why=", ".join(counted) or _("No matches yet. You can add them after launch."),
        minutes=10,
        url=_address(program, "match-list" if count else "matching"),
        state=SetupState.DONE if counted else SetupState.OPTIONAL,
    )


def open_matches(program: Program, today: date) -> OpenItem:
    count = Match.objects.filter(program=program, state__in=UNDER_WAY).count()
    return OpenItem(
        count,
        ngettext("%(num)s match is active or paused.", "%(num)s matches are active or paused.", count)
        % {"num": count},
        _address(program, "match-list"),
    )


def planned_sessions(program: Program, today: date) -> OpenItem:
    planned = Session.objects.filter(
        match__program=program, state=SessionState.PLANNED, happens_on__gte=today
    )
    count = planned.count()
    return OpenItem(
        count,
        ngettext("%(num)s session is planned.", "%(num)s sessions are planned.", count) % {"num": count},
        _address(program, "match-list"),
    )


def content_of(program: Program) -> list[str]:
    """Return what is deleted with the program: its people, applications, matches and sessions. Four queries."""
    people = Participant.objects.filter(program=program).count()
    applications = Application.objects.filter(program=program).count()
    matches = Match.objects.filter(program=program).count()
    sessions = Session.objects.filter(match__program=program).count()
    return [
        ngettext("%(num)s participant", "%(num)s participants", people) % {"num": people},
        ngettext("%(num)s application", "%(num)s applications", applications) % {"num": applications},
        ngettext("%(num)s match", "%(num)s matches", matches) % {"num": matches},
        ngettext("%(num)s session", "%(num)s sessions", sessions) % {"num": sessions},
    ]


def _address(program: Program, name: str) -> str:
    return reverse(f"programs:{name}", kwargs={"slug": program.organization.slug, "program_id": program.pk})
