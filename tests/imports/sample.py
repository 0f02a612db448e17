"""Where the files of the made-up organization lie."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared")) / "data" / "sample_org"
DIRECTORIES = (
    "workday_directory.csv",
    "workday_directory_start.csv",
    "bamboohr_directory.csv",
    "personio_directory.csv",
    "dirty_directory.csv",
)
needs_sample = pytest.mark.skipif(
    not SAMPLE.exists(), reason="the sample organization is not beside the project"
)
