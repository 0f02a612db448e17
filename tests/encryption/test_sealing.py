"""Texts are encrypted for one author, row and column, and nothing else opens them."""

import base64
import secrets
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from mentoring.encryption.keys import current_key_id, keys
from mentoring.encryption.sealing import Place, UnreadableText, seal, unseal

PLACE = Place(uuid4(), uuid4(), uuid4(), "programs_note")


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_sealed_text_is_read_again(text):
    assert unseal(seal(text, PLACE), PLACE) == text


def test_sealed_text_shows_the_key_id_and_nothing_of_the_text():
    first, second = seal("MARK of a secret", PLACE), seal("MARK of a secret", PLACE)
    form, key_id, body = first.split(".")
    assert (form, key_id) == ("1", current_key_id())
    assert b"MARK" not in base64.b64decode(body)
    assert first != second  # a nonce of its own


@pytest.mark.parametrize("field", ["organization_id", "author_id", "row_id", "column"])
def test_text_cannot_be_moved(field):
    other = replace(PLACE, **{field: "programs_other" if field == "column" else uuid4()})
    with pytest.raises(UnreadableText):
        unseal(seal("text", PLACE), other)


def test_changed_text_is_refused():
    form, key_id, body = seal("text", PLACE).split(".")
    data = bytearray(base64.b64decode(body))
    for position in range(len(data)):
        changed = bytes(byte ^ (number == position) for number, byte in enumerate(data))
        with pytest.raises(UnreadableText):
            unseal(f"{form}.{key_id}.{base64.b64encode(changed).decode()}", PLACE)


@pytest.mark.parametrize(
    "text", ["", "1", "1.", "plain text", "1.{key}.", "1.{key}.%%%", "2.{key}.AAAA", "1.0.AAAA"]
)
def test_what_was_not_sealed_is_unreadable(text):
    with pytest.raises(UnreadableText):
        unseal(text.format(key=current_key_id()), PLACE)


def test_old_keys_still_read_and_the_first_one_seals(settings):
    before = seal("text", PLACE)
    settings.DATA_KEYS = [new_key(), *settings.DATA_KEYS]
    assert unseal(before, PLACE) == "text"
    assert seal("text", PLACE).split(".")[1] != before.split(".")[1]
    settings.DATA_KEYS = settings.DATA_KEYS[:1]
    with pytest.raises(UnreadableText):
        unseal(before, PLACE)


@pytest.mark.parametrize(
    "given_keys", [[], ["short"], ["not base64 at all!"], [new_key(), base64.b64encode(b"x" * 31).decode()]]
)
def test_unusable_keys_are_refused_without_being_repeated(settings, given_keys):
    settings.DATA_KEYS = given_keys
    with pytest.raises(ImproperlyConfigured) as refused:
        keys()
    assert not [key for key in given_keys if key in str(refused.value)]
