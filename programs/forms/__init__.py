"""The forms of programs, by noun."""

from programs.forms.agreement import REPLY_CHOICES, AgreementForm
from programs.forms.matches import (
    DraftForm,
    IntroductionForm,
    MatchCreateForm,
    MatchCreateQuery,
    MatchEndForm,
    MatchFilter,
    MatchingQuery,
    MatchPauseForm,
    MatchReopenForm,
    OverrideForm,
    RematchForm,
    ViewForm,
    only_choices,
)
from programs.forms.meeting_replies import MeetingReplyForm
from programs.forms.messages import AnnouncementForm, EmailTextForm, MessageForm
from programs.forms.notes import NoteForm, NoteTextForm
from programs.forms.participants import (
    AbsenceDatesForm,
    AbsenceForm,
    ParticipantFilter,
    ParticipantForm,
    ParticipantQuery,
)
from programs.forms.profile import ProfileQuestionForm, TopicForm
from programs.forms.programs import (
    AgreementTextForm,
    CloseProgramForm,
    CoordinatorForm,
    ProgramForm,
    ProgramStartForm,
)
from programs.forms.readers import ONLY_THE_TWO, read_by
from programs.forms.reviews import ReviewForm
from programs.forms.sessions import AgendaForm, PlanSessionForm, RecordSessionForm, SessionForm
from programs.forms.support import ConcernForm, HelpForm, SupportForm
from programs.forms.widgets import DateInput

__all__ = [
    "ONLY_THE_TWO",
    "REPLY_CHOICES",
    "AbsenceDatesForm",
    "AbsenceForm",
    "AgendaForm",
    "AgreementForm",
    "AgreementTextForm",
    "AnnouncementForm",
    "CloseProgramForm",
    "ConcernForm",
    "CoordinatorForm",
    "DateInput",
    "DraftForm",
    "EmailTextForm",
    "HelpForm",
    "IntroductionForm",
    "MatchCreateForm",
    "MatchCreateQuery",
    "MatchEndForm",
    "MatchFilter",
    "MatchPauseForm",
    "MatchReopenForm",
    "MatchingQuery",
    "MeetingReplyForm",
    "MessageForm",
    "NoteForm",
    "NoteTextForm",
    "OverrideForm",
    "ParticipantFilter",
    "ParticipantForm",
    "ParticipantQuery",
    "PlanSessionForm",
    "ProfileQuestionForm",
    "ProgramForm",
    "ProgramStartForm",
    "RecordSessionForm",
    "RematchForm",
    "ReviewForm",
    "SessionForm",
    "SupportForm",
    "TopicForm",
    "ViewForm",
    "only_choices",
    "read_by",
]
