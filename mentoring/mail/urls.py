from django.urls import path

from mentoring.mail.views import local_inbox

app_name = "mail"
urlpatterns = [
    path("mail/", local_inbox.inbox, name="inbox"),
    path("mail/<str:name>/", local_inbox.inbox_mail, name="inbox-mail"),
    path("mail/<str:name>/html/", local_inbox.inbox_html, name="inbox-html"),
]
