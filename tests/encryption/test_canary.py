"""A key that was used and is missing is noticed before anything is served."""

import base64
import secrets

import pytest
from django.core.management import call_command

from mentoring.encryption.canary import MissingDataKey, data_keys, refuse_missing_data_keys
from mentoring.encryption.keys import current_key_id
from mentoring.encryption.models import KeyCanary
from mentoring.health import NotReady, state


@pytest.fixture(autouse=True)
def no_canaries(db):
    KeyCanary.objects.all().delete()


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def test_start_notes_the_current_key_once():
    refuse_missing_data_keys()
    refuse_missing_data_keys()
    assert [row.key_id for row in KeyCanary.objects.all()] == [current_key_id()]
    assert data_keys() == "1 given"


def test_start_is_refused_without_a_key_that_was_used(settings):
    refuse_missing_data_keys()
    lost = current_key_id()
    settings.DATA_KEYS = [new_key()]
    with pytest.raises(MissingDataKey, match=lost):
        refuse_missing_data_keys()
    with pytest.raises(NotReady, match="1 missing"):
        data_keys()
    # Nothing was written with the new key.
    assert [row.key_id for row in KeyCanary.objects.all()] == [lost]


def test_second_key_is_noted_and_both_are_needed(settings):
    refuse_missing_data_keys()
    old = settings.DATA_KEYS
    settings.DATA_KEYS = [new_key(), *old]
    refuse_missing_data_keys()
    assert KeyCanary.objects.count() == 2
    settings.DATA_KEYS = old
    with pytest.raises(MissingDataKey):
        refuse_missing_data_keys()


def test_lost_key_is_forgotten_by_its_id_only(settings, capsys):
    refuse_missing_data_keys()
    lost = current_key_id()
    settings.DATA_KEYS = [new_key()]
    call_command("forget_data_key", stdout=None)
    assert KeyCanary.objects.count() == 1
    call_command("forget_data_key", lost)
    refuse_missing_data_keys()
    call_command("forget_data_key", current_key_id())
    assert [row.key_id for row in KeyCanary.objects.all()] == [current_key_id()]


def test_readyz_names_no_key(settings, client):
    refuse_missing_data_keys()
    lost = current_key_id()
    settings.DATA_KEYS = [new_key()]
    answer = client.get("/readyz")
    assert answer.json()["checks"]["data-keys"] == {"ready": False, "state": "1 missing"}
    assert lost not in answer.content.decode()


def test_unset_keys_are_not_ready(settings):
    settings.DATA_KEYS = []
    assert state(data_keys) == {"ready": False, "state": "ImproperlyConfigured"}
