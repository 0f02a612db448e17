"""Where the files lie that tests and benchmarks read. All people in them are invented."""

from pathlib import Path

DATA = Path(__file__).resolve().parent
SAMPLE = DATA / "sample_org"  # written by make_sample_org.py
DIRECTORIES = (
    "workday_directory.csv",
    "workday_directory_start.csv",
    "bamboohr_directory.csv",
    "personio_directory.csv",
    "dirty_directory.csv",
)
PUBLISHED_CASES = DATA / "published_cases.json"
IMPORTS = DATA / "imports"  # real-world problems of import files; README.md there names each
