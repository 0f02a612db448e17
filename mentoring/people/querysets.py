from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery


class PersonQuerySet(models.QuerySet):
    def employed(self, on: date) -> "PersonQuerySet":
        """People who are known to work here on that day. A leaving date after it is not looked at."""
        return self.filter(
            Q(left_on__gt=on) | Q(left_on__isnull=True, is_departed=False),
            Q(hired_on__lte=on) | Q(hired_on__isnull=True),
        )

    def not_gone(self, on: date) -> "PersonQuerySet":
        """Whoever is not known to have left by that day, those who begin later included."""
        return self.filter(Q(left_on__gt=on) | Q(left_on__isnull=True, is_departed=False))

    def gone(self, on: date) -> "PersonQuerySet":
        return self.filter(Q(left_on__lte=on) | Q(left_on__isnull=True, is_departed=True))

    def called(self, name: str) -> "PersonQuerySet":
        """People in whose name, normalized, a word begins like this."""
        return self.filter(Q(name_norm__startswith=name) | Q(name_norm__contains=f" {name}"))

    def with_attributes(self, on: date) -> "PersonQuerySet":
        """Annotate level, department and location as they were on that day."""
        rows = self.model._meta.get_field("attributes").related_model.objects
        latest = rows.filter(person=OuterRef("pk"), valid_from__lte=on).order_by("-valid_from")
        return self.annotate(
            **{name: Subquery(latest.values(name)[:1]) for name in ("level", "department", "location")}
        )

    def by_name(self) -> "PersonQuerySet":
        return self.order_by("name_norm", "id")


class AttributesQuerySet(models.QuerySet):
    def as_of(self, on: date) -> "AttributesQuerySet":
        """The one row for each person that held on that day."""
        return self.filter(valid_from__lte=on).order_by("person_id", "-valid_from").distinct("person_id")


class EventQuerySet(models.QuerySet):
    def known_on(self, on: date) -> "EventQuerySet":
        """Events that have happened; one that is dated in the future is shown to nobody."""
        return self.filter(happened_on__lte=on)
