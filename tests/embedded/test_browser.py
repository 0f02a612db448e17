"""Where the browser tests find Chromium."""

import pytest

from mentoring.embedded.browser import find_chromium
from mentoring.embedded.refusal import Refused


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "chromium"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_named_chromium_comes_first(program, tmp_path):
    assert find_chromium({"CHROMIUM_PATH": str(program)}, system=tmp_path / "other") == program


def test_named_chromium_that_is_not_there_is_said(tmp_path):
    with pytest.raises(Refused, match="is not a program; correct it"):
        find_chromium({"CHROMIUM_PATH": str(tmp_path / "nothing")})


def test_chromium_of_the_system_comes_second(program):
    assert find_chromium({}, system=program) == program


def test_no_chromium_anywhere(tmp_path):
    environment = {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    assert find_chromium(environment, system=tmp_path / "nothing") is None
