"""Keys are replaced while notes are written and read; a copy of the database reveals none of them."""

import base64
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from itertools import count
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mentoring.encryption.canary import refuse_missing_data_keys
from mentoring.encryption.keys import current_key_id
from mentoring.encryption.models import KeyCanary
from mentoring.encryption.rotation import rotate_data_keys
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.notes import edit_note
from programs.models import Note
from tests.dump import dump_of_everything
from tests.factories.programs import make_match, make_note
from tests.factories.tenancy import make_organization

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
BY = Actor.system("test")


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@contextmanager
def notes(number: int):
    """An organization with so many notes; yields it."""
    organization = make_organization()
    with tenant_scope(organization.id):
        match = make_match()
        for each in range(number):
            make_note(match=match, author=match.mentor, mark=f"MARK-{each}")
    yield organization


def texts(organization) -> list[str | None]:
    with tenant_scope(organization.id):
        return [note.read() for note in Note.objects.order_by("pk")]


def key_ids(organization) -> set[str]:
    with tenant_scope(organization.id):
        return {note.sealed.split(".")[1] for note in Note.objects.all()}


def test_everything_is_encrypted_with_the_new_key_and_the_old_one_is_not_needed(db, settings):
    refuse_missing_data_keys()
    with notes(5) as first, notes(3) as second:
        before = {each.pk: texts(each) for each in (first, second)}
        settings.DATA_KEYS = [new_key(), *settings.DATA_KEYS]
        refuse_missing_data_keys()
        done = rotate_data_keys(batch=2)
        assert (done.changed, done.unreadable) == (8, 0)
        assert rotate_data_keys().changed == 0
        settings.DATA_KEYS = settings.DATA_KEYS[:1]
        assert {each.pk: texts(each) for each in (first, second)} == before
        assert key_ids(first) == {current_key_id()}
        refuse_missing_data_keys()
        assert KeyCanary.objects.count() == 1


def test_rotation_goes_on_where_it_was_killed(db, settings, monkeypatch):
    with notes(6) as organization:
        settings.DATA_KEYS = [new_key(), *settings.DATA_KEYS]
        saves, save = count(1), Note.save

        def dies(self, **kwargs):
            if next(saves) == 4:
                raise KeyboardInterrupt
            save(self, **kwargs)

        monkeypatch.setattr(Note, "save", dies)
        with pytest.raises(KeyboardInterrupt):
            rotate_data_keys(batch=1)
        assert len(key_ids(organization)) == 2
        assert rotate_data_keys(batch=1).changed == 3
        assert key_ids(organization) == {current_key_id()}


def test_unreadable_texts_are_counted_and_their_key_is_kept(db, settings):
    refuse_missing_data_keys()
    with notes(2) as organization:
        settings.DATA_KEYS = [new_key(), *settings.DATA_KEYS]
        with tenant_scope(organization.id):
            lost = Note.objects.order_by("pk").first()
            Note.objects.filter(pk=lost.pk).update(sealed="1.000000000000.AAAA")
        with pytest.raises(CommandError, match="1 texts cannot be read"):
            call_command("rotate_data_keys", stdout=StringIO())
        assert KeyCanary.objects.count() == 2


def test_rotation_under_load_loses_no_edit_and_shows_no_unreadable_text(committed_db, settings):
    settings.DATA_KEYS = [new_key(), *settings.DATA_KEYS]
    old = settings.DATA_KEYS[1:]
    with notes(0) as organization:
        settings.DATA_KEYS = old
        with tenant_scope(organization.id):
            match = make_match()
            made = [make_note(match=match, author=match.mentor, mark="0").pk for _each in range(20)]
        settings.DATA_KEYS = [new_key(), *old]
        over, unreadable, written = Event(), [], dict.fromkeys(made, "0")

        def edit() -> None:
            for number in range(1, 6):
                for pk in made:
                    with tenant_scope(organization.id):
                        edit_note(Note.objects.get(pk=pk), text=str(number), by=BY, at=NOW)
                    written[pk] = str(number)
            connection.close()

        def read() -> None:
            while not over.is_set():
                with tenant_scope(organization.id):
                    unreadable.extend(note.pk for note in Note.objects.all() if note.read() is None)
            connection.close()

        def rotate() -> None:
            for _each in range(3):
                rotate_data_keys(batch=3)
            connection.close()

        with ThreadPoolExecutor(3) as pool:
            reading = pool.submit(read)
            working = [pool.submit(edit), pool.submit(rotate)]
            try:
                for each in working:
                    each.result(timeout=120)
            finally:
                over.set()
            reading.result(timeout=60)
        assert unreadable == []
        with tenant_scope(organization.id):
            assert {note.pk: note.read() for note in Note.objects.all()} == written
        assert key_ids(organization) == {current_key_id()}


@pytest.mark.raw_sql
def test_dump_of_the_database_reveals_no_note(db):
    with notes(3) as organization:
        dump = dump_of_everything()
        assert str(organization.pk) in dump
        assert dump.count(f"1.{current_key_id()}.") >= 3
        assert "MARK-" not in dump
