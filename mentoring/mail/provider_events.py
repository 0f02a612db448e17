"""The webhook for bounces and complaints from an email provider. Its URL is secret and names the organization."""

from functools import cache
from uuid import UUID

from anymail import urls as anymail_urls
from anymail.webhooks.base import AnymailCoreWebhookView
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mentoring.tenancy.links import LinkView
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id


@cache
def webhook_view_class(email_backend: str) -> type[AnymailCoreWebhookView] | None:
    """Return django-anymail's view for the provider of the mail backend; None if it has no webhook."""
    package, _dot, provider = email_backend.removesuffix(".EmailBackend").rpartition(".")
    if package != "anymail.backends":
        return None
    names = {f"{provider}_tracking_webhook", f"{provider}_webhook"}
    for pattern in anymail_urls.urlpatterns:
        if pattern.name in names:
            # The secret URL replaces the password that anymail recommends.
            return type("ProviderEvents", (pattern.callback.view_class,), {"warn_if_no_basic_auth": False})
    return None


class ProviderEventsLink(LinkView):
    """Pass the request to django-anymail, which validates it and sends its signal (see receivers.py)."""

    purpose = "mail-events"
    is_csrf_exempt = True  # the caller is a machine
    target: Organization

    @classmethod
    def find(cls, target_id: UUID) -> Organization | None:
        if target_id != current_organization_id():
            return None
        return Organization.objects.filter(pk=target_id).first()

    def post(self, request: HttpRequest) -> HttpResponse:
        view_class = webhook_view_class(settings.EMAIL_BACKEND)
        if view_class is None:
            return HttpResponse(status=204)
        return view_class.as_view()(request)
