from datetime import datetime

from django.db import models


class OutcomeRunQuerySet(models.QuerySet):
    def newest_first(self) -> "OutcomeRunQuerySet":
        return self.order_by("-requested_at", "-id")

    def without_contents(self) -> "OutcomeRunQuerySet":
        """Leave the figures in the database: whether one is waiting needs none of them."""
        return self.defer("figures", "breakdowns")


class PeopleExportQuerySet(models.QuerySet):
    def newest_first(self) -> "PeopleExportQuerySet":
        return self.order_by("-requested_at", "-id")

    def without_contents(self) -> "PeopleExportQuerySet":
        return self.defer("content")

    def requested_after(self, at: datetime) -> "PeopleExportQuerySet":
        return self.filter(requested_at__gt=at)
