"""Change the whole plan in one form, compare revisions, and decide where two windows have saved."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from goals.actions import PlanSavedMeanwhile, restore_revision, save_action_plan
from goals.forms import PlanFormSet
from goals.models import PlanRevision
from goals.plan_changes import (
    ADDED,
    CHANGED,
    DONE,
    REMOVED,
    REOPENED,
    SAME,
    Change,
    Entry,
    changes_between,
    counted,
    merged,
)
from goals.plan_starting_points import plan_starts
from goals.rules import writes_plan
from goals.selectors.plans import entries_of, plan_of, revision_entries
from goals.views.plan_wording import change_counts, owner_label
from goals.views.plans import PlanView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render

PREFIX = "actions"


class MyPlanEdit(PlanView):
    """The whole plan as one form. `start` in the query string names a starting point for a new plan."""

    rule = writes_plan

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        plan = plan_of(self.match)
        start = plan_starts().get(request.GET.get("start", ""))
        entries = entries_of(plan) if plan else start.entries(self.today) if start else []
        initial = [_field_values(entry) for entry in entries]
        forms = PlanFormSet(
            initial=initial, prefix=PREFIX, form_kwargs={**self.choices, "names_readers": False}
        )
        return self.show(forms, base=plan.revision if plan else 0)

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        forms = PlanFormSet(request.POST, prefix=PREFIX, form_kwargs={**self.choices, "names_readers": False})
        base = _number(request.POST.get("base", ""))
        if not forms.is_valid():
            return self.show(forms, base=base, status=422)
        removed = forms.deleted_forms
        entries = [form.entry for form in forms if form.has_changed() and form not in removed]
        start = plan_starts().get(request.GET.get("start", ""))
        try:
            save_action_plan(
                self.party,
                entries=entries,
                base=base,
                by=self.actor,
                now=self.now,
                today=self.today,
                source=start.label if start else "",
            )
        except PlanSavedMeanwhile as conflict:
            return self.show_both(conflict, entries)
        except ValidationError as error:
            return self.show(forms, base=base, status=422, errors=error.messages)
        notify(request, _("Plan saved."))
        return self.to_plan()

    def show(
        self, forms: BaseFormSet, *, base: int, status: int = 200, errors: Sequence[str] = ()
    ) -> HttpResponse:
        context = {"party": self.party, "forms": forms, "base": base, "errors": errors}
        return render(self.request, "goals/my_plan_edit.html", context, status=status)

    def show_both(self, conflict: PlanSavedMeanwhile, mine: Sequence[Entry]) -> HttpResponse:
        """Show both versions side by side. The typed one travels in the page's forms, so that nothing is lost."""
        both = merged(conflict.base, conflict.theirs, mine)
        versions = [
            (_("Your version"), "mine", _described(changes_between(conflict.base, mine), self)),
            (
                _("Saved in another window"),
                "theirs",
                _described(changes_between(conflict.base, conflict.theirs), self),
            ),
        ]
        context = {
            "party": self.party,
            "plan": conflict.plan,
            "versions": versions,
            "mine": _hidden_fields(mine),
            "both": _hidden_fields(both),
        }
        return render(self.request, "goals/my_plan_conflict.html", context, status=409)


class MyRevision(PlanView):
    """An earlier revision, readable in full, and what has changed since."""

    def load(self) -> Any:
        party = super().load()
        plan = plan_of(self.match)
        if plan is None:
            raise Http404
        self.plan = plan
        self.revision = get_object_or_404(PlanRevision, plan=plan, number=self.kwargs["number"])
        return party

    def get(self, request: HttpRequest, slug: str, match_id: UUID, number: int) -> HttpResponse:
        then = [Entry.read(stored) for stored in self.revision.actions]
        changes = changes_between(then, entries_of(self.plan))
        titles = self.goal_titles()
        context = {
            "party": self.party,
            "plan": self.plan,
            "revision": self.revision,
            "summary": change_counts(counted(changes)),
            "changes": _described(changes, self),
            "then": [
                (entry, owner_label(entry.who, self.party), titles.get(entry.goal) if entry.goal else "")
                for entry in then
            ],
        }
        return render(request, "goals/my_plan_revision.html", context)


class MyRevisionRestore(PlanView):
    rule = writes_plan

    def post(self, request: HttpRequest, slug: str, match_id: UUID, number: int) -> HttpResponse:
        plan = plan_of(self.match)
        if plan is None or not revision_entries(plan, number):
            raise Http404
        try:
            restore_revision(self.party, number=number, by=self.actor, now=self.now, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Revision %(number)s restored.") % {"number": number})
        return self.to_plan()


def _described(changes: Sequence[Change], view: PlanView) -> list[Mapping[str, Any]]:
    words = {
        ADDED: _("Added"),
        REMOVED: _("Removed"),
        DONE: _("Done"),
        REOPENED: _("Reopened"),
        CHANGED: _("Changed"),
        SAME: _("Unchanged"),
    }
    return [
        {
            "kind": change.kind,
            "word": words[change.kind],
            "entry": change.entry,
            "who": owner_label(change.entry.who, view.party),
            "before": change.before if change.kind == CHANGED else None,
            "who_before": owner_label(change.before.who, view.party) if change.before else "",
        }
        for change in changes
    ]


def _field_values(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "who": entry.who,
        "due_on": entry.due_on,
        "goal": str(entry.goal) if entry.goal else "",
    }


def _hidden_fields(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return the fields of the form that say the same as these entries."""
    count = str(len(entries))
    fields = [(f"{PREFIX}-TOTAL_FORMS", count), (f"{PREFIX}-INITIAL_FORMS", count)]
    for n, entry in enumerate(entries):
        values = _field_values(entry)
        fields += [(f"{PREFIX}-{n}-{name}", str(value or "")) for name, value in values.items()]
    return fields


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
