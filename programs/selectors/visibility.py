"""“What can my administrator see about me?”: the rows of programs, and the page's data for one member."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.tenancy.models import Membership
from mentoring.ui.formats import date as show_date
from programs.enums import Health, Sees
from programs.extensions import VISIBILITY, VisibleItem
from programs.selectors.parties import Party, parties_of

STAFF_SEES = {Sees.YES, Sees.DATES, Sees.IF_PROGRAM_SAYS_SO, Sees.FOLLOW_UP}


@dataclass(frozen=True)
class SeenNow:
    """An item that those who run the program see, with what it says today, by the partner's name."""

    item: VisibleItem
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Visibility:
    """All items, by reader."""

    items: Sequence[VisibleItem]
    parties: Sequence[Party]
    staff: Sequence[SeenNow] = field(default_factory=tuple)

    @property
    def pair(self) -> list[VisibleItem]:
        return [it for it in self._hidden if it.partner != Sees.NO]

    @property
    def mine(self) -> list[VisibleItem]:
        return [it for it in self._hidden if it.partner == Sees.NO]

    @property
    def named(self) -> list[VisibleItem]:
        return [it for it in self.items if it.staff == Sees.NAMED]

    @property
    def _hidden(self) -> list[VisibleItem]:
        return [it for it in self.items if it.staff == Sees.NO]


def visibility_of(membership: Membership) -> Visibility:
    """Return what others see of this member. One query."""
    parties = [party for party in parties_of(membership) if party.is_current]
    items = list(VISIBILITY)
    seen = [SeenNow(it, _lines(it, parties)) for it in items if it.staff in STAFF_SEES]
    return Visibility(items, parties, seen)


def _lines(item: VisibleItem, parties: Sequence[Party]) -> list[tuple[str, str]]:
    if item.now is None:
        return []
    return [(party.partner.person.name, text) for party in parties if (text := item.now(party))]


def _sessions(party: Party) -> str:
    match = party.match
    text = ngettext("%(num)s held", "%(num)s held", match.held_count) % {"num": match.held_count}
    if match.last_held_on:
        return _("%(held)s, the last on %(day)s") % {"held": text, "day": show_date(match.last_held_on)}
    return text


def _health(party: Party) -> str:
    return str(Health(party.match.health).label)


def _pause(party: Party) -> str:
    if party.participant.paused_on is None:
        return _("Not paused")
    return party.participant.get_pause_reason_display()


def _account(party: Party) -> str:
    return party.person.email


def register() -> None:
    """Add the rows of programs. The order is that of the table."""
    yes, no = Sees.YES, Sees.NO
    rows = {
        "sessions": VisibleItem(
            gettext_lazy("Sessions"),
            yes,
            yes,
            yes,
            Sees.TOTALS,
            detail=gettext_lazy("dates and lengths"),
            now=_sessions,
        ),
        "agenda": VisibleItem(
            gettext_lazy("Agenda and place of a session"),
            yes,
            yes,
            no,
            no,
            fields=("programs.session.agenda", "programs.session.place"),
        ),
        "shared_notes": VisibleItem(
            gettext_lazy("Shared notes"), yes, yes, no, no, fields=("programs.note.sealed",)
        ),
        "private_notes": VisibleItem(
            gettext_lazy("Private notes"), yes, no, no, no, fields=("programs.note.sealed",)
        ),
        "messages": VisibleItem(
            gettext_lazy("Messages between you and your partner"),
            yes,
            yes,
            no,
            no,
            fields=("programs.matchmessage.body",),
        ),
        "agreement": VisibleItem(
            gettext_lazy("Agreement"),
            yes,
            yes,
            Sees.DATES,
            no,
            detail=gettext_lazy("whether you accepted it, not your answers"),
            fields=("programs.agreementacceptance.wishes", "programs.agreementacceptance.contact"),
        ),
        "briefing": VisibleItem(
            gettext_lazy("Briefing"),
            yes,
            no,
            Sees.DATES,
            no,
            detail=gettext_lazy("when you marked it as read"),
        ),
        "pause": VisibleItem(
            gettext_lazy("Pause of your participation"),
            yes,
            Sees.DATES,
            yes,
            no,
            detail=gettext_lazy("dates and reason"),
            now=_pause,
        ),
        "rating": VisibleItem(
            gettext_lazy("Rating of a session and fit of the match"),
            yes,
            no,
            Sees.FOLLOW_UP,
            Sees.TOTALS_FROM_5,
            detail=gettext_lazy("no number and no name"),
        ),
        "help": VisibleItem(
            gettext_lazy("A request for help"),
            yes,
            no,
            Sees.NAMED,
            no,
            fields=("programs.helprequest.sealed",),
        ),
        "reviews": VisibleItem(
            gettext_lazy("Answers to a review"),
            yes,
            Sees.AFTER_BOTH,
            no,
            Sees.TOTALS_FROM_5,
            fields=("programs.reviewanswer.sealed",),
        ),
        "concern": VisibleItem(
            gettext_lazy("A concern"), yes, no, Sees.NAMED, no, fields=("programs.concern.sealed",)
        ),
        "health": VisibleItem(
            gettext_lazy("Status of the match"),
            no,
            no,
            yes,
            Sees.TOTALS,
            detail=gettext_lazy("with its reasons"),
            now=_health,
        ),
        "application": VisibleItem(
            gettext_lazy("Topics and answers of your application"),
            yes,
            no,
            yes,
            no,
            fields=("programs.participant.topics",),
        ),
        "account": VisibleItem(
            gettext_lazy("Account and email address"),
            yes,
            yes,
            yes,
            no,
            detail=gettext_lazy("also whether email arrives"),
            fields=("people.person.email",),
            now=_account,
        ),
        "directory": VisibleItem(
            gettext_lazy("Directory"),
            no,
            no,
            yes,
            Sees.TOTALS,
            detail=gettext_lazy("from HR: department, level, location, manager, first day"),
            fields=("people.person.department",),
        ),
    }
    for order, (name, item) in enumerate(rows.items(), 1):
        VISIBILITY.register(name, item, order=order * 10)
