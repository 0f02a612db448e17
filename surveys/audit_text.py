"""The texts of the audit log for actions of surveys."""

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, Sentence
from surveys.enums import SurveyMode, Trigger
from surveys.models import Survey

AUDIT_TEXT = {
    "create_survey": Sentence(
        _("Create a survey"),
        _("%(who)s created the survey %(thing)s (%(mode)s)."),
        {"mode": SurveyMode.choices},
    ),
    "update_survey": Sentence(
        _("Change a survey"),
        _("%(who)s changed the survey %(thing)s."),
        fields={"questions": _("Questions")},
    ),
    "update_questions": Sentence(
        _("Change the questions of a survey"),
        _("%(who)s changed the questions of the survey %(thing)s (version %(version)s)."),
    ),
    "archive_survey": Sentence(_("Archive a survey"), _("%(who)s archived the survey %(thing)s.")),
    "launch_wave": Sentence(_("Send a survey"), _("%(who)s sent the survey %(thing)s to %(count)s people.")),
    "schedule_survey": Sentence(
        _("Schedule a survey"),
        _("%(who)s scheduled the survey %(thing)s (%(trigger)s)."),
        {"trigger": Trigger.choices},
    ),
    "stop_schedule": Sentence(
        _("Stop a schedule"), _("%(who)s stopped the schedule of the survey %(thing)s.")
    ),
    "send_survey_test": Sentence(
        _("Send a test of a survey email"),
        _("%(who)s sent the invitation to the survey %(thing)s to themselves, as a test."),
    ),
    "set_contact_budget": Sentence(
        _("Change the contact budget"),
        _(
            "%(who)s changed the contact budget: %(gap_days)s days between two invitations, %(per_month)s in 30 days, "
            "%(per_year)s in a year."
        ),
    ),
    "stop_pulse": Sentence(
        _("Stop a survey with few answers"),
        _("%(who)s stopped the survey %(thing)s: under 30%% answered twice."),
    ),
    "restart_pulse": Sentence(_("Start a survey again"), _("%(who)s started the survey %(thing)s again.")),
    "export_survey_calendar": Sentence(
        _("Export the survey calendar"), _("%(who)s exported the survey calendar (%(rows)s rows).")
    ),
    "export_skips": Sentence(
        _("Export who was not invited"),
        _("%(who)s exported how many people were not invited to surveys, by reason (%(rows)s rows)."),
    ),
    "export_mentor_results": Sentence(
        _("Export results by mentor"), _("%(who)s exported the survey results by mentor (%(rows)s rows).")
    ),
    "export_wave_results": Sentence(
        _("Export survey results"),
        _("%(who)s exported the results of the survey %(thing)s (%(rows)s rows)."),
    ),
    "close_wave": Sentence(_("Close a survey"), _("%(who)s closed the survey %(thing)s.")),
    "stop_emails": Sentence(
        _("Stop survey emails"), _("%(who)s stopped the emails of the survey %(thing)s.")
    ),
    "destroy_linking_secret": Sentence(
        _("Make responses unlinkable"),
        _("%(who)s made the confidential survey responses of %(thing)s impossible to link to people."),
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 300):
        SENTENCES.register(f"surveys.{name}", sentence, order=order)
    KINDS.register("surveys.survey", _("Survey"))
    NAMES.register(
        "surveys.survey", lambda ids: dict(Survey.objects.filter(pk__in=ids).values_list("pk", "name"))
    )
