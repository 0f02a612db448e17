from django.urls import path

from mentoring.mail.views import delivery, local_inbox, outbox, preferences

app_name = "mail"
urlpatterns = [
    path("mail/", local_inbox.inbox, name="inbox"),
    path("mail/<str:name>/", local_inbox.inbox_mail, name="inbox-mail"),
    path("mail/<str:name>/html/", local_inbox.inbox_html, name="inbox-html"),
    path("o/<slug:slug>/my/emails/", preferences.MyPreferences.as_view(), name="my-preferences"),
    path("o/<slug:slug>/emails/", outbox.MessageList.as_view(), name="message-list"),
    path("o/<slug:slug>/emails/export/", outbox.MessageExport.as_view(), name="message-export"),
    path("o/<slug:slug>/emails/send-test/", delivery.TestSend.as_view(), name="test-send"),
    path("o/<slug:slug>/emails/delivery/", delivery.Delivery.as_view(), name="delivery"),
    path(
        "o/<slug:slug>/emails/delivery/check/", delivery.DeliveryCheckStart.as_view(), name="delivery-check"
    ),
    path(
        "o/<slug:slug>/emails/batches/<uuid:batch>/cancel/", outbox.BatchCancel.as_view(), name="batch-cancel"
    ),
    path("o/<slug:slug>/emails/<uuid:pk>/", outbox.MessageDetail.as_view(), name="message-detail"),
    path("o/<slug:slug>/emails/<uuid:pk>/resend/", outbox.MessageResend.as_view(), name="message-resend"),
    path("o/<slug:slug>/emails/<uuid:pk>/cancel/", outbox.MessageCancel.as_view(), name="message-cancel"),
    path(
        "o/<slug:slug>/emails/<uuid:pk>/lift-suppression/",
        outbox.SuppressionLift.as_view(),
        name="suppression-lift",
    ),
]
