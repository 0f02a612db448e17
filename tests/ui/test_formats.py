import datetime as dt

import pytest
from django.utils import timezone, translation
from django.utils.text import format_lazy

from mentoring.ui import formats

DAY = dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("language", "style", "text"),
    [
        ("en", "day", "Nov 3"),
        ("en", "medium", "Nov 3, 2026"),
        ("de", "day", "3. Nov."),
        ("de", "long", "3. November 2026"),
    ],
)
def test_date_is_written_in_the_language_of_the_page(language, style, text):
    with translation.override(language):
        assert formats.date(DAY, style) == text


def test_short_date_has_a_year_when_it_is_not_this_one(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 26, tzinfo=dt.UTC))
    assert [formats.date(DAY.replace(year=year), "short") for year in (2025, 2026, 2027)] == [
        "Nov 3, 2025",
        "Nov 3",
        "Nov 3, 2027",
    ]


def test_date_of_a_moment_is_the_day_in_the_readers_time_zone():
    late = dt.datetime(2026, 11, 3, 23, 30, tzinfo=dt.UTC)
    with timezone.override("Asia/Tokyo"):
        assert formats.date(late) == "Nov 4, 2026"
        assert formats.datetime(late) == "Nov 4, 2026 at 8:30\u202fAM"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (-14, "14 days ago"),
        (15, "Nov 18"),
        (90, "Feb 1, 2027"),
    ],
)
def test_relative_day(days, text):
    assert formats.relative_day(DAY + dt.timedelta(days=days), DAY) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30 min"), (-90, "−1 h 30 min")]
)
def test_minutes(value, text):
    assert formats.minutes(value) == text


def test_numbers_and_shares_follow_the_language():
    assert (formats.number(1284.5, 1), formats.percent(0.774), formats.percent(-0.05, 1)) == (
        "1,284.5",
        "77%",
        "−5.0%",
    )
    with translation.override("de"):
        assert formats.number(1284.5, 1) == "1.284,5"
        assert formats.percent(0.774) == "77\N{NO-BREAK SPACE}%"


def test_money_is_kept_in_minor_units():
    assert formats.money(1284950, "USD") == "$12,850"
    assert formats.money(1284950, "EUR", digits=2) == "€12,849.50"
    assert formats.money(-500, "JPY") == "−¥500"
    with translation.override("de"):
        assert formats.money(1284950, "EUR") == "12.850\N{NO-BREAK SPACE}€"


@pytest.mark.parametrize("filter_name", ["date", "datetime", "time", "number", "percent", "minutes"])
def test_missing_value_is_a_dash(filter_name):
    assert formats.FILTERS[filter_name](None) == "–"


def test_german_numbers_and_moments():
    moment = dt.datetime(2026, 11, 3, 13, 30, tzinfo=dt.UTC)
    with translation.override("de"), timezone.override("Europe/Berlin"):
        assert [
            formats.number(1284.5, 1),
            formats.percent(0.774),
            formats.percent(-0.05, 1),
            formats.money(1234500, "EUR"),
            formats.minutes(90),
            formats.date(DAY),
            formats.datetime(moment),
            formats.relative_day(DAY + dt.timedelta(days=3), DAY),
        ] == [
            "1.284,5",
            "77\xa0%",
            "−5,0\xa0%",
            "12.345\xa0€",
            "1 Std. 30 Min.",
            "03.11.2026",
            "03.11.2026 um 14:30",
            "in 3 Tagen",
        ]


def test_number_in_a_sentence_follows_the_language_in_which_it_is_read():
    sentence = format_lazy("{limit}", limit=formats.number_lazy(200000))
    with translation.override("de"):
        assert str(sentence) == "200.000"
    assert str(sentence) == "200,000"
