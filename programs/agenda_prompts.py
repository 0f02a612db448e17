"""What the two might talk about, by how far they are. Pure."""

from django.utils.translation import gettext as _


def agenda_prompts(held_count: int) -> list[str]:
    """Return three prompts for the next session of a match that has held so many."""
    if held_count == 0:
        return [
            _("What brought each of us here, and what would make this time well spent?"),
            _("What is going well at work, and what would you like to change?"),
            _("How do we want to work together?"),
        ]
    if held_count <= 2:
        return [
            _("Which goal do you want to work towards first?"),
            _("What have you tried already?"),
            _("Whom should you meet?"),
        ]
    if held_count <= 5:
        return [
            _("What has moved since last time?"),
            _("What is in the way?"),
            _("What will you try before the next session?"),
        ]
    return [
        _("What have you achieved, and what helped?"),
        _("What is still open?"),
        _("How do we want to continue, or finish?"),
    ]
