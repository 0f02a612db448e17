import pytest

from mentoring.imports.cells import (
    CellFault,
    Email,
    clean,
    parse_boolean,
    parse_email,
    parse_name,
    parse_text,
    parse_time_zone,
)
from mentoring.imports.choices import Choices, UnknownWord, parse_choice
from mentoring.imports.identifiers import parse_id
from mentoring.imports.placeholders import NOTHING

STATES = Choices(
    {"held": ("took place", "stattgefunden"), "missed": ("no-show",), "cancelled": ("canceled",)}
)


def code_of(value: object) -> str:
    assert isinstance(value, CellFault), value
    assert str(value.expected)
    return value.code


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" Spaces\u00a0", "Spaces"),
        ("Anna\u202fMaria  \t Lund", "Anna Maria Lund"),
        ("Zo\u0065\u0308", "Zoë"),
        ("\ufeffAnna\u200b", "Anna"),
        ("\u202aAnna\u202c", "Anna"),
        ("Anna\nLund", "Anna Lund"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("–", ""),
        ("\u00a0", ""),
    ],
)
def test_text_is_what_is_visible(cell, text):
    assert clean(cell) == text


def test_lines_of_a_long_text_are_kept():
    assert parse_text(" I want\u00a0to\r\n  grow  \n", keeps_lines=True) == "I want to\ngrow"


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ("An\x00na", "control", "control character"),
        ("An\x1bna", "control", "control character"),
        ("Jos\ufffd", "lost-letter", "UTF-8"),
        ("#REF!", "spreadsheet-error", "error"),
        ("=1+1", "formula", "formula"),
        ('=HYPERLINK("x")', "formula", "formula"),
        ("+cmd", "formula", "formula"),
        ("-Anna", "formula", "formula"),
        ("@SUM(A1)", "formula", "formula"),
        ("\t =1+1", "formula", "formula"),
        ("\u200b=1+1", "formula", "formula"),
        ("L" * 300, "too-long", "300 characters; the limit is 150"),
    ],
)
def test_invalid_name_is_a_fault_with_a_reason(cell, code, words):
    fault = parse_text(cell, max_length=150, is_name=True)

    assert code_of(fault) == code
    assert words in str(fault.expected)
    assert len(fault.found) <= 80


@pytest.mark.parametrize(
    "cell", ["O’Brien", "Null", "Al-Sayed", "(Bob) Lee", "R&D", "Nguyễn", "O'Neil - Lund", "田中"]
)
def test_real_name_is_accepted(cell):
    assert parse_text(cell, is_name=True) == cell


def test_free_text_may_begin_with_a_dash():
    assert parse_text("- learn to lead") == "- learn to lead"


def test_fault_shows_what_was_found_without_control_characters():
    assert parse_text("An\x00na").found == "An�na"


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        (" x11@example.org ", "x11@example.org"),
        ("RUTH.MENSAH.1@EXAMPLE.ORG", "RUTH.MENSAH.1@EXAMPLE.ORG"),
        ("mailto:a+b@ex-ample.co.uk", "a+b@ex-ample.co.uk"),
        ("o'neil_x@müller.example", "o'neil_x@müller.example"),
    ],
)
def test_email_is_returned_with_its_normalized_form(cell, address):
    assert parse_email(cell) == Email(address, address.casefold())


def test_domain_in_its_mail_form_is_normalized_to_its_own_letters():
    assert parse_email("Ann@XN--mller-kva.example") == Email(
        "Ann@XN--mller-kva.example", "ann@müller.example"
    )


@pytest.mark.parametrize("cell", ["NULL", "none", "nil", " n/a "])
def test_word_for_nothing_is_no_id(cell):
    assert parse_id(cell) is None


def test_plain_word_for_nothing_is_no_name_where_it_means_that():
    assert (parse_name("None", nothing=NOTHING), parse_name("None")) == (None, "None")


@pytest.mark.parametrize("cell", ["", " ", "-", "\u00a0"])
def test_blank_email_is_none(cell):
    assert parse_email(cell) is None


def test_email_without_at_has_its_own_sentence():
    fault = parse_email("bad.mail.example.org")

    assert fault.found == "bad.mail.example.org"
    assert (fault.code, "contains an @" in str(fault.expected)) == ("email-without-at", True)


@pytest.mark.parametrize(
    "cell",
    [
        "a@", "@example.org", "a@b", "a b@example.org", "a@example.org, b@example.org", "a@@example.org",
        "<a@example.org> <b@example.org>", ".a@example.org", "a..b@example.org", "a@-example.org", "a@example..org",
        "a\x00@example.org", "a" * 65 + "@example.org", "a@" + "b" * 64 + ".org", "a@" + "b.c" * 90,
    ],
)  # fmt: skip
def test_broken_email_is_a_fault(cell):
    assert code_of(parse_email(cell)) == "email"


@pytest.mark.parametrize("cell", ["held", " HELD ", "Took place", "took-place", "Stattgefunden"])
def test_choice_is_recognized_by_any_synonym(cell):
    assert parse_choice(cell, STATES) == "held"


def test_similar_choice_is_the_guess():
    assert parse_choice("canceld", STATES) == UnknownWord("canceld", "canceld")
    assert STATES.guess("canceld") == "cancelled"


def test_unknown_choice_has_no_guess():
    assert parse_choice("xyz", STATES) == UnknownWord("xyz", "xyz")
    assert STATES.guess("xyz") is None
    assert parse_choice("", STATES) is None
    assert parse_choice("N/A", STATES) is None
    assert code_of(parse_choice("#REF!", STATES)) == "spreadsheet-error"


def test_boolean_is_read_in_english_and_german():
    assert [parse_boolean(cell) for cell in ("Yes", "ja", "TRUE", "1", "No", "nein", "0", "")] == [
        True, True, True, True, False, False, False, None,
    ]  # fmt: skip
    assert code_of(parse_boolean("perhaps")) == "boolean"


def test_time_zone_is_known_or_suggested():
    assert parse_time_zone("europe/berlin") == "Europe/Berlin"
    assert parse_time_zone("America/New York") == "America/New_York"
    assert str(parse_time_zone("Europe/Berln").expected) == "Did you mean “Europe/Berlin”?"
    assert code_of(parse_time_zone("zzz")) == "time-zone"
    assert parse_time_zone("") is None
