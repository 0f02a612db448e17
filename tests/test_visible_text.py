"""Names without characters that hide or reverse text, and codes as people paste them."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.accounts.actions import update_profile
from mentoring.accounts.models import User
from mentoring.imports.cells import CellFault, parse_text
from mentoring.members.actions.organizations import create_organization
from mentoring.people.models import Person
from mentoring.tenancy.models import Organization
from mentoring.visible_text import read_code, validate_name
from tests.accounts.conftest import ENTER_CODE, ask_for_code, last_code
from tests.factories.tenancy import make_user

HIDDEN = [
    "Ada\u202eecalevoL",
    "Ada\u2066",
    "A\x00da",
    "Ada\nBcc: x",
    "A\u2028da",
    "\u200bAda",
    "Ada\U000e0041",
]
HARMLESS = ["Ada Lovelace", "Łukasz Yılmaz", "O’Brien-Müller", "محمد", "می\u200cخواهم", "佐藤 花子", "Ада"]


@pytest.mark.parametrize("name", HARMLESS)
def test_names_of_all_languages_are_valid(name):
    validate_name(name)


@pytest.mark.parametrize("name", HIDDEN)
def test_name_with_hidden_characters_is_refused(name):
    with pytest.raises(ValidationError):
        validate_name(name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Ada\u202eecalevoL", "Ada\u2066", "A\u2028da"])
def test_no_account_and_no_organization_gets_such_a_name(name):
    user = make_user(name="Ada")
    with pytest.raises(ValidationError):
        update_profile(user, name=name, language="en", time_zone="UTC")
    assert User.objects.get(pk=user.pk).name == "Ada"
    with pytest.raises(ValidationError):
        create_organization(name=name, slug="acme-x", language="en", time_zone="UTC", by=user)
    assert not Organization.objects.filter(slug="acme-x").exists()
    with pytest.raises(ValidationError):
        Person._meta.get_field("first_name").clean(name, None)


@pytest.mark.django_db
def test_profile_page_says_what_is_wrong(client):
    user = make_user(name="Ada")
    client.force_login(user)
    answer = client.post(
        reverse("accounts:profile"), {"name": "Ada\u202e", "language": "en", "time_zone": "UTC"}
    )
    assert "Enter a name without control characters." in answer.content.decode()


@pytest.mark.parametrize("cell", HIDDEN)
def test_imported_name_has_no_hidden_characters(cell):
    value = parse_text(cell, is_name=True)
    if not isinstance(value, CellFault):
        validate_name(value)


@pytest.mark.parametrize(
    "typed",
    ["123456", " 123 456 ", "１２３４５６", "\u200b123\u200d456\ufeff", "123\u00a0456", "１２3\u2060456"],
)
def test_code_is_read_as_it_looks(typed):
    assert read_code(typed) == "123456"


@pytest.mark.django_db
def test_sign_in_code_is_read_with_zero_width_and_full_width_characters(client):
    cache.clear()
    user = make_user(email="ada@example.org")
    ask_for_code(client, "ada@example.org")
    full_width = last_code().translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    client.post(ENTER_CODE, {"code": f"\u200b{full_width}\u200b"})
    assert client.session.get("_auth_user_id") == str(user.pk)


@pytest.mark.django_db
def test_sign_in_code_goes_to_the_domain_that_was_typed(client):
    cache.clear()
    ask_for_code(client, "Info@groß-bau.example")
    [email] = mail.outbox
    assert email.message()["To"] == "info@xn--gro-bau-2va.example"
    code = last_code()
    client.post(ENTER_CODE, {"code": code})
    assert User.objects.get(email="info@groß-bau.example")
