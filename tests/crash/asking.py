"""Imported by the workers of a crash test that asks people whether they met."""

from tests.crash.statements import watch_every_connection

watch_every_connection()
