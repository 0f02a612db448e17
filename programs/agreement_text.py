"""The agreement that mentors and mentees accept where a program has no text of its own."""

from django.utils.translation import gettext as _

from programs.models import Program
from programs.program_templates import TEMPLATES


def agreement_of(program: Program) -> list[str]:
    """Return the paragraphs of the program's agreement; the default, with the points of its template, is in the
    active language.
    """
    if program.agreement.strip():
        return [line.strip() for line in program.agreement.splitlines() if line.strip()]
    template = TEMPLATES.get(program.template)
    return [
        _(
            "We meet as often as we agreed. Whoever cannot come says so as early as possible and suggests a new "
            "time."
        ),
        _(
            "What we tell each other stays between us, unless we both agree to share it or the law requires it."
        ),
        _("The mentee sets the goals. The mentor asks, listens and shares experience, but decides nothing."),
        _("We say openly what we expect and what does not work, and we give each other honest feedback."),
        _(
            "Either of us can end the mentoring at any time. Nobody has to give a reason, and nobody is at fault."
        ),
        *(str(point) for point in (template.agreement if template else ())),
    ]
