from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from mentoring.email_address import normalize_email
from mentoring.people.extensions import PEOPLE_OF_MEMBERS
from mentoring.people.names import normalize_name
from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import sees_assigned_programs_only


class PersonQuerySet(models.QuerySet):
    def visible_to(self, membership: Membership) -> "PersonQuerySet":
        """Return the people whom the member may see; the rules refuse roles that may not see the directory.

        Coordinators see the people of their programs, other roles all.
        """
        if not sees_assigned_programs_only(membership):
            return self
        parts = [Q(pk__in=ids(membership)) for ids in PEOPLE_OF_MEMBERS]
        return self.filter(reduce(or_, parts)) if parts else self.none()

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

    def matching(self, text: str) -> "PersonQuerySet":
        """People whose name has a word that begins with the text, or whose email address begins with it."""
        name, email = normalize_name(text), text.strip().lower()
        fits = Q(email_norm__startswith=email)
        if name:
            fits |= Q(name_norm__startswith=name) | Q(name_norm__contains=f" {name}")
        return self.filter(fits)

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
