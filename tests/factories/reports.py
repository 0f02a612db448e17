from datetime import date
from itertools import count

from mentoring.people.names import normalize_name
from reports.models import Kpi, KpiReading
from tests.factories import makes
from tests.factories.people import make_person

NUMBERS = count(1)


@makes(Kpi)
def make_kpi(*, mark: str = "", **fields) -> Kpi:
    name = fields.pop("name", None) or mark or f"Leadership {next(NUMBERS)}"
    return Kpi.objects.create(name=name, name_norm=normalize_name(name), **fields)


@makes(KpiReading)
def make_kpi_reading(*, mark: str = "", **fields) -> KpiReading:
    kpi = fields.pop("kpi", None) or make_kpi(mark=mark)
    person = fields.pop("person", None) or make_person()
    return KpiReading.objects.create(
        kpi=kpi, person=person, **{"taken_on": date(2026, 8, 1), "value": 5, **fields}
    )
