"""The page, the API and the files of the same program: the sample, in which the keen volunteer more."""

import csv
import io
import re

import pytest

from mentoring.tenancy.scope import tenant_scope
from tests.reports.studies import Study, make_study_program, worked_out

pytestmark = pytest.mark.raw_sql
CELL = re.compile(r'data-figure="([^"]+)" data-number="([^"]+)"[^>]*>([^<]*)<')


@pytest.fixture
def study(organization):
    program = make_study_program(organization)
    study = Study()
    study.leave(study.add(70, takes_part=True)[56:])
    study.leave(study.add(80, takes_part=False)[48:])
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
    worked_out(organization, program)
    return program


def page_of(client, program):
    answer = client.get(f"/o/acme/programs/{program.pk}/outcomes/")
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


def test_page_api_csv_and_xlsx_print_the_same(study, client_of, analyst):
    client = client_of(analyst)
    page = {(figure, name): text for figure, name, text in CELL.findall(page_of(client, study))}
    sheet = client.get(f"/o/acme/programs/{study.pk}/outcomes/numbers.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(sheet)))[1:]
    printed = {(line[0], line[4]): line[8] for line in lines if not line[4].startswith("curve.")}
    assert printed == page
    assert page["mentee.retention.year.program", "low"] == "5.2 points"
