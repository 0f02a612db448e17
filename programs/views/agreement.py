"""The agreement of a match, for its mentor and its mentee."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.agreements import accept_agreement
from programs.agreement_text import agreement_of
from programs.extensions import PartyRow, PartyStep
from programs.forms import REPLY_CHOICES, AgreementForm
from programs.selectors.agreements import acceptances_of, accepted_roles, contacts_of_partners
from programs.selectors.parties import Party
from programs.views.base import add_errors
from programs.views.parties import PartyView


class MyAgreement(PartyView):
    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        mine = acceptances_of(self.match).get(self.party.role)
        initial = (
            {"contact": mine.contact, "reply_within_days": mine.reply_within_days, "wishes": mine.wishes}
            if mine
            else None
        )
        return self.show(AgreementForm(initial=initial))

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        form = AgreementForm(request.POST)
        if form.is_valid():
            try:
                accept_agreement(self.party, **form.cleaned_data, by=self.actor, at=self.now)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Agreement accepted."))
                return self.back()
        return self.show(form, status=422)

    def show(self, form: AgreementForm, status: int = 200) -> HttpResponse:
        accepted = acceptances_of(self.match)
        mine = accepted.get(self.party.role)
        context = {
            "party": self.party,
            "match": self.match,
            "form": form,
            "paragraphs": mine.text.splitlines() if mine else agreement_of(self.match.program),
            "mine": mine,
            "partners": accepted.get(self.party.partner.role),
            "reply_choices": dict(REPLY_CHOICES),
        }
        return render(self.request, "programs/my_agreement.html", context, status=status)


class AgreementCard:
    """The first step of a match, and how to reach the partner afterwards. One query each."""

    def steps(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PartyStep]:
        accepted = accepted_roles([party.match.pk for party in parties])
        return {
            party.match.pk: PartyStep(
                rank=10,
                heading=_("Agree on how you work together"),
                text=_(
                    "How you reach each other, what stays between you, and what you want. Takes two minutes."
                ),
                label=_("Read and accept"),
                url=_address(party),
            )
            for party in parties
            if party.role not in accepted.get(party.match.pk, ())
        }

    def rows(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, Sequence[PartyRow]]:
        from_partner = contacts_of_partners(parties)
        rows: dict[UUID, Sequence[PartyRow]] = {}
        for party in parties:
            found = from_partner.get(party.match.pk)
            if found:
                contact, days = found
                remark = _("Replies within %(days)s") % {"days": dict(REPLY_CHOICES).get(days, days)}
                rows[party.match.pk] = [
                    PartyRow(_("Contact"), contact, remark, _address(party), "message-circle")
                ]
            elif party.partner.person.email:
                email = party.partner.person.email
                url = f"{_match_address(party)}#messages"
                rows[party.match.pk] = [PartyRow(_("Contact"), email, _("Write a message"), url, "mail")]
        return rows


def _match_address(party: Party) -> str:
    slug = party.match.program.organization.slug
    return reverse("programs:my-match", kwargs={"slug": slug, "match_id": party.match.pk})


def _address(party: Party) -> str:
    slug = party.match.program.organization.slug
    return reverse("programs:my-agreement", kwargs={"slug": slug, "match_id": party.match.pk})
