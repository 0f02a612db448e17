"""Reads of the audit log: filtered events, and their text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, sentence_of
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.models import Membership

MEMBERSHIP = "tenancy.membership"
MAX_PEOPLE = 200
ACTOR_KINDS_OF_MEMBERS = ("member", "token")


@dataclass(frozen=True)
class AuditFilters:
    """The filters of the log. Empty values do not filter."""

    action: str = ""
    who: str = ""
    first: date | None = None
    last: date | None = None
    kind: str = ""
    thing: UUID | None = None

    @property
    def is_empty(self) -> bool:
        return self == AuditFilters()


@dataclass(frozen=True)
class Line:
    """One event with its text."""

    happened_at: datetime
    who: str
    action: str
    thing: str
    sentence: str
    fields: list[str]


def events(filters: AuditFilters) -> QuerySet[AuditEvent]:
    """Return the filtered events, unordered. `who` costs an additional query."""
    found = AuditEvent.objects.on_days(filters.first, filters.last)
    if filters.action:
        found = found.filter(action=filters.action)
    if filters.kind:
        found = found.filter(subject_kind=filters.kind)
    if filters.thing:
        found = found.filter(subject_id=filters.thing)
    if filters.who:
        found = found.by_actors(members_matching(filters.who))
    return found


def members_matching(words: str) -> list[UUID]:
    """Return the ids of current and past members whose name or address contains all the words; at most 200."""
    members = Membership.objects.all()
    for word in words.split():
        members = members.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
    return list(members.order_by("id").values_list("id", flat=True)[:MAX_PEOPLE])


def lines(found: Sequence[AuditEvent]) -> list[Line]:
    """Return the events with their texts. Costs one query for each kind of object that is named by id."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for event in found:
        if event.actor_id and event.actor_kind in ACTOR_KINDS_OF_MEMBERS:
            wanted[MEMBERSHIP].add(event.actor_id)
        if event.subject_id and not event.subject_label:
            wanted[event.subject_kind].add(event.subject_id)
    names = {kind: _names(kind, ids) for kind, ids in wanted.items()}
    return [_line(event, names) for event in found]


def member_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    members = Membership.objects.filter(id__in=list(ids)).select_related("user")
    return {member.id: str(member.user) for member in members}


def action_choices() -> list[tuple[str, str]]:
    return [(name, str(sentence.label)) for name, sentence in SENTENCES.items()]


def kind_choices() -> list[tuple[str, str]]:
    return [(name, str(label)) for name, label in KINDS.items()]


def field_labels(event: AuditEvent) -> list[str]:
    """Return the labels of the changed fields; a field that no longer exists is shown by name."""
    known = SENTENCES.get(event.action)
    named = known.fields if known else {}
    return [
        str(named[name]) if name in named else _field_label(event.subject_kind, name) for name in event.fields
    ]


def _field_label(kind: str, name: str) -> str:
    try:
        return str(getattr(apps.get_model(kind)._meta.get_field(name), "verbose_name", name))
    except (LookupError, ValueError, FieldDoesNotExist):
        return name


def _names(kind: str, ids: set[UUID]) -> Mapping[UUID, str]:
    if kind == MEMBERSHIP:
        return member_names(ids)
    read = NAMES.get(kind)
    return read(ids) if read else {}


def _line(event: AuditEvent, names: Mapping[str, Mapping[UUID, str]]) -> Line:
    who = _who(event, names.get(MEMBERSHIP, {}))
    thing = event.subject_label
    if not thing and event.subject_id:
        unnamed = str(KINDS.get(event.subject_kind) or event.subject_kind)
        thing = names.get(event.subject_kind, {}).get(event.subject_id, unnamed)
    sentence = sentence_of(event.action, event.values, who=who, thing=thing, year=event.happened_at.year)
    known = SENTENCES.get(event.action)
    action = str(known.label) if known else event.action
    return Line(event.happened_at, who, action, thing, sentence, field_labels(event))


def _who(event: AuditEvent, members: Mapping[UUID, str]) -> str:
    if event.actor_kind in ACTOR_KINDS_OF_MEMBERS:
        name = members.get(event.actor_id, _("A former member")) if event.actor_id else _("A former member")
        if event.actor_kind == "token":
            return _("%(name)s with API token %(token)s") % {"name": name, "token": event.actor_label}
        return name
    if event.actor_kind == "link":
        return _("Someone with a link (%(purpose)s)") % {"purpose": event.actor_label}
    return _("System (%(job)s)") % {"job": event.actor_label}
