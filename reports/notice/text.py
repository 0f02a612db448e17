"""The text that the people are given whose HR data is compared. An organization can change it."""

from django.utils import translation
from django.utils.translation import gettext as _

from reports.models import OutcomeNotice

LANGUAGES = ("en", "de")


def default_text(language: str) -> str:
    """Return the text that an organization starts from."""
    with translation.override(language):
        return "\n\n".join(
            [
                _("How we evaluate our mentoring programs"),
                _(
                    "We want to know whether our mentoring programs have an effect. To find out, we compare how many "
                    "participants stay with us and are promoted with how many of their colleagues outside the programs."
                ),
                _(
                    "For this we use data from our HR directory: level, department, location, hire date, promotions, "
                    "departures and, where we have them, KPIs such as ratings. Results are shown for groups of five "
                    "people and more, without names. No decision about you is based on them."
                ),
                _(
                    "You can object at any time, without giving reasons and without any disadvantage. "
                    "Starting with the next calculation, your data is then no longer compared. Nobody "
                    "learns who objected: no page and no file shows it."
                ),
            ]
        )


def notice_text(notice: OutcomeNotice, language: str, *, link: str) -> str:
    """Return the text to copy: the organization's own or the default one, with the link by which people object."""
    text = getattr(notice, f"text_{language}") or default_text(language)
    with translation.override(language):
        return text.strip() + "\n\n" + _("To object: %(link)s") % {"link": link}
