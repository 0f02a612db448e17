"""What each of the two wants from the mentoring is beside their goals, and the mentor can state it from there."""

from mentoring.tenancy.scope import tenant_scope
from tests.factories.programs import make_acceptance
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture


def test_both_read_what_the_mentor_wants_where_goals_are_set(
    pair,  # noqa: F811
    mentor,
    mentee,
    organization,
    client_of,
):
    base = f"/o/acme/my/matches/{pair.pk}"
    assert (
        "State what you want from the mentoring" in client_of(mentor).get(f"{base}/goals/").content.decode()
    )
    given = {"contact": "Chat", "reply_within_days": "2", "wishes": "MARK to hear how the field works"}
    client_of(mentor).post(f"{base}/agreement/", given)
    for member in (mentor, mentee):
        for page in ("goals/", "goals/new/"):
            assert given["wishes"] in client_of(member).get(f"{base}/{page}").content.decode()
    with tenant_scope(organization.id):
        make_acceptance(match=pair, role="mentee", wishes="")
    assert "Change what you want" in client_of(mentor).get(f"{base}/goals/").content.decode()


def test_nobody_else_reads_it(pair, mentor, administrator, organization, client_of):  # noqa: F811
    with tenant_scope(organization.id):
        make_acceptance(match=pair, role="mentor", wishes="MARK wish")
    for path in (
        f"/o/acme/programs/{pair.program_id}/matches/{pair.pk}/",
        f"/o/acme/programs/{pair.program_id}/matches/{pair.pk}/goals/",
        f"/o/acme/programs/{pair.program_id}/goals/",
    ):
        answer = client_of(administrator).get(path)
        assert answer.status_code == 200
        assert "MARK" not in answer.content.decode()
    assert client_of(administrator).get(f"/o/acme/my/matches/{pair.pk}/goals/").status_code == 404
