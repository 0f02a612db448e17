from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from mentoring.ui.addresses import url


def test_address_of_each_row_is_its_own():
    rows = [uuid4(), uuid4()]
    for row in rows:
        expected = reverse("members:member-detail", kwargs={"slug": "acme", "member": row})
        assert url("members:member-detail", slug="acme", member=row) == expected
        assert url("members:member-detail", slug="acme", member=str(row)) == expected


def test_address_that_nobody_has_is_an_error():
    with pytest.raises(NoReverseMatch):
        url("members:member-detail", slug="acme", member="no row")
    with pytest.raises(NoReverseMatch):
        url("members:member-list", slug="acme", member=uuid4())
