from mentoring.audit.actions import record
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.actor import Actor
from tests.factories.tenancy import make_api_token, make_membership


def test_record_keeps_who_what_and_which(scope):
    membership = make_membership()
    event = record(
        "tenancy.do", membership, by=Actor.member(membership), values={"role": "owner"}, fields={"b", "a"}
    )
    event.refresh_from_db()
    assert (event.action, event.actor_kind, event.actor_id, event.actor_label) == (
        "tenancy.do",
        "member",
        membership.id,
        "",
    )
    assert (event.subject_kind, event.subject_id, event.subject_label) == (
        "tenancy.membership",
        membership.id,
        "",
    )
    assert (event.values, event.fields) == ({"role": "owner"}, ["a", "b"])
    assert event.organization_id == scope.id


def test_record_names_a_token_and_the_member_behind_it(scope):
    token = make_api_token(name="Payroll sync")
    event = record("tenancy.do", by=Actor.token(token))
    assert (event.actor_kind, event.actor_id, event.actor_label) == (
        "token",
        token.membership_id,
        "Payroll sync",
    )


def test_newest_event_comes_first(scope):
    first, second = (record("tenancy.do", by=Actor.system("job")) for _ in range(2))
    assert list(AuditEvent.objects.newest_first()) == [second, first]
