"""Help, concerns and endings."""

from programs.models import Match
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, Row
from tests.access.own_matches import own_match
from tests.access.programs import a_program, run_by
from tests.factories.meetings import make_help_request
from tests.factories.programs import make_match_change, make_program
from tests.factories.support import make_concern, make_review, make_review_answer
from tests.factories.tenancy import make_membership


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


def concern_without_readers(caller):
    return {"concern_id": make_concern(reader=None).pk}


def reader_of_concern(caller):
    return {"reader": make_membership(role="analyst").pk}


def own_concern(caller):
    return {"concern_id": make_concern(reader=caller).pk}


def own_match_by_id(caller):
    return {"id": own_match(caller)["match_id"]}


def own_review(caller):
    arguments = own_match(caller)
    review = make_review(match=Match.objects.get(pk=arguments["match_id"]))
    return {**arguments, "answer_id": make_review_answer(review=review, role="mentor").pk}


def a_program_by_id(caller):
    return {"id": run_by(caller, make_program()).pk}


REVIEW = {"frequency": "right", "engagement": "4", "receives": "4", "gives": "4", "change": ""}
TEXT = {"text": "I need some advice"}
SUPPORT = {
    "concern_contact": "",
    "concern_deputy": "",
    "concern_response_days": "3",
    "review_every": "3",
}

ROWS = [
    Row("programs:my-texts", post=Call(EVERYBODY)),
    Row("programs:my-reviews", get=Call(EVERYBODY), make=own_match),
    Row("programs:my-review", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, REVIEW), make=own_review),
    Row("programs:program-reviews", get=Call(STAFF), make=a_program),
    Row("api:review-summary", get=Call(STAFF), make=a_program_by_id),
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
    Row(
        "programs:concern-reader",
        get=Call(frozenset({"owner"})),
        post=Call(frozenset({"owner"}), 302, reader_of_concern),
        make=concern_without_readers,
    ),
    Row("programs:concern-answer", post=Call(EVERYBODY, 302), make=own_concern),
    Row("api:match-concern-list", post=Call(EVERYBODY, 201, TEXT), make=own_match_by_id),
]
