from datetime import date

import pytest
from django.core.management import CommandError, call_command

from mentoring.imports.models import ImportRun
from mentoring.people.models import Person
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.enums import Health
from programs.models import Match, Program
from reports.sample.loading import SLUG, cast_of, load_sample

TODAY = date(2026, 11, 21)


@pytest.mark.raw_sql
def test_sample_comes_in_through_the_import_once(db):
    said: list[str] = []
    organization = load_sample(today=TODAY, say=said.append)
    assert load_sample(today=TODAY, say=said.append) == organization
    assert Organization.objects.filter(slug=SLUG).count() == 1
    assert said[0] == "workday_directory.csv: 1200 added, 0 updated, 0 skipped"
    assert all(line.endswith(" 0 skipped") for line in said)
    with tenant_scope(organization.id):
        assert Person.objects.count() == 1200
        finished, running = Program.objects.order_by("starts_on")
        assert set(Match.objects.filter(program=finished).values_list("health", flat=True)) == {
            Health.FINISHED
        }
        assert Match.objects.filter(program=running, health=Health.ON_TRACK).count() > 20
        assert not ImportRun.objects.exclude(skips=0).exists()
    cast = cast_of(organization)
    assert len({cast.administrator, cast.mentor, cast.mentee}) == 3


def test_sample_is_refused_where_it_would_open_doors(db, settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="LOCAL=1"):
        call_command("load_sample")
