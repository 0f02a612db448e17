"""Questions of surveys, for the tests of the builder."""

from mentoring.tenancy.scope import tenant_scope
from surveys.models import Question


def questions(survey) -> list[tuple[str, int]]:
    with tenant_scope(survey.organization_id):
        rows = Question.objects.filter(version__survey=survey).order_by("version__number", "position")
        return list(rows.values_list("key", "version__number"))


def newest(survey, key) -> Question:
    with tenant_scope(survey.organization_id):
        return Question.objects.filter(version__survey=survey, key=key).order_by("-version__number").first()
