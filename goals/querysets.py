from datetime import date

from django.db.models import Q

from goals.enums import ObjectiveState
from programs.enums import ProgramState
from programs.querysets import OfProgramsQuerySet


class GoalQuerySet(OfProgramsQuerySet):
    program_path = "match__program"

    def with_mentee_name_starting(self, name: str) -> "GoalQuerySet":
        """Return goals of mentees whose normalized name has a word starting with `name`."""
        return self.filter(
            Q(match__mentee__person__name_norm__startswith=name)
            | Q(match__mentee__person__name_norm__contains=f" {name}")
        )


class ObjectiveQuerySet(OfProgramsQuerySet):
    def active(self) -> "ObjectiveQuerySet":
        return self.filter(state=ObjectiveState.ACTIVE)

    def review_due(self, on: date) -> "ObjectiveQuerySet":
        """Return the objectives of programs under way, or closed, whose review is due by that day."""
        return self.active().filter(next_review_on__lte=on).exclude(program__state=ProgramState.DRAFT)

    def in_order(self) -> "ObjectiveQuerySet":
        """Order by state, so that those under way come first, then by due date."""
        return self.order_by("state", "due_on", "statement", "id")
