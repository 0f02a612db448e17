"""The same file by django-import-export, as somebody careful would write it after reading its page on bulk imports.

Bulk mode in batches, no diffs, known rows and references from a cache that one query fills, no transaction or report
for each row, its own widgets as validation.
"""

from benchmarks.import_ import NOW, PEOPLE


def one_table(text: str) -> None:
    """Import the columns of Person alone: no dated attributes, no managers. All are taken to be new, unasked."""
    _import(_people("force_init_instance"), text)


def same_job(text: str) -> None:
    """Leave the rows that ours leaves: people, then their attributes as of the day, with their managers.

    The new people are counted in between, as ours does it: of a table that nobody has counted the planner knows no
    better than to read all of the organization's people for each reference, which is no fault of the peer's.
    """
    from mentoring.people.models import Person
    from mentoring.tenancy.bulk import tell_planner_of_rows

    _import(_people("instance_loader_class"), text)
    tell_planner_of_rows([Person])
    _import(_attributes(), text)


def _import(resource: type, text: str) -> None:
    import tablib

    result = resource().import_data(
        tablib.Dataset().load(text, format="csv"), raise_errors=True, use_transactions=False
    )
    assert result.totals["new"] == PEOPLE, result.totals


class _Bulk:
    use_bulk = True
    batch_size = 1000
    skip_diff = True
    report_skipped = False


def _people(how_known_rows_are_found: str) -> type:
    from import_export import fields, resources
    from import_export.instance_loaders import CachedInstanceLoader

    from mentoring.people.models import Person
    from mentoring.people.names import normalize_name
    from mentoring.tenancy.scope import current_organization_id

    organization_id = current_organization_id()

    class People(resources.ModelResource):
        employee_id = fields.Field("employee_id", "Employee ID")
        first_name = fields.Field("first_name", "First Name")
        last_name = fields.Field("last_name", "Last Name")
        email = fields.Field("email", "Work Email")
        job_title = fields.Field("job_title", "Job Title")
        hired_on = fields.Field("hired_on", "Hire Date")

        class Meta(_Bulk):
            model = Person
            import_id_fields = ("employee_id",)
            fields = ("employee_id", "first_name", "last_name", "email", "job_title", "hired_on")

        def before_save_instance(self, instance, row, **kwargs) -> None:
            instance.organization_id = organization_id
            instance.email_norm = instance.email.lower()
            instance.name_norm = normalize_name(f"{instance.first_name} {instance.last_name}")
            instance.directory_as_of = NOW.date()

    ways = {"force_init_instance": True, "instance_loader_class": CachedInstanceLoader}
    setattr(People._meta, how_known_rows_are_found, ways[how_known_rows_are_found])
    return People


def _attributes() -> type:
    from import_export import fields, resources
    from import_export.widgets import CachedForeignKeyWidget

    from mentoring.people.models import Person, PersonAttributes
    from mentoring.tenancy.scope import current_organization_id

    organization_id = current_organization_id()

    class Attributes(resources.ModelResource):
        person = fields.Field("person", "Employee ID", CachedForeignKeyWidget(Person, "employee_id"))
        level = fields.Field("level", "Level")
        department = fields.Field("department", "Department")
        location = fields.Field("location", "Location")
        manager = fields.Field("manager", "Manager", CachedForeignKeyWidget(Person, "employee_id"))

        class Meta(_Bulk):
            model = PersonAttributes
            import_id_fields = ("person",)
            fields = ("person", "level", "department", "location", "manager")
            # In the peer's favor: what was known of people on that day is not asked for.
            force_init_instance = True

        def before_save_instance(self, instance, row, **kwargs) -> None:
            instance.organization_id = organization_id
            instance.valid_from = NOW.date()

    return Attributes


def left_behind() -> tuple[int, str]:
    """Return how many people there are and a digest of all that is known of them, but for ids and times."""
    from django.db import connection

    from mentoring.tenancy.scope import current_organization_id

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), md5(string_agg(concat_ws('|', p.employee_id, p.first_name, p.last_name, p.name_norm,"
            " p.email, p.email_norm, p.job_title, p.hired_on, p.left_on, p.is_departed, p.time_zone, p.language,"
            " p.membership_id, p.directory_as_of, a.valid_from, a.level, a.department, a.location, m.employee_id),"
            " '#' ORDER BY p.employee_id)) "
            "FROM people_person p "
            "JOIN people_personattributes a ON a.organization_id = p.organization_id AND a.person_id = p.id "
            "LEFT JOIN people_person m ON m.organization_id = a.organization_id AND m.id = a.manager_id "
            "WHERE p.organization_id = %s",
            [current_organization_id()],
        )
        return cursor.fetchone()
