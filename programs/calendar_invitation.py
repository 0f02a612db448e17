"""Sessions as calendar invitations (RFC 5545, RFC 5546), and as links that prefill a calendar. Pure: no models.

Every mail about a session carries the same UID and a SEQUENCE that grows, so that calendars change or remove the
entry they have instead of adding a second one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

PRODUCT_ID = "-//Mentoring//Sessions//EN"


@dataclass(frozen=True)
class CalendarPerson:
    email: str
    name: str


@dataclass(frozen=True)
class CalendarEntry:
    """A session as calendars see it. `starts_at` and `changed_at` are aware; `time_zone` is the planner's."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    time_zone: str
    title: str
    text: str
    place: str
    organizer: CalendarPerson
    attendees: Sequence[CalendarPerson]
    changed_at: datetime
    is_cancelled: bool = False

    @property
    def method(self) -> str:
        return "CANCEL" if self.is_cancelled else "REQUEST"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def calendar_file(entry: CalendarEntry) -> bytes:
    """Return the invitation, or the cancellation, as the bytes of a text/calendar part.

    The time zone is described for the years around the session only: some clients refuse the rules of all years.
    """
    zone = ZoneInfo(entry.time_zone)
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("summary", entry.title)
    event.add("description", entry.text)
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress.new(entry.organizer.email, cn=entry.organizer.name))
    for person in entry.attendees:
        attendee = vCalAddress.new(
            person.email, cn=person.name, role="REQ-PARTICIPANT", partstat="NEEDS-ACTION", rsvp=True
        )
        event.add("attendee", attendee)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("method", entry.method)
    calendar.add_component(describe_zone(zone, entry.starts_at.year - 1, entry.starts_at.year + 1))
    calendar.add_component(event)
    return calendar.to_ical()


def describe_zone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """Return the time zone's offsets from one year to another, each change as an observance of its own.

    The library's own description begins summer time an hour late (it takes the local time after the change, where
    RFC 5545 wants the one before).
    """
    description = Timezone()
    description.add("tzid", zone.key)
    moment = datetime(first_year, 1, 1, tzinfo=UTC)
    description.add_component(_observance(moment, moment.astimezone(zone), moment.astimezone(zone)))
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        later = moment + timedelta(days=1)
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            change = _change_between(zone, moment, later)
            before = (change - timedelta(minutes=1)).astimezone(zone)
            description.add_component(_observance(change, before, change.astimezone(zone)))
        moment = later
    return description


def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the minute at which the offset changes."""
    offset = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds() // 60)
    while low < high:
        middle = (low + high) // 2
        if (before + timedelta(minutes=middle)).astimezone(zone).utcoffset() == offset:
            low = middle + 1
        else:
            high = middle
    return before + timedelta(minutes=low)


def _observance(onset: datetime, before: datetime, after: datetime) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if after.dst() else TimezoneStandard()
    offset_before = before.utcoffset() or timedelta()
    observance.add("dtstart", (onset + offset_before).replace(tzinfo=None))
    observance.add("tzoffsetfrom", offset_before)
    observance.add("tzoffsetto", after.utcoffset() or timedelta())
    observance.add("tzname", after.tzname() or after.strftime("%z"))
    return observance


def google_link(entry: CalendarEntry) -> str:
    """Return the address at which Google Calendar opens a prefilled entry."""
    stamp = "%Y%m%dT%H%M%SZ"
    dates = f"{entry.starts_at.astimezone(UTC):{stamp}}/{entry.ends_at.astimezone(UTC):{stamp}}"
    query = {
        "action": "TEMPLATE",
        "text": entry.title,
        "dates": dates,
        "details": entry.text,
        "location": entry.place,
        "add": ",".join(person.email for person in entry.attendees),
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"


def outlook_link(entry: CalendarEntry) -> str:
    """Return the address at which Outlook on the web opens a prefilled entry."""
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.title,
        "startdt": _utc(entry.starts_at),
        "enddt": _utc(entry.ends_at),
        "body": entry.text,
        "location": entry.place,
        "to": ",".join(person.email for person in entry.attendees),
    }
    return f"https://outlook.office.com/calendar/0/deeplink/compose?{urlencode(query)}"


def teams_link(entry: CalendarEntry) -> str:
    """Return the address at which Microsoft Teams opens a prefilled meeting, which adds its own video link."""
    query = {
        "subject": entry.title,
        "startTime": _utc(entry.starts_at),
        "endTime": _utc(entry.ends_at),
        "content": entry.text,
        "attendees": ",".join(person.email for person in entry.attendees),
    }
    return f"https://teams.microsoft.com/l/meeting/new?{urlencode(query)}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
