from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from mentoring.email_address import normalize_email


class PersonQuerySet(models.QuerySet):
    def employed(self, on: date) -> "PersonQuerySet":
        """People who are known to be employed on that day, ignoring later leaving dates."""
        return self.filter(
            Q(left_on__gt=on) | Q(left_on__isnull=True, is_departed=False),
            Q(hired_on__lte=on) | Q(hired_on__isnull=True),
        )

    def not_departed(self, on: date) -> "PersonQuerySet":
        """People who are not known to have left by that day, including those who start later."""
        return self.filter(Q(left_on__gt=on) | Q(left_on__isnull=True, is_departed=False))

    def departed(self, on: date) -> "PersonQuerySet":
        """People who are known to have left by that day."""
        return self.filter(Q(left_on__lte=on) | Q(left_on__isnull=True, is_departed=True))

    def matching_name(self, name: str) -> "PersonQuerySet":
        """People with a word in their normalized name that begins with this."""
        return self.filter(Q(name_norm__startswith=name) | Q(name_norm__contains=f" {name}"))

    def with_attributes(self, on: date) -> "PersonQuerySet":
        """Annotate level, department and location as they were on that day."""
        rows = self.model._meta.get_field("attributes").related_model.objects
        latest = rows.filter(person=OuterRef("pk"), valid_from__lte=on).order_by("-valid_from")
        return self.annotate(
            **{name: Subquery(latest.values(name)[:1]) for name in ("level", "department", "location")}
        )

    def with_identity(self, text: str) -> "PersonQuerySet":
        """Return the person with that employee ID or email address."""
        return self.filter(Q(employee_id=text.strip()) | Q(email_norm=normalize_email(text)))

    def by_name(self) -> "PersonQuerySet":
        return self.order_by("name_norm", "id")


class AttributesQuerySet(models.QuerySet):
    def as_of(self, on: date) -> "AttributesQuerySet":
        """The one row for each person that held on that day."""
        return self.filter(valid_from__lte=on).order_by("person_id", "-valid_from").distinct("person_id")


class EventQuerySet(models.QuerySet):
    def known_on(self, on: date) -> "EventQuerySet":
        """Events that have happened; events in the future are not disclosed."""
        return self.filter(happened_on__lte=on)
