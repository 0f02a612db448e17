"""The tasks of a program's setup about who takes part and what applicants are asked."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats
from programs.enums import ParticipantRole, SetupState
from programs.extensions import SETUP_TASKS, SetupTask
from programs.models import Program
from programs.selectors.intake import intake_of, is_open, roles_of
from programs.selectors.profile import questions_of


def register() -> None:
    SETUP_TASKS.register("intake", who_takes_part, order=15)
    SETUP_TASKS.register("questions", profile_questions, order=35)


def who_takes_part(program: Program, today: date) -> SetupTask:
    intake = intake_of(program)
    open_until = intake.apply_until
    if is_open(program, intake, today=today):
        state = (
            _("Applications are open until %(day)s.") % {"day": formats.date(open_until)}
            if open_until
            else _("Applications are open.")
        )
    else:
        state = _("Applications are not open.")
    roles = roles_of(intake)
    if len(roles) > 1:
        who = _("Mentors and mentees can apply.")
    elif ParticipantRole.MENTOR in roles:
        who = _("Mentors can apply.")
    else:
        who = _("Mentees can apply.")
    return SetupTask(
        label=_("Who takes part"),
        why=f"{state} {who}",
        minutes=3,
        url=_address(program, "program-intake"),
        state=SetupState.DONE,
    )


def profile_questions(program: Program, today: date) -> SetupTask:
    count = len(questions_of(program))
    return SetupTask(
        label=_("Profile questions"),
        why=ngettext("%(num)s question to applicants.", "%(num)s questions to applicants.", count)
        % {"num": count}
        if count
        else _("Applicants are asked for their name only."),
        minutes=5,
        url=_address(program, "profile-questions"),
        state=SetupState.DONE,
    )


def _address(program: Program, name: str) -> str:
    return reverse(f"programs:{name}", kwargs={"slug": program.organization.slug, "program_id": program.pk})
