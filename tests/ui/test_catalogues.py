"""The German catalog is complete and matches the messages."""

import re

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from mentoring.ui.messages import catalogue_path, extract, read, write

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def texts(value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request):
    return read(request.param)


@pytest.fixture(scope="module")
def template():
    return extract()


def test_every_sentence_is_in_the_catalogue_and_translated(catalogue, template):
    missing = [
        message.id
        for message in template
        if message.id
        and not (
            (found := catalogue.get(message.id, message.context))
            and all(texts(found.string))
            and not found.fuzzy
        )
    ]
    assert not missing, (
        f"{len(missing)} to translate; bin/manage update_catalogues, then fill them in: {missing[:10]}"
    )


def test_catalog_has_no_unused_messages(catalogue, template):
    assert [m.id for m in catalogue if m.id and template.get(m.id, m.context) is None] == []


def test_placeholders_are_the_same(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(texts(message.id)[-1]))
        for text in texts(message.string):
            found = set(PLACEHOLDER.findall(text))
            # One of a plural's forms may leave out the number itself.
            assert found <= wanted, message.id
            assert wanted <= found or isinstance(message.id, tuple), message.id


def test_plural_forms_are_complete(catalogue):
    for message in catalogue:
        if isinstance(message.id, tuple):
            assert len(texts(message.string)) == catalogue.num_plurals, message.id


def test_updating_twice_changes_nothing(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    kept = catalogue_path("de")
    kept.parent.mkdir(parents=True)
    real = settings.LOCALE_PATHS[1] / kept.relative_to(tmp_path)
    kept.write_bytes(real.read_bytes())
    write(read("de"), "de")
    assert kept.read_bytes() == real.read_bytes()


def test_catalogue_is_used():
    with translation.override("de"):
        template = engines["jinja2"].from_string("{{ _('Sign in') }}")
        assert template.render({}) == "Anmelden"
