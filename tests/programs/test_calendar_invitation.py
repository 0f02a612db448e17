"""Calendar invitations, read by two libraries that know nothing of each other."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from programs.calendar_invitation import (
    CalendarEntry,
    CalendarPerson,
    calendar_file,
    google_link,
    outlook_link,
    teams_link,
)

ENTRY = CalendarEntry(
    uid="5b1e@mentoring.example.org",
    sequence=0,
    starts_at=datetime(2026, 12, 9, 14, 0, tzinfo=UTC),
    minutes=45,
    time_zone="Europe/Berlin",
    title="Mentoring: Jon & Priya, session 6",
    text="Agenda:\n– Review; next steps, maybe\n– Ümläute",
    place="Room 4.12; Teams",
    organizer=CalendarPerson("mail@mentoring.example.org", "Acme via Mentoring"),
    attendees=(CalendarPerson("jon@example.org", "Jon Lindqvist"), CalendarPerson("p@example.org", "Priya")),
    changed_at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
)


def by_icalendar(text):
    calendar = Calendar.from_ical(text)
    event = calendar.walk("VEVENT")[0]
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "start": event.decoded("DTSTART").astimezone(UTC),
        "end": event.decoded("DTEND").astimezone(UTC),
        "title": str(event["SUMMARY"]),
        "text": str(event["DESCRIPTION"]),
        "place": str(event["LOCATION"]),
        "status": str(event["STATUS"]),
        "attendees": [str(a) for a in event["ATTENDEE"]],
    }


def by_vobject(text):
    calendar = vobject.readOne(text.decode())
    event = calendar.vevent
    return {
        "method": calendar.method.value,
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "start": event.dtstart.value.astimezone(UTC),
        "end": event.dtend.value.astimezone(UTC),
        "title": event.summary.value,
        "text": event.description.value,
        "place": event.location.value,
        "status": event.status.value,
        "attendees": [a.value for a in event.attendee_list],
    }


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
def test_invitation_is_read_as_it_was_meant(read):
    assert read(calendar_file(ENTRY)) == {
        "method": "REQUEST",
        "uid": "5b1e@mentoring.example.org",
        "sequence": 0,
        "start": datetime(2026, 12, 9, 14, 0, tzinfo=UTC),
        "end": datetime(2026, 12, 9, 14, 45, tzinfo=UTC),
        "title": "Mentoring: Jon & Priya, session 6",
        "text": "Agenda:\n– Review; next steps, maybe\n– Ümläute",
        "place": "Room 4.12; Teams",
        "status": "CONFIRMED",
        "attendees": ["mailto:jon@example.org", "mailto:p@example.org"],
    }


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
def test_move_and_cancellation_change_the_entry_that_is_there(read):
    moved = replace(ENTRY, sequence=1, starts_at=datetime(2026, 12, 10, 9, 0, tzinfo=UTC))
    cancelled = replace(moved, sequence=2, is_cancelled=True)
    first, second, third = (read(calendar_file(entry)) for entry in (ENTRY, moved, cancelled))
    assert first["uid"] == second["uid"] == third["uid"]
    assert [it["sequence"] for it in (first, second, third)] == [0, 1, 2]
    assert (second["method"], second["start"]) == ("REQUEST", moved.starts_at)
    assert (third["method"], third["status"]) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]
)
@pytest.mark.parametrize("month", [1, 3, 7, 10])
def test_time_is_right_in_every_zone_and_season(zone, month):
    starts_at = datetime(2027, month, 28, 9, 0, tzinfo=ZoneInfo(zone))
    text = calendar_file(replace(ENTRY, time_zone=zone, starts_at=starts_at))
    assert by_icalendar(text)["start"] == by_vobject(text)["start"] == starts_at.astimezone(UTC)


def test_time_zone_is_described_for_the_years_around_only():
    text = calendar_file(ENTRY)
    assert text.count(b"BEGIN:VTIMEZONE") == 1
    assert len(text) < 3000


def test_links_prefill_the_same_session():
    google = parse_qs(urlsplit(google_link(ENTRY)).query)
    outlook = parse_qs(urlsplit(outlook_link(ENTRY)).query)
    teams = parse_qs(urlsplit(teams_link(ENTRY)).query)
    assert google["dates"] == ["20261209T140000Z/20261209T144500Z"]
    assert outlook["startdt"] == teams["startTime"] == ["2026-12-09T14:00:00Z"]
    assert outlook["enddt"] == teams["endTime"] == ["2026-12-09T14:45:00Z"]
    assert google["text"] == outlook["subject"] == teams["subject"] == [ENTRY.title]
    assert teams["attendees"] == ["jon@example.org,p@example.org"]
