"""What a file is asked about, who may answer, and what is remembered; how a file is read; short nightly files."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.imports.actions import (
    answer_questions,
    check_rows,
    continue_import,
    discard_import,
    import_rows,
    note_beginning,
    note_death,
    request_import,
    request_import_without_preview,
    set_reading,
    start_import,
)
from mentoring.imports.exports import rows_with_reasons, template_of
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.models import ColumnMemory, ImportFault, ImportRun
from mentoring.imports.reading import read_file
from mentoring.imports.selectors import next_step, steps
from mentoring.imports.tasks import import_task
from mentoring.people.models import EmploymentEvent, Person
from mentoring.tenancy.actor import Actor
from programs.models import Session
from tests.factories.programs import make_program
from tests.imports.importing import BY, NOW, bring_in, checked, counts, directory, faults, start
from tests.imports.real_files import FOLDER
from tests.imports.test_workbooks import workbook

pytestmark = pytest.mark.usefixtures("scope")
TOKEN = Actor("token", "nightly")
STATUS = "Employee ID,Name,Status\nE1,Ada Bell,LOA\nE2,Bob Coe,loa\nE3,Cy Dorn,RTD\nE4,Di Eck,Active\n"


def people(count: int) -> str:
    return directory(*(f"E{n},P{n},Q{n},e{n}@x.example,Sales,,2024-01-05" for n in range(count)))


def by_key(run: ImportRun) -> dict[str, dict]:
    return {question["key"]: question for question in run.questions}


def test_unknown_word_is_asked_once_and_no_row_is_lost():
    run = checked(STATUS)
    assert counts(run) == (4, 0, 0, 0)
    loa = by_key(run)["word:employment_status:loa"]
    assert (loa["text"], loa["guess"], loa["count"], loa["people"]) == (
        "Is a person with the status “LOA” employed?", "active", 2, ["Ada Bell", "Bob Coe"],
    )  # fmt: skip
    rtd = by_key(run)["word:employment_status:rtd"]
    assert (rtd["guess"], rtd["is_needed"], rtd["people"]) == (None, False, ["Cy Dorn"])


def test_answer_counts_and_is_remembered_with_the_mapping():
    run = checked(STATUS)
    answer_questions(run, {"word:employment_status:rtd": "inactive"}, by=BY)
    check_rows(run, now=NOW)
    import_rows(run, by=BY, now=NOW)
    assert Person.objects.get(is_departed=True).employee_id == "E3"
    assert ColumnMemory.objects.get(kind="directory").words == {"employment_status": {"rtd": "inactive"}}
    again = checked(STATUS.replace("E3", "E7"))
    assert set(by_key(again)) == {"word:employment_status:loa"}
    assert "“RTD” means “No, left”, as answered before." in again.remarks


@pytest.mark.parametrize(
    "answers", [{"word:employment_status:loa": "maybe"}, {"nothing": "yes"}, {"hidden_rows": "yes"}]
)
def test_answer_that_is_not_offered_is_refused(answers):
    with pytest.raises(ValidationError, match="There is no such question or answer"):
        answer_questions(checked(STATUS), answers, by=BY)


def test_word_of_a_required_column_without_a_guess_has_to_be_answered():
    bring_in(people(2))
    run = checked(
        "Employee ID,Event,Date\nE0,quantum,2026-03-01\nE1,exit,2026-03-01\n", kind="employment-events"
    )
    assert faults(run) == [(2, "event", "word-unanswered")]
    assert (run.state_label, by_key(run)["word:event:quantum"]["is_needed"]) == (
        "Waiting for an answer",
        True,
    )
    with pytest.raises(ValidationError, match="Answer this first: What does “quantum” mean"):
        request_import(run, by=BY, now=NOW)
    answer_questions(run, {"word:event:quantum": "promotion"}, by=BY)
    check_rows(run, now=NOW)
    assert counts(run) == (2, 0, 0, 0)
    answer_questions(run, {"word:event:quantum": "-"}, by=BY)
    check_rows(run, now=NOW)
    assert counts(run) == (1, 0, 1, 0)
    import_rows(run, by=BY, now=NOW)
    assert EmploymentEvent.objects.get().kind == "exit"


def test_same_nightly_file_changes_nothing():
    bring_in(people(20), now=NOW - timedelta(days=1), as_of=NOW.date() - timedelta(days=1))
    run = checked(people(20))
    import_rows(run, by=TOKEN, now=NOW, is_confirmed=False)
    assert (run.state, counts(run), run.questions) == ("done", (0, 0, 20, 0), [])


def test_nightly_file_with_a_third_fewer_people_waits_for_a_member():
    bring_in(people(20), now=NOW - timedelta(days=1), as_of=NOW.date() - timedelta(days=1))
    enough = checked(people(14))
    assert "shorter" not in by_key(enough)
    run = checked(people(13))
    import_rows(run, by=TOKEN, now=NOW, is_confirmed=False)
    assert (run.state, run.state_label) == ("checked", "Waiting for an answer")
    assert (
        by_key(run)["shorter"]["text"] == "This file has 13 people, the last directory had 20. Is it right?"
    )
    with pytest.raises(ValidationError, match="A member has to answer this in the browser"):
        answer_questions(run, {"shorter": "yes"}, by=TOKEN)
    answer_questions(run, {"shorter": "yes"}, by=BY)
    with pytest.raises(ValidationError, match="A member has to confirm this import in the browser"):
        request_import(run, by=TOKEN, now=NOW)
    import_rows(run, by=TOKEN, now=NOW, is_confirmed=False)
    assert run.state == "checked"
    request_import(run, by=BY, now=NOW)
    assert run.state == "importing"


def test_nightly_file_that_was_interrupted_waits_for_a_member_too(django_capture_on_commit_callbacks):
    bring_in(people(20), now=NOW - timedelta(days=1), as_of=NOW.date() - timedelta(days=1))
    run = checked(people(13))
    request_import_without_preview(run, by=TOKEN, now=NOW)
    note_beginning(run, now=NOW)
    assert note_death(run, now=NOW + timedelta(minutes=1))
    with django_capture_on_commit_callbacks() as callbacks:
        continue_import(run, by=TOKEN, now=NOW + timedelta(minutes=2))
    name, arguments = callbacks[-1].args
    assert name == "imports.import"
    import_task(*arguments)
    run.refresh_from_db()
    assert (run.state, run.state_label) == ("checked", "Waiting for an answer")
    assert not Person.objects.filter(is_departed=True).exists()


def test_other_sheet_is_read_anew():
    book = workbook({
        "Staff": [["Employee ID", "Name"], ["E1", "Ada Bell"]],
        "Leavers": [["Employee ID", "Name"], ["E8", "Bo Coe"], ["E9", "Cy Dorn"]],
        "Notes": [["Please"], ["read"]],
    })  # fmt: skip
    run = start(book, name="people.xlsx")
    assert (run.sheet, run.row_count) == ("Staff", 1)
    assert [sheet["name"] for sheet in run.sheets] == ["Staff", "Leavers", "Notes"]
    set_reading(run, sheet="Leavers", by=BY)
    assert (run.row_count, run.state) == (2, "uploaded")
    assert check_rows(run, now=NOW)
    assert counts(run) == (2, 0, 0, 0)
    with pytest.raises(ValidationError, match="Available sheets: Staff, Leavers, Notes"):
        set_reading(run, sheet="Nothing", by=BY)


def test_other_encoding_is_read_anew():
    run = start((FOLDER / "06d-macroman.csv").read_bytes())
    assert (run.encoding, run.is_encoding_sure) == ("mac_roman", False)
    set_reading(run, encoding="cp1252", by=BY)
    assert run.columns[1]["samples"] == ["Jšrg", "Zo‘"]
    with pytest.raises(ValidationError, match="This encoding is not known"):
        set_reading(run, encoding="klingon", by=BY)


def test_times_without_a_zone_are_in_the_chosen_one(organization):
    program = make_program(starts_on=NOW.date().replace(month=1, day=1))
    bring_in(people(2))
    bring_in("Mentor,Mentee,Start\nE0,E1,2026-02-02\n", kind="matches", target_id=program.pk)
    text = "Mentor,Mentee,Date\nE0,E1,2026-10-01 23:30\n"
    run = start(text, kind="sessions", target_id=program.pk)
    set_reading(run, time_zone="America/New_York", by=BY)
    check_rows(run, now=NOW)
    import_rows(run, by=BY, now=NOW)
    session = Session.objects.get()
    # 23:30 in New York is 03:30 UTC: in Berlin as in London already the next day.
    assert (str(session.happens_on), session.starts_at.isoformat()) == (
        "2026-10-02",
        "2026-10-02T03:30:00+00:00",
    )
    with pytest.raises(ValidationError, match="Choose a time zone"):
        set_reading(start(text, kind="sessions", target_id=program.pk), time_zone="Mars/Olympus", by=BY)


def test_discarded_import_keeps_nothing_of_the_file():
    run = checked(directory("E1,Ada,Bell,nonsense,Sales,,"))
    discard_import(run, by=BY, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.source, run.columns, ImportFault.objects.count()) == ("discarded", None, [], 0)
    with pytest.raises(ValidationError, match="no longer possible"):
        discard_import(run, by=BY, now=NOW)


def test_import_without_a_row_is_never_ready():
    run = checked(directory("E1,Ada,Bell,nonsense,Sales,,"))
    assert run.state_label == "Nothing to import"


def test_rows_with_errors_are_downloaded_corrected_and_uploaded_again():
    text = (
        "Employee ID,First Name,Last Name,Work Email,Religion\n"
        "E1,Ada,Bell,ada@x.example,a\nE2,Bob,Coe,nonsense,b\nE3,,,,c,surplus\n"
    )
    run = bring_in(text)
    assert counts(run) == (1, 0, 0, 2)
    assert list(ImportFault.objects.order_by("row_number").values_list("person", flat=True)) == [
        "Bob Coe",
        "",
    ]
    table = rows_with_reasons(run)
    assert [str(head) for head in table.heads] == [
        "Import problem", "Employee ID", "First Name", "Last Name", "Work Email",
    ]  # fmt: skip
    assert table.rows[0][1:] == ["E2", "Bob", "Coe", "nonsense"]
    assert table.rows[1] == ["This row has more cells than the header.", "E3", "", "", "", "surplus"]
    corrected = table.csv.replace("nonsense", "bob@x.example").replace(",surplus", "")
    again = checked(corrected)
    assert "Import problem" not in [again.columns[at]["header"] for at in again.mapping.values()]
    assert counts(again) == (2, 0, 0, 0)


def test_question_names_the_people_whose_ids_a_file_has():
    program = make_program()
    bring_in(people(2))
    run = checked("Employee ID,Role\nE1,guru\nE9,guru\n", kind="participants", target_id=program.pk)
    assert by_key(run)["word:role:guru"]["people"] == ["P1 Q1", "E9"]


def test_corrected_rows_are_not_a_short_directory():
    bring_in(people(20), now=NOW - timedelta(days=1), as_of=NOW.date() - timedelta(days=1))
    problem, header, *rows = ("Import problem,", *people(15).splitlines())
    corrected = "\n".join([problem + header, *(f"Too long.,{row}" for row in rows[12:])])
    run = checked(corrected)
    assert (run.questions, run.can_import) == ([], True)
    import_rows(run, by=BY, now=NOW)
    # Nor is the next directory compared with it.
    assert "shorter" in by_key(checked(people(13)))


def test_totals_and_notes_are_not_among_the_rows_to_correct():
    run = checked(directory("E1,Ada,Bell,nonsense,Sales,,", "Total,1,,,,,", "Printed for HR,,,,,,"))
    assert [code for _row, _field, code in faults(run)] == ["email-without-at", "total", "note"]
    assert [row[1] for row in rows_with_reasons(run).rows] == ["E1"]


def test_template_has_the_columns_of_the_kind():
    table = template_of(IMPORT_KINDS["directory"])
    assert read_file(table.csv.encode()).header[:3] == ["Employee ID", "First Name", "Last Name"]
    assert read_file(table.xlsx("directory")).header == read_file(table.csv.encode()).header


def test_steps_are_done_when_there_are_rows():
    program = make_program()
    assert [(step.kind.name, step.is_done) for step in steps(program.pk)] == [
        ("directory", False), ("participants", False), ("matches", False),
    ]  # fmt: skip
    assert str(IMPORT_KINDS["participants"].lacks(program.pk)).startswith(
        "There is nobody in the directory yet."
    )
    bring_in(people(2))
    bring_in("Mentor,Mentee,Start\nE0,E1,2026-02-02\n", kind="matches", target_id=program.pk)
    assert [step.is_done for step in steps(program.pk)] == [True, True, True]
    assert IMPORT_KINDS["participants"].lacks(program.pk) == ""
    assert [next_step(IMPORT_KINDS[name]) for name in ("directory", "matches", "goals")] == [
        IMPORT_KINDS["participants"], None, None,
    ]  # fmt: skip


def test_unknown_zone_of_an_upload_is_refused():
    with pytest.raises(ValidationError, match="Choose a time zone"):
        start_import(
            "directory", people(1).encode(), by=BY, as_of=NOW.date(), file_name="x.csv", time_zone="Nowhere"
        )


def test_errors_name_the_person_whom_an_id_or_address_means():
    bring_in(people(3))
    text = "Employee ID,Event,Date\nE0,exit,soon\ne1@x.example,exit,soon\nE9,exit,soon\n"
    run = checked(text, kind="employment-events")
    names = ImportFault.objects.filter(run=run).order_by("row_number").values_list("person", flat=True)
    assert list(names) == ["P0 Q0", "P1 Q1", "E9"]
