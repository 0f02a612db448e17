"""The API of the outbox."""

from django.urls import path

from mentoring.mail.api.delivery import EmailDeliveryApi, EmailDeliveryCheckApi
from mentoring.mail.api.messages import EmailApi, EmailExportApi, EmailsApi
from mentoring.mail.api.operations import (
    EmailBatchCancelApi,
    EmailCancelApi,
    EmailResendApi,
    EmailSuppressionLiftApi,
    TestEmailApi,
)

api_urls = [
    path("emails/", EmailsApi.as_view(), name="email-list"),
    path("emails/export/", EmailExportApi.as_view(), name="email-export"),
    path("emails/send-test/", TestEmailApi.as_view(), name="email-send-test"),
    path("emails/delivery/", EmailDeliveryApi.as_view(), name="email-delivery"),
    path("emails/delivery/check/", EmailDeliveryCheckApi.as_view(), name="email-delivery-check"),
    path("emails/<uuid:id>/", EmailApi.as_view(), name="email-detail"),
    path("emails/<uuid:id>/cancel/", EmailCancelApi.as_view(), name="email-cancel"),
    path("emails/<uuid:id>/resend/", EmailResendApi.as_view(), name="email-resend"),
    path(
        "emails/<uuid:id>/lift-suppression/",
        EmailSuppressionLiftApi.as_view(),
        name="email-lift-suppression",
    ),
    path("email-batches/<uuid:id>/cancel/", EmailBatchCancelApi.as_view(), name="email-batch-cancel"),
]
