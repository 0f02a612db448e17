from django.db import models
from django.db.models import Q


class GoalQuerySet(models.QuerySet):
    def with_mentee_name_starting(self, name: str) -> "GoalQuerySet":
        """Return goals of mentees whose normalized name has a word starting with `name`."""
        return self.filter(
            Q(match__mentee__person__name_norm__startswith=name)
            | Q(match__mentee__person__name_norm__contains=f" {name}")
        )
