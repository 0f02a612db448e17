from django.urls import path

from mentoring.people import views

app_name = "people"

urlpatterns = [
    path("o/<slug:slug>/people/", views.PersonList.as_view(), name="person-list"),
    path("o/<slug:slug>/people/new/", views.PersonCreate.as_view(), name="person-create"),
    path("o/<slug:slug>/people/export/", views.PersonExport.as_view(), name="person-export"),
    path("o/<slug:slug>/people/<uuid:person_id>/", views.PersonDetail.as_view(), name="person-detail"),
]
