"""The sentences of an action plan's pages."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.enums import ActionOwner, RevisionKind
from goals.models import PlanAction
from goals.plan_changes import ADDED, CHANGED, DONE, REMOVED, REOPENED, counted
from goals.selectors.plans import ListedRevision
from programs.models import Match
from programs.selectors.parties import Party


def owner_label(who: str, party: Party | None, match: Match | None = None) -> str:
    """Return who does an action: "You", the other's first name, or both. Without a side, the names."""
    if who == ActionOwner.BOTH:
        return _("Both")
    if party is not None and who == party.role:
        return _("You")
    match = match or (party.match if party else None)
    assert match is not None
    person = (match.mentor if who == ActionOwner.MENTOR else match.mentee).person
    return person.first_name or person.name


def plan_finding(party: Party, actions: Sequence[PlanAction], *, today: date) -> str:
    """Return "One action of yours is overdue. 4 are open, 1 is done.", from this side's view."""
    mine = (party.role, ActionOwner.BOTH)
    late = sum(
        1
        for it in actions
        if it.done_on is None and it.due_on is not None and it.due_on < today and it.who in mine
    )
    open_count = sum(1 for it in actions if it.done_on is None)
    done = len(actions) - open_count
    sentences = []
    if late:
        sentences.append(
            ngettext("%(num)s of your actions is overdue.", "%(num)s of your actions are overdue.", late)
            % {"num": late}
        )
    open_words = ngettext("%(num)s action is open", "%(num)s actions are open", open_count) % {
        "num": open_count
    }
    done_words = ngettext("%(num)s is done", "%(num)s are done", done) % {"num": done}
    sentences.append(f"{open_words}, {done_words}." if done else f"{open_words}.")
    return " ".join(sentences)


def revision_label(listed: ListedRevision) -> str:
    """Return what a revision changed: "From “The first 90 days”", "2 added, 1 done" or "Nothing changed"."""
    revision = listed.revision
    if revision.kind == RevisionKind.UNCHANGED:
        return str(RevisionKind.UNCHANGED.label)
    if revision.kind == RevisionKind.IMPORTED:
        return str(RevisionKind.IMPORTED.label)
    if revision.number == 1 and revision.source:
        return _("From “%(start)s”") % {"start": revision.source}
    return change_counts(counted(listed.changes)) or str(RevisionKind.SAVED.label)


def change_counts(counts: dict[str, int]) -> str:
    """Return "2 added, 1 done"."""
    words = {
        ADDED: lambda n: ngettext("%(num)s added", "%(num)s added", n),
        CHANGED: lambda n: ngettext("%(num)s changed", "%(num)s changed", n),
        DONE: lambda n: ngettext("%(num)s done", "%(num)s done", n),
        REOPENED: lambda n: ngettext("%(num)s reopened", "%(num)s reopened", n),
        REMOVED: lambda n: ngettext("%(num)s removed", "%(num)s removed", n),
    }
    return ", ".join(
        word(counts[kind]) % {"num": counts[kind]} for kind, word in words.items() if kind in counts
    )
