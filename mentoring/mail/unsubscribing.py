"""The unsubscribe link of emails: choose categories, or unsubscribe with one click (RFC 8058)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from mentoring.mail.addresses import (
    OPTIONAL_CATEGORIES,
    set_preferences,
    unsubscribe,
    unsubscribed_categories,
)
from mentoring.mail.enums import Category
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.links import LinkView
from mentoring.ui.rendering import render


class UnsubscribeLink(LinkView):
    """The target is a message, which has the address and the category.

    People use the page's button; mail programs post without opening the page. Neither needs to sign in.
    """

    purpose = "unsubscribe"
    is_csrf_exempt = True  # a mail program posts without having opened a page
    target: OutboxMessage

    @classmethod
    def find(cls, target_id: UUID) -> OutboxMessage | None:
        return OutboxMessage.objects.filter(pk=target_id, category__in=OPTIONAL_CATEGORIES).first()

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, is_done=False)

    def post(self, request: HttpRequest) -> HttpResponse:
        email, at = self.target.recipient_email_norm, timezone.now()
        if request.POST.get("choose"):
            set_preferences(email, wanted=request.POST.getlist("wanted"), by=self.actor, at=at)
        else:
            unsubscribe(email, self.target.category, by=self.actor, at=at)
        return self._page(request, is_done=True)

    def _page(self, request: HttpRequest, *, is_done: bool) -> HttpResponse:
        off = unsubscribed_categories(self.target.recipient_email_norm)
        with translation.override(self.target.language):  # the language of the email with the link
            context = {
                "organization": self.organization,
                "category": Category(self.target.category).label,
                "is_off": self.target.category in off,
                "is_done": is_done,
                "kept": [
                    name for name in OPTIONAL_CATEGORIES if name not in off or name == self.target.category
                ],
                "choices": [(name, Category(name).label, name not in off) for name in OPTIONAL_CATEGORIES],
            }
            return render(request, "mail/unsubscribe.html", context)
