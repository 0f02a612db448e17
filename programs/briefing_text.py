"""The briefings of mentors and mentees where a program has no text of its own, and how briefings are divided.

A line that begins with "##" is a heading, one that begins with "-" an item of a list, any other a paragraph. Nothing
else is markup.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HEADING, ITEM = "##", "- "


@dataclass(frozen=True)
class Block:
    """A part of a briefing: a "heading", a "paragraph" or a "list"."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Return the parts of a briefing in order, as plain text."""
    found: list[Block] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith(HEADING):
            if heading := line.lstrip("#").strip():
                found.append(Block("heading", (heading,)))
        elif line.startswith(ITEM):
            before = found.pop().lines if found and found[-1].kind == "list" else ()
            found.append(Block("list", (*before, line.removeprefix(ITEM).strip())))
        else:
            found.append(Block("paragraph", (line,)))
    return found


# What each template adds, for mentors and for mentees.
ADDED: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "onboarding": (
        gettext_lazy(
            "Get in touch before the first working day, and keep half an hour a week free for the first two months."
        ),
        gettext_lazy("Ask your buddy anything, even what you would not ask your manager."),
    ),
    "career": (
        gettext_lazy("Talk about your own career openly, detours included."),
        gettext_lazy(
            "You do not need a finished plan. Bring the questions about your career that are on your mind."
        ),
    ),
    "leadership": (
        gettext_lazy(
            "Let your mentee work on real situations from their own team, without names if they prefer."
        ),
        gettext_lazy("Bring a real situation from your team or project to each session."),
    ),
    "reverse": (
        gettext_lazy("You share what you know. Say openly what your mentee does not get to see."),
        gettext_lazy("In these meetings, rank does not count. Listen more than you explain."),
    ),
    "returners": (
        gettext_lazy("Explain what has changed. Do not ask why your mentee was away."),
        gettext_lazy("You decide what you say about your time away. Nobody has to know the reason."),
    ),
    "peer": (
        gettext_lazy("You are both at the same level: share the time, so that each of you has a topic."),
        gettext_lazy("You are both at the same level: share the time, so that each of you has a topic."),
    ),
    "flash": (
        gettext_lazy("There is one conversation. Read the question beforehand and end with a next step."),
        gettext_lazy(
            "There is one conversation. Send your question beforehand and say why it matters to you."
        ),
    ),
}


def default_briefing(template: str, role: str) -> str:
    """Return the standard briefing of a role in the active language, with what the template adds."""
    is_mentor = role == "mentor"
    parts = [*(_mentor() if is_mentor else _mentee())]
    if template in ADDED:
        parts.insert(2, ("", str(ADDED[template][0 if is_mentor else 1])))
    return "\n\n".join(f"{HEADING} {heading}\n{text}" if heading else text for heading, text in parts)


def _mentor() -> list[tuple[str, str]]:
    return [
        (
            _("What mentoring is"),
            _(
                "You share your experience, ask questions and listen. Your mentee sets the goals and makes the "
                "decisions."
            ),
        ),
        (
            _("What it is not"),
            _(
                "You are not a line manager: you do not assess your mentee and report to nobody. You do not have to "
                "solve problems, and you do not replace training or therapy."
            ),
        ),
        (
            _("Your first session"),
            _items(
                _("Tell each other about your career so far and what you expect."),
                _("Go through the agreement: how often you meet and how you reach each other."),
                _("Let your mentee say what would make the mentoring worthwhile."),
                _("Set the date of the next session before you part."),
            ),
        ),
        (_("Confidentiality"), _confidentiality()),
        (
            _("Setting a goal"),
            _(
                "Help your mentee make a wish precise: what will be different, by when, and how you will both notice. "
                "One or two goals are enough. They can be changed later."
            ),
        ),
        (
            _("When to ask for help"),
            _(
                "Ask your program contact when sessions keep being canceled, when the two of you do not get on, or "
                "when a topic is too much for you. Either of you can end the mentoring without giving a reason."
            ),
        ),
    ]


def _mentee() -> list[tuple[str, str]]:
    return [
        (
            _("What mentoring is"),
            _(
                "Your mentor listens, asks questions and shares experience. You decide what you work on and what you "
                "do with it."
            ),
        ),
        (
            _("What it is not"),
            _(
                "Your mentor is not your manager, does not assess you and does not find you a job. Mentoring does not "
                "replace training or therapy."
            ),
        ),
        (
            _("Your first session"),
            _items(
                _("Write to your mentor and suggest two or three times."),
                _("Tell each other about your career so far and what you expect."),
                _("Go through the agreement: how often you meet and how you reach each other."),
                _("Say what would make the mentoring worthwhile for you."),
                _("Set the date of the next session before you part."),
            ),
        ),
        (_("Confidentiality"), _confidentiality()),
        (
            _("Setting a goal"),
            _(
                "Choose one thing that you want to do better or differently. Write down where you are now, by when you "
                "want to get there, and how you will notice. Your mentor helps you make it precise."
            ),
        ),
        (
            _("When to ask for help"),
            _(
                "Ask your program contact when you cannot reach your mentor, when sessions keep being canceled, or "
                "when the match does not fit. You can end the mentoring without giving a reason, "
                "and nobody is at fault."
            ),
        ),
    ]


def _confidentiality() -> str:
    return _(
        "What you tell each other stays between you, unless you both agree to share it or the law requires it. Program "
        "staff see when you meet, not what you talk about."
    )


def _items(*texts: str) -> str:
    return "\n".join(f"{ITEM}{text}" for text in texts)
