"""Plans to start from: three for a stage of the match, five for a growth area. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.utils.translation import gettext as _

from goals.enums import ActionOwner
from goals.plan_changes import Entry

MENTOR, MENTEE, BOTH = ActionOwner.MENTOR.value, ActionOwner.MENTEE.value, ActionOwner.BOTH.value


@dataclass(frozen=True)
class Proposal:
    """An action, and how many days from today it is due."""

    title: str
    who: str
    days: int


@dataclass(frozen=True)
class PlanStart:
    label: str
    actions: Sequence[Proposal]

    def entries(self, today: date) -> list[Entry]:
        """Return the actions with their dates, as new entries of a plan."""
        return [
            Entry(uuid4(), it.title, it.who, today + timedelta(days=it.days), None, None)
            for it in self.actions
        ]


def plan_starts() -> dict[str, PlanStart]:
    """Return the plans to start from in the active language, by their name in the query string."""
    return {
        "beginning": PlanStart(
            _("The first 90 days"),
            [
                Proposal(_("Write down what you want from this match"), BOTH, 7),
                Proposal(_("Agree on the first goal"), BOTH, 21),
                Proposal(_("Introduce the mentee to two helpful colleagues"), MENTOR, 35),
                Proposal(_("Take stock: what works, and what to change"), BOTH, 90),
            ],
        ),
        "halfway": PlanStart(
            _("Half-time"),
            [
                Proposal(_("Compare the goals with what has been reached"), BOTH, 14),
                Proposal(_("Ask two colleagues for feedback"), MENTEE, 21),
                Proposal(_("Choose the focus of the second half"), BOTH, 28),
            ],
        ),
        "ending": PlanStart(
            _("The last weeks"),
            [
                Proposal(_("Collect what has been achieved"), MENTEE, 14),
                Proposal(_("Plan the next step after the program"), BOTH, 21),
                Proposal(_("Say what each of you takes from the match"), BOTH, 28),
            ],
        ),
        "presenting": PlanStart(
            _("Presenting"),
            [
                Proposal(_("Choose a topic and an audience"), MENTEE, 7),
                Proposal(_("Listen to a dry run and give feedback"), MENTOR, 21),
                Proposal(_("Give the talk"), MENTEE, 35),
                Proposal(_("Go through the feedback together"), BOTH, 42),
            ],
        ),
        "leading": PlanStart(
            _("Leading people"),
            [
                Proposal(_("List the people you lead and what each of them needs"), MENTEE, 14),
                Proposal(_("Share how you prepare one-on-ones"), MENTOR, 14),
                Proposal(_("Hold a one-on-one with everybody in the team"), MENTEE, 42),
            ],
        ),
        "network": PlanStart(
            _("Networking"),
            [
                Proposal(_("Name five people worth knowing"), MENTOR, 14),
                Proposal(_("Have a first conversation with two of them"), MENTEE, 35),
                Proposal(_("Offer something useful to one of them"), MENTEE, 42),
            ],
        ),
        "career": PlanStart(
            _("Career planning"),
            [
                Proposal(_("Find out the criteria for the next level"), MENTOR, 14),
                Proposal(_("Compare yourself with the criteria"), MENTEE, 28),
                Proposal(_("Talk to your manager about the next step"), MENTEE, 42),
            ],
        ),
        "technical": PlanStart(
            _("Technical depth"),
            [
                Proposal(_("Choose a task that is just out of reach"), BOTH, 14),
                Proposal(_("Work on it together for an hour"), BOTH, 28),
                Proposal(_("Present the solution to the team"), MENTEE, 42),
            ],
        ),
    }
