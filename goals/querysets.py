from django.db import models
from django.db.models import Q


class GoalQuerySet(models.QuerySet):
    def of_mentee_called(self, name: str) -> "GoalQuerySet":
        """Goals of mentees in whose name, normalized, a word begins like this."""
        return self.filter(
            Q(match__mentee__person__name_norm__startswith=name)
            | Q(match__mentee__person__name_norm__contains=f" {name}")
        )
