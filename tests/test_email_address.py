"""One normal form of an email address, everywhere. In IDNA 2008, groß-bau.example is not gross-bau.example."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from mentoring.email_address import ascii_email, normalize_email, validate_address
from mentoring.imports.cells import parse_email
from mentoring.mail.headers import checked_address

ASCII = "info@xn--gro-bau-2va.example"


@pytest.mark.parametrize(
    "spelling",
    [
        "info@groß-bau.example",
        "Info@Groß-Bau.Example",
        "  info@groß-bau.example ",
        "info\u200b@groß-bau.example",
        "info@xn--gro-bau-2va.example",
        "INFO@XN--GRO-BAU-2va.EXAMPLE",
    ],
)
def test_spellings_of_one_address_are_equal(spelling):
    assert normalize_email(spelling) == "info@groß-bau.example"
    assert ascii_email(normalize_email(spelling)) == ASCII


def test_similar_domains_are_different():
    assert normalize_email("info@groß-bau.example") != normalize_email("info@gross-bau.example")
    assert ascii_email("info@gross-bau.example") == "info@gross-bau.example"


def test_imports_and_mail_use_the_same_form():
    parsed = parse_email("Info@Groß-Bau.example")
    assert parsed.normalized == "info@groß-bau.example"
    assert ascii_email(checked_address("info@groß-bau.example")) == ASCII


@pytest.mark.parametrize("domain", ["a\u0378b.example", "xn--a.example", "-.example", "ab--cd.☃"])
def test_domain_that_does_not_exist_in_idna_stays_as_it_is(domain):
    assert normalize_email(f"a@{domain}") == f"a@{domain}"


def test_address_that_cannot_be_written_in_ascii_is_refused():
    with pytest.raises(ValidationError):
        validate_address("a@a\u0378b.example")


@given(st.text(max_size=40))
def test_normalizing_twice_changes_nothing(text):
    once = normalize_email(f"a@{text}")
    assert normalize_email(once) == once
