from django.urls import path

from mentoring.audit.views import AuditExport, AuditLog

app_name = "audit"

urlpatterns = [
    path("o/<slug:slug>/audit/", AuditLog.as_view(), name="log"),
    path("o/<slug:slug>/audit/export/", AuditExport.as_view(), name="log-export"),
]
