"""Save and delete views of a list."""

from django.db import transaction

from mentoring.tenancy.actor import Actor
from programs.models import Program, SavedView


@transaction.atomic
def save_view(program: Program, *, name: str, query: str, by: Actor) -> SavedView:
    """Save the filters of a list under a name, for the member."""
    view = SavedView(program=program, membership=by.membership, name=name.strip(), query=query)
    view.full_clean(exclude=["organization"])
    view.save()
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: Actor) -> None:
    view.delete()
