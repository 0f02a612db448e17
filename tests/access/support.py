"""Help, concerns and endings."""

from programs.models import Match
from tests.access import ADMINISTRATORS, EVERYBODY, Call, Row
from tests.access.programs import a_program, own_match
from tests.factories.meetings import make_help_request
from tests.factories.programs import make_match_change
from tests.factories.support import make_concern


def own_help_request(caller):
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    return {**arguments, "request_id": make_help_request(match=match, role="mentor").pk}


def own_exit(caller):
    arguments = own_match(caller)
    match = Match.objects.get(pk=arguments["match_id"])
    before = {"state": "active", "ended_on": None, "end_reason": "", "paused_until": None}
    change = make_match_change(match=match, kind="ended", made_by=caller, before=before)
    return {**arguments, "change_id": change.pk}


def own_concern(caller):
    return {"concern_id": make_concern(reader=caller).pk}


def own_match_by_id(caller):
    return {"id": own_match(caller)["match_id"]}


TEXT = {"text": "I need some advice"}
SUPPORT = {
    "concern_contact": "",
    "concern_deputy": "",
    "concern_response_days": "3",
    "review_every": "3",
}

ROWS = [
    Row("programs:my-support", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, TEXT), make=own_match),
    Row("programs:my-help-withdraw", post=Call(EVERYBODY, 302), make=own_help_request),
    Row("programs:my-concern", get=Call(EVERYBODY), post=Call(EVERYBODY, 200, TEXT), make=own_match),
    Row("programs:my-exit", post=Call(EVERYBODY, 302), make=own_match),
    Row("programs:my-exit-undo", post=Call(EVERYBODY, 302), make=own_exit),
    Row("programs:my-rematch", post=Call(EVERYBODY, 302), make=own_match),
    Row(
        "programs:program-support",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, SUPPORT),
        make=a_program,
    ),
    Row("programs:concern-list", get=Call(EVERYBODY)),
    # Whoever is named, whatever their role; everybody else gets 404 (tests/programs/test_concerns.py).
    Row("programs:concern-detail", get=Call(EVERYBODY), make=own_concern),
    Row("programs:concern-answer", post=Call(EVERYBODY, 302), make=own_concern),
    Row("api:match-concern-list", post=Call(EVERYBODY, 201, TEXT), make=own_match_by_id),
]
