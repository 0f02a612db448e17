"""Every file of tests/data/imports through the actions, with the result that real_files.py expects."""

import pytest

from mentoring.imports.actions import check_rows, import_rows, start_import
from mentoring.imports.checking import suggest_mapping
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.models import ImportRun
from mentoring.imports.reading import read_file
from mentoring.people.models import Person
from tests.factories.programs import make_program
from tests.imports.importing import BY, counts, faults
from tests.imports.real_files import EXPECTED, FOLDER, NOW, Expected
from tests.imports.real_headings import HEADINGS

pytestmark = pytest.mark.usefixtures("scope")


def test_every_file_has_an_expected_result():
    files = {path.name for path in FOLDER.iterdir()} - {"README.md"}
    assert files == {*EXPECTED, *HEADINGS}


def checked_file(name: str, expected: Expected, program) -> ImportRun:
    run, _mapping = start_import(
        expected.kind,
        (FOLDER / name).read_bytes(),
        by=BY,
        as_of=NOW.date(),
        file_name=name,
        target_id=program.pk if IMPORT_KINDS[expected.kind].needs_target else None,
        **expected.reading,
    )
    assert check_rows(run, now=NOW) is not None, run.refusal
    return run


@pytest.mark.parametrize("name", EXPECTED)
def test_file_is_imported_as_expected(organization, name):
    expected = EXPECTED[name]
    organization.time_zone = expected.zone
    organization.save()
    program = make_program(starts_on=NOW.date().replace(month=1, day=1))
    for earlier in expected.before:
        import_rows(checked_file(earlier, EXPECTED[earlier], program), by=BY, now=NOW)
    run = checked_file(name, expected, program)
    assert counts(run) == expected.counts
    assert set(faults(run)) == expected.faults
    assert {entry["key"]: entry["guess"] for entry in run.questions} == dict(expected.questions)
    assert tuple(run.undecided) == expected.undecided
    assert any(expected.remark in remark for remark in [*run.notes, *run.remarks, ""])
    import_rows(run, by=BY, now=NOW)
    if expected.facts:
        found = expected.facts()
        if isinstance(expected.are, dict):
            found = {key: value for key, value in found.items() if key in expected.are}
        assert found == expected.are


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_are_mapped_without_asking(name):
    table = read_file((FOLDER / name).read_bytes())
    mapping = suggest_mapping(IMPORT_KINDS["directory"], table)
    found = {field: table.header[at] for field, at in mapping.indexes.items()}
    assert found == HEADINGS[name]
    assert not mapping.missing
    assert not [column.header for column in mapping.columns if column.how == "guess"]


@pytest.mark.parametrize("name", [name for name in EXPECTED if EXPECTED[name].kind == "directory"])
def test_same_directory_again_changes_nothing(organization, name):
    expected = EXPECTED[name]
    for earlier in expected.before:
        import_rows(checked_file(earlier, EXPECTED[earlier], None), by=BY, now=NOW)
    import_rows(checked_file(name, expected, None), by=BY, now=NOW)
    before = sorted(Person.objects.values_list(), key=str)
    again = checked_file(name, expected, None)
    assert (again.added, again.updated) == (0, 0)
    import_rows(again, by=BY, now=NOW)
    assert sorted(Person.objects.values_list(), key=str) == before
