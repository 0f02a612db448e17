"""Comments of small anonymous waves are published together with those of others."""

from functools import partial

import pytest
from django.urls import reverse

from mentoring.tenancy.scope import tenant_scope
from surveys.models import CommentPool, Wave, WaveResult
from tests.exported import csv_rows
from tests.factories.programs import make_program
from tests.surveys.anonymous import close_anonymous
from tests.surveys.test_results import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(organization, program, by):
    return partial(close_anonymous, organization=organization, program=program, by=by)


def test_comments_of_two_small_waves_are_published_together(browse, client, organization, closed):
    first = closed({"Engineering": 6}, {"Engineering": 9})
    page = words(browse("wave-results", wave_id=first.pk))
    assert "Comments are shown from 10 answers." in page and "Until then, ask people in person." in page
    second = closed({"Sales": 7}, {"Sales": 8}, name="Mentors", role="mentor")
    with tenant_scope(organization.id):
        pool = CommentPool.objects.get()
        assert len(pool.comments["keep"]) == 13
        assert {result.pool_id for result in WaveResult.objects.all()} == {pool.pk}
        assert {each for result in WaveResult.objects.all() for each in result.comments.values()} == {None}
    for wave in (first, second):
        page = words(browse("wave-results", wave_id=wave.pk))
        assert "13 comments on “What should we keep?”" in page
        assert "Of several anonymous surveys together" in page
        api = client.get(reverse("api:wave-results", kwargs={"slug": "acme", "id": wave.pk})).json()
        assert api["comments"][0]["is_pooled"]
        assert api["comments"][0]["comments"] == pool.comments["keep"]
        csv = csv_rows(browse("wave-export", {"format": "csv"}, wave_id=wave.pk))
        assert [row["As printed"] for row in csv if row["Figure"] == "comment"] == pool.comments["keep"]


def test_third_small_wave_joins_no_pool_that_was_published(organization, closed):
    closed({"Engineering": 6}, {"Engineering": 9})
    closed({"Sales": 7}, {"Sales": 8}, name="Mentors", role="mentor")
    third = closed({"Legal": 8}, {"Legal": 8}, name="Third")
    with tenant_scope(organization.id):
        pool = CommentPool.objects.get()
        assert len(pool.comments["keep"]) == 13
        result = WaveResult.objects.get(wave=third)
        assert (result.pool_id, result.comments) == (None, {"keep": None})


def test_comments_of_small_waves_of_two_programs_are_published_together(browse, organization, closed):
    with tenant_scope(organization.id):
        other = make_program(name="Second cohort", ends_on=None)
        trial = make_program(name="Trial", ends_on=None, is_test_run=True)
    closed({"Engineering": 6}, {"Engineering": 9}, program=other)
    closed({"Engineering": 6}, {"Engineering": 9}, program=trial, name="Trial")
    wave = closed({"Sales": 7}, {"Sales": 8}, name="Mentors", role="mentor")
    with tenant_scope(organization.id):
        pool = CommentPool.objects.get()
        assert len(pool.comments["keep"]) == 13
        assert not any("Quill" in comment for comment in pool.comments["keep"])
    assert "13 comments on “What should we keep?”" in words(browse("wave-results", wave_id=wave.pk))


def test_wave_whose_pool_was_deleted_with_a_program_joins_no_other(organization, closed):
    """The comments of both pools would be those of the one wave that is in both."""
    with tenant_scope(organization.id):
        other, third = (make_program(name=name, ends_on=None) for name in ("Second cohort", "Third cohort"))
    wave = closed({"Engineering": 6}, {"Engineering": 9})
    closed({"Sales": 7}, {"Sales": 8}, program=other)
    with tenant_scope(organization.id):
        CommentPool.objects.get(program=other).delete()
        Wave.objects.filter(survey__program=other).delete()
    closed({"Legal": 8}, {"Legal": 8}, program=third)
    with tenant_scope(organization.id):
        assert not CommentPool.objects.exists()
        assert WaveResult.objects.get(wave=wave).comments == {"keep": None}


def test_wave_to_nine_people_has_no_comments_and_joins_no_pool(browse, organization, closed):
    closed({"Engineering": 6}, {"Engineering": 9})
    small = closed({"Sales": 8}, {"Sales": 1}, name="Mentors", role="mentor")
    assert "Fewer than 10 people were invited. Ask them in person." in words(
        browse("wave-results", wave_id=small.pk)
    )
    with tenant_scope(organization.id):
        assert not CommentPool.objects.exists()
        assert WaveResult.objects.get(wave=small).comments == {"keep": None}
