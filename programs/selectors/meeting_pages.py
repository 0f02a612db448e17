"""What the page "Did you meet?" and its email say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from babel.lists import format_list
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership
from mentoring.ui.formats import current_locale, weekday_and_date
from programs.enums import MatchState
from programs.extensions import AFTER_SESSION_QUESTIONS
from programs.models import Feedback, MeetingInquiry, MeetingQuestion, Session
from programs.selectors.meeting_inquiries import ASKED_AGAIN_AFTER
from programs.selectors.notes import own_shared_notes
from programs.selectors.parties import Party

NAMES_IN_A_QUESTION = 3
READERS_NAMED = 3


@dataclass(frozen=True)
class AskedMatch:
    """One match on the page: what is asked, what has been answered, and what upper apps add."""

    question: MeetingQuestion
    party: Party
    feedback: Feedback | None
    asks_fit: bool
    # What this side has written for both about the session.
    note: str = ""
    # (template, what it shows) of each question that upper apps add.
    more: Sequence[tuple[str, Any]] = field(default_factory=tuple)

    @property
    def prefix(self) -> str:
        return f"m{self.question.pk.hex}"

    @property
    def session(self) -> Session | None:
        return self.question.session

    @property
    def text(self) -> str:
        return question_text([first_name(self.party.partner)], self.question.about_on, self._since)

    @property
    def _since(self) -> date | None:
        return self.party.match.last_held_on


@dataclass(frozen=True)
class InquiryPage:
    inquiry: MeetingInquiry
    asked: Sequence[AskedMatch]

    @property
    def open(self) -> list[AskedMatch]:
        return [asked for asked in self.asked if not asked.question.answer]

    @property
    def answered(self) -> list[AskedMatch]:
        return [asked for asked in self.asked if asked.question.answer]

    @property
    def heading(self) -> str:
        return heading_of([asked.question for asked in self.open or self.asked])

    @property
    def asked_again_on(self) -> date:
        return self.inquiry.asked_on + ASKED_AGAIN_AFTER


def questions_of(inquiry_ids: Iterable[UUID]) -> QuerySet[MeetingQuestion]:
    """Return what is asked, of matches that go on, in the order of the page."""
    return (
        MeetingQuestion.objects.filter(inquiry__in=list(inquiry_ids), match__state=MatchState.ACTIVE)
        .select_related("match__program", "match__mentor__person", "match__mentee__person", "session")
        .order_by("match__mentee__person__name_norm", "match__mentor__person__name_norm", "id")
    )


def inquiry_page(inquiry: MeetingInquiry, *, now: datetime) -> InquiryPage:
    """Return the page of an inquiry. Three queries and those of the upper apps, whatever the number of matches."""
    questions = list(questions_of([inquiry.pk]))
    given = _feedback([question.match_id for question in questions])
    parties = [Party(question.match, question.role) for question in questions]
    notes = own_shared_notes(parties, [question.session_id for question in questions])
    more = [(asked.template, asked.load(parties, now=now)) for asked in AFTER_SESSION_QUESTIONS]
    return InquiryPage(
        inquiry, [_asked_match(q, p, given, more, notes) for q, p in zip(questions, parties, strict=True)]
    )


def _feedback(match_ids: Sequence[UUID]) -> list[Feedback]:
    return list(Feedback.objects.filter(match__in=match_ids))


def _asked_match(
    question: MeetingQuestion,
    party: Party,
    given: Sequence[Feedback],
    more: Sequence[tuple[str, Mapping[UUID, Any]]],
    notes: Mapping[tuple[UUID | None, UUID], str],
) -> AskedMatch:
    own = [f for f in given if f.match_id == question.match_id and f.role == question.role]
    this = next((f for f in own if question.session_id and f.session_id == question.session_id), None)
    has_said = any(f.fit for f in own if f is not this)
    shown = [(template, found[question.match_id]) for template, found in more if question.match_id in found]
    asks_fit = question.match.held_count <= 1 and not has_said
    return AskedMatch(
        question, party, this, asks_fit, notes.get((question.session_id, party.participant.pk), ""), shown
    )


def heading_of(questions: Sequence[MeetingQuestion]) -> str:
    """Return "Did you meet Priya and Sam on Wednesday, Nov 25?", in the language of the page."""
    if not questions:
        return _("Did you meet?")
    names = [first_name(Party(q.match, q.role).partner) for q in questions]
    days = {q.about_on for q in questions}
    since = questions[0].match.last_held_on if len(questions) == 1 else None
    return question_text(names, days.pop() if len(days) == 1 else None, since)


heading_lazy = lazy(heading_of, str)


def question_text(names: Sequence[str], on: date | None, since: date | None) -> str:
    if len(names) > NAMES_IN_A_QUESTION:
        return ngettext(
            "Did you meet? One page for your %(num)s match",
            "Did you meet? One page for your %(num)s matches",
            len(names),
        ) % {"num": len(names)}
    who = format_list(list(names), locale=current_locale())
    if on:
        return _("Did you meet %(names)s on %(day)s?") % {"names": who, "day": weekday_and_date(on)}
    if since:
        return _("Have you met %(names)s since %(day)s?") % {"names": who, "day": weekday_and_date(since)}
    return _("Have you met %(names)s?") % {"names": who}


def first_name(party: Party) -> str:
    return party.person.first_name or party.person.name


def help_readers() -> str:
    """Return the names of those who run programs and so read a request for help. One query."""
    staff = (
        Membership.objects.active()
        .with_role(Role.OWNER, Role.ADMINISTRATOR, Role.COORDINATOR)
        .select_related("user")
        .order_by("joined_at", "id")
    )
    names = [str(membership.user) for membership in staff[: READERS_NAMED + 1]]
    if len(names) > READERS_NAMED:
        names = [*names[: READERS_NAMED - 1], _("others who run the program")]
    return format_list(names, locale=current_locale()) if names else _("those who run the program")
