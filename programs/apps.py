from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")

    def ready(self) -> None:
        from mentoring.encryption.extensions import SEALED_MODELS
        from mentoring.imports.extensions import IMPORT_KINDS, IMPORT_TARGETS
        from mentoring.mail.extensions import SILENT_SCOPES
        from mentoring.members.extensions import SEARCH_PROVIDERS
        from mentoring.people.extensions import PEOPLE_OF_MEMBERS, PERSON_SECTIONS, PersonSection
        from programs import (
            application_emails,
            briefing_email,
            closing_emails,
            email_examples,
            email_texts,
            emails,
            introduction_emails,
            meeting_email,
            program_settings,
            rematch_emails,
            response_email,
            review_emails,
            session_emails,
            support_emails,
            text_test_email,
        )
        from programs.audit_text import register as register_audit_text
        from programs.extensions import (
            HEALTH_PROVIDERS,
            PARTY_ROWS,
            PARTY_SECTIONS,
            PARTY_STEPS,
            SEND_FORECASTS,
            TODAY_PROVIDERS,
            MatchSection,
        )
        from programs.health.feedback import FeedbackHealth
        from programs.health.wording import register_wording
        from programs.import_kinds.matches import MatchImport
        from programs.import_kinds.participants import ParticipantImport
        from programs.import_kinds.sessions import SessionImport
        from programs.import_kinds.target import ProgramTarget
        from programs.models import Concern, HelpRequest, Note, ReviewAnswer
        from programs.rules import can_see_program
        from programs.selectors import applying_setup, material_setup, setup, visibility
        from programs.selectors.meeting_forecast import MeetingForecast
        from programs.selectors.participants import people_of
        from programs.selectors.programs import test_runs_among
        from programs.selectors.responses import ResponseForecast
        from programs.selectors.silence_health import SilenceHealth
        from programs.selectors.support_forecast import ReviewForecast, StillMeetingForecast
        from programs.today.applications import ApplicationsToDecide
        from programs.today.departures import DepartedMentors
        from programs.today.endings import RematchWishes, SilentMatches
        from programs.today.introductions import IntroductionsToSend
        from programs.today.responses import MatchesWithoutResponse
        from programs.today.todo import MatchesNeedingAction
        from programs.views import home, navigation
        from programs.views.agreement import AgreementCard
        from programs.views.application_link import ApplicationLink  # noqa: F401 - workers derive links to it
        from programs.views.cards import SessionRows
        from programs.views.manager_link import ManagerApprovalLink  # noqa: F401 - workers derive links to it
        from programs.views.meeting_inquiries import MetLink  # noqa: F401 - workers derive links to it
        from programs.views.meeting_steps import MeetingSteps
        from programs.views.my_briefing import BriefingCard
        from programs.views.reviews import ReviewSteps
        from programs.views.search import MatchSearch, ProgramSearch
        from programs.views.session_steps import SessionSteps
        from programs.views.still_meeting import StillMeetingLink  # noqa: F401 - workers derive links to it

        for order, kind in enumerate((ParticipantImport(), MatchImport(), SessionImport())):
            IMPORT_KINDS.register(kind.name, kind, order=20 + order)
        IMPORT_TARGETS.register("program", ProgramTarget())
        register_wording()
        meeting_email.register()
        HEALTH_PROVIDERS.register("feedback", FeedbackHealth(), order=90)
        HEALTH_PROVIDERS.register("silence", SilenceHealth(), order=92)
        SEND_FORECASTS.register("met", MeetingForecast(), order=10)
        SEND_FORECASTS.register("responses", ResponseForecast(), order=5)
        SEND_FORECASTS.register("reviews", ReviewForecast(), order=40)
        SEND_FORECASTS.register("still-meeting", StillMeetingForecast(), order=50)
        PARTY_STEPS.register("met", MeetingSteps(), order=10)
        PARTY_STEPS.register("sessions", SessionSteps(), order=50)
        home.register()
        visibility.register()
        setup.register()
        program_settings.register()
        applying_setup.register()
        material_setup.register()
        SEARCH_PROVIDERS.register("matches", MatchSearch(), order=20)
        SEARCH_PROVIDERS.register("programs", ProgramSearch(), order=30)
        register_audit_text()
        emails.register()
        session_emails.register()
        support_emails.register()
        introduction_emails.register()
        rematch_emails.register()
        text_test_email.register()
        closing_emails.register()
        email_texts.register()
        email_examples.register()
        review_emails.register()
        application_emails.register()
        PARTY_STEPS.register("agreement", AgreementCard(), order=10)
        PARTY_ROWS.register("agreement", AgreementCard(), order=90)
        PARTY_STEPS.register("briefing", BriefingCard(), order=45)
        PARTY_ROWS.register("briefing", BriefingCard(), order=80)
        briefing_email.register()
        response_email.register()
        SEALED_MODELS.register("notes", Note)
        SEALED_MODELS.register("concerns", Concern)
        SEALED_MODELS.register("reviews", ReviewAnswer)
        SEALED_MODELS.register("help", HelpRequest)
        PARTY_SECTIONS.register("reviews", MatchSection(_("Reviews"), "programs:my-reviews"), order=40)
        PARTY_STEPS.register("reviews", ReviewSteps(), order=40)
        PARTY_SECTIONS.register(
            "resources", MatchSection(_("Resources"), "programs:my-match-resources"), order=45
        )
        PARTY_SECTIONS.register("notes", MatchSection(_("Notes"), "programs:my-notes"), order=50)
        PARTY_ROWS.register("sessions", SessionRows(), order=10)
        TODAY_PROVIDERS.register("matches", MatchesNeedingAction(), order=10)
        TODAY_PROVIDERS.register("departures", DepartedMentors(), order=5)
        TODAY_PROVIDERS.register("silent", SilentMatches(), order=20)
        TODAY_PROVIDERS.register("rematch", RematchWishes(), order=30)
        TODAY_PROVIDERS.register("introductions", IntroductionsToSend(), order=33)
        TODAY_PROVIDERS.register("responses", MatchesWithoutResponse(), order=32)
        TODAY_PROVIDERS.register("applications", ApplicationsToDecide(), order=35)
        PEOPLE_OF_MEMBERS.register("programs", people_of)
        PERSON_SECTIONS.register(
            "programs", PersonSection(_("Programs"), "programs:person-participations", can_see_program)
        )
        SILENT_SCOPES.register("test-runs", test_runs_among)
        navigation.register()
