"""The line of managers of a person."""

from datetime import date

import pytest

from mentoring.people.selectors import managers_above
from tests.factories.people import make_attributes, make_person


@pytest.mark.usefixtures("scope")
def test_managers_on_the_day_and_no_others():
    ann, ben, cleo, dora = (make_person() for _n in range(4))
    make_attributes(person=ann, manager=dora, valid_from=date(2025, 1, 1))
    make_attributes(person=ann, manager=ben, valid_from=date(2026, 1, 1))
    make_attributes(person=ben, manager=cleo)
    assert managers_above(ann, day=date(2026, 6, 1)) == {ben.pk, cleo.pk}
    assert managers_above(ann, day=date(2025, 6, 1)) == {dora.pk}
    assert managers_above(cleo, day=date(2026, 6, 1)) == set()


@pytest.mark.usefixtures("scope")
def test_two_who_manage_each_other_do_no_harm():
    ann, ben = make_person(), make_person()
    make_attributes(person=ann, manager=ben)
    make_attributes(person=ben, manager=ann)
    assert managers_above(ann, day=date(2026, 6, 1)) == {ann.pk, ben.pk}
