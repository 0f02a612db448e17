"""Published inputs and outputs the whole way: files, import, job, stored figure."""

import pytest

from mentoring.tenancy.scope import tenant_scope
from tests.reports.studies import CASES, Study, case, figure, make_study_program, value, worked_out

pytestmark = [
    pytest.mark.raw_sql,
    pytest.mark.skipif(not CASES.exists(), reason="the published cases are not beside the project"),
]


def bring_in(organization, study: Study, **fields):
    program = make_study_program(organization, **fields)
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
    return worked_out(organization, program)


def test_newcombe_a_as_retention(organization):
    """RD-NEWC-a: 56 of 70 against 48 of 80 stayed."""
    expected = case("RD-NEWC-a")["expected"]
    study = Study()
    study.leave(study.add(70, takes_part=True)[56:])
    study.leave(study.add(80, takes_part=False)[48:])
    found = figure(bring_in(organization, study), "mentee.retention.year.program")
    assert found["state"] == "detectable_difference"
    assert found["badge"] == "comparable"
    assert (value(found, "participants_events"), value(found, "others_events")) == (56, 48)
    assert value(found, "difference") == pytest.approx(0.2, abs=5e-5)
    assert value(found, "low") == pytest.approx(expected["ci_low"], abs=5e-5)
    assert value(found, "high") == pytest.approx(expected["ci_high"], abs=5e-5)
