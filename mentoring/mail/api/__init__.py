"""The mail of an organization, for programs."""

from django.urls import path

from mentoring.mail.api.messages import MailExportApi, MailMessageApi, MailMessagesApi
from mentoring.mail.api.operations import (
    MailBatchUndoApi,
    MailMessageCancelApi,
    MailMessageResendApi,
    MailSuppressionLiftApi,
    MailTestApi,
)

api_urls = [
    path("mail-messages/", MailMessagesApi.as_view(), name="mail-message-list"),
    path("mail-messages/export/", MailExportApi.as_view(), name="mail-message-export"),
    path("mail-messages/send-test/", MailTestApi.as_view(), name="mail-test"),
    path("mail-messages/<uuid:id>/", MailMessageApi.as_view(), name="mail-message-detail"),
    path("mail-messages/<uuid:id>/cancel/", MailMessageCancelApi.as_view(), name="mail-message-cancel"),
    path("mail-messages/<uuid:id>/resend/", MailMessageResendApi.as_view(), name="mail-message-resend"),
    path(
        "mail-messages/<uuid:id>/lift-suppression/",
        MailSuppressionLiftApi.as_view(),
        name="mail-suppression-lift",
    ),
    path("mail-batches/<uuid:id>/undo/", MailBatchUndoApi.as_view(), name="mail-batch-undo"),
]
