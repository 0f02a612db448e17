"""The line of managers of a person."""

from datetime import date

import pytest

from mentoring.people.selectors import lines_above
from tests.factories.people import make_attributes, make_person


@pytest.mark.usefixtures("scope")
def test_managers_on_the_day_and_no_others():
    ann, ben, cleo, dora = (make_person() for _n in range(4))
    make_attributes(person=ann, manager=dora, valid_from=date(2025, 1, 1))
    make_attributes(person=ann, manager=ben, valid_from=date(2026, 1, 1))
    make_attributes(person=ben, manager=cleo)
    assert lines_above([ann.pk], day=date(2026, 6, 1))[ann.pk] == {ben.pk, cleo.pk}
    assert lines_above([ann.pk], day=date(2025, 6, 1))[ann.pk] == {dora.pk}
    assert lines_above([cleo.pk], day=date(2026, 6, 1))[cleo.pk] == set()


@pytest.mark.usefixtures("scope")
def test_two_who_manage_each_other_do_no_harm():
    ann, ben = make_person(), make_person()
    make_attributes(person=ann, manager=ben)
    make_attributes(person=ben, manager=ann)
    assert lines_above([ann.pk], day=date(2026, 6, 1))[ann.pk] == {ann.pk, ben.pk}
