"""Which mentors can be suggested for a mentee: rules that no suggestion breaks, the order, and the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.enums import LeftOut


@dataclass(frozen=True)
class MenteeFacts:
    """What is known of a mentee. `utc_offset` is in minutes.

    `line` are the people above and below them in the organization, `known` those they are or were matched with.
    """

    person_id: UUID
    name: str
    topics: Sequence[str] = ()
    language: str = ""
    utc_offset: int = 0
    is_accepted: bool = True
    has_left: bool = False
    line: frozenset[UUID] = frozenset()
    known: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class MentorFacts:
    """What is known of a mentor. `free` places are neither taken by a match nor by a draft."""

    person_id: UUID
    name: str
    free: int
    topics: Sequence[str] = ()
    language: str = ""
    utc_offset: int = 0
    is_accepted: bool = True
    has_left: bool = False
    is_absent: bool = False
    # What the caller finds the mentor by.
    row: Any = field(default=None, compare=False)


@dataclass(frozen=True)
class Suggestion:
    """A mentor who can be matched with a mentee, and the reasons."""

    mentor: MentorFacts
    shared: tuple[str, ...]
    same_language: bool
    hours_apart: float

    @property
    def reason(self) -> str:
        """Return why mentor and mentee fit and how many places are free, in short sentences."""
        places = ngettext("%(num)s free place.", "%(num)s free places.", self.mentor.free)
        return f"{self.in_common} {places % {'num': self.mentor.free}}"

    @property
    def in_common(self) -> str:
        """Return why mentor and mentee fit, in short sentences."""
        topics = self._topics or _("No shared topic.")
        language = _("Same language.") if self.same_language else _("Different languages.")
        return f"{topics} {language} {self._hours}"

    @property
    def for_both(self) -> str:
        """Return what mentor and mentee share, for their introduction: nothing that they do not share."""
        language = _("Same language.") if self.same_language else ""
        return " ".join(part for part in (self._topics, language, self._hours) if part)

    @property
    def _topics(self) -> str:
        if not self.shared:
            return ""
        return ngettext(
            "%(num)s shared topic: %(topics)s.", "%(num)s shared topics: %(topics)s.", len(self.shared)
        ) % {"num": len(self.shared), "topics": ", ".join(self.shared)}

    @property
    def _hours(self) -> str:
        if not self.hours_apart:
            return _("Same time zone.")
        hours = f"{self.hours_apart:g}"
        return ngettext("%(hours)s hour apart.", "%(hours)s hours apart.", 1 if hours == "1" else 2) % {
            "hours": hours
        }


def broken_rule(mentor: MentorFacts, mentee: MenteeFacts) -> LeftOut | None:
    """Return the rule by which they cannot be matched, or None. No suggestion and no approved draft breaks one."""
    if mentor.person_id == mentee.person_id:
        return LeftOut.SAME_PERSON
    if mentor.has_left or mentee.has_left:
        return LeftOut.HAS_LEFT
    if not (mentor.is_accepted and mentee.is_accepted):
        return LeftOut.NOT_ACCEPTED
    if mentor.person_id in mentee.known:
        return LeftOut.KNOWN
    if mentor.person_id in mentee.line:
        return LeftOut.REPORTING_LINE
    if mentor.is_absent:
        return LeftOut.ABSENT
    if mentor.free <= 0:
        return LeftOut.NO_PLACE
    return None


def suggestions(
    mentee: MenteeFacts, mentors: Sequence[MentorFacts]
) -> tuple[list[Suggestion], dict[LeftOut, int]]:
    """Return the mentors who can be suggested, best first, and the number of others by the rule they break.

    More shared topics come first, then the same language, the nearest time zone, more free places, and the name.
    """
    found: list[Suggestion] = []
    left_out: dict[LeftOut, int] = {}
    for mentor in mentors:
        if rule := broken_rule(mentor, mentee):
            left_out[rule] = left_out.get(rule, 0) + 1
        else:
            found.append(compare(mentor, mentee))
    found.sort(
        key=lambda it: (
            -len(it.shared),
            not it.same_language,
            it.hours_apart,
            -it.mentor.free,
            it.mentor.name.casefold(),
            it.mentor.person_id,
        )
    )
    return found, left_out


def compare(mentor: MentorFacts, mentee: MenteeFacts) -> Suggestion:
    """Return what mentor and mentee have in common."""
    wanted = {topic.casefold() for topic in mentee.topics}
    shared = tuple(topic for topic in mentor.topics if topic.casefold() in wanted)
    minutes = abs(mentor.utc_offset - mentee.utc_offset)
    # Thirteen hours ahead is eleven behind.
    return Suggestion(
        mentor, shared, mentor.language == mentee.language, min(minutes, 24 * 60 - minutes) / 60
    )
