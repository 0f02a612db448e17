from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import models
from django.utils import timezone


class AuditEventQuerySet(models.QuerySet):
    def newest_first(self) -> "AuditEventQuerySet":
        return self.order_by("-happened_at", "-id")

    def on_days(self, first: date | None, last: date | None) -> "AuditEventQuerySet":
        """Return events from the first to the last day, inclusive, in the current time zone."""
        found = self
        if first:
            found = found.filter(happened_at__gte=_midnight(first))
        if last:
            found = found.filter(happened_at__lt=_midnight(last + timedelta(days=1)))
        return found

    def by_actors(self, ids: list[UUID]) -> "AuditEventQuerySet":
        return self.filter(actor_id__in=ids)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
