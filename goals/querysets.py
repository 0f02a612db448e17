from django.db.models import Q

from programs.querysets import OfProgramsQuerySet


class GoalQuerySet(OfProgramsQuerySet):
    program_path = "match__program"

    def with_mentee_name_starting(self, name: str) -> "GoalQuerySet":
        """Return goals of mentees whose normalized name has a word starting with `name`."""
        return self.filter(
            Q(match__mentee__person__name_norm__startswith=name)
            | Q(match__mentee__person__name_norm__contains=f" {name}")
        )
