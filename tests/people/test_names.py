import pytest

from mentoring.people.names import normalize_name


@pytest.mark.parametrize(
    ("name", "normalized"),
    [
        ("", ""),
        ("Ada Lovelace", "ada lovelace"),
        ("  Łukasz  O’Brien ", "lukasz o'brien"),
        ("Jónsdóttir", "jonsdottir"),
        ("Yılmaz", "yilmaz"),
        ("Søren Sørensen", "soren sorensen"),
        ("Straße", "strasse"),
        ("Æsa Œuvre", "aesa oeuvre"),
        ("Þór Đorđe", "thor dorde"),
        ("NGUYỄN", "nguyen"),
        ("Zoe\u0308", "zoe"),  # a letter and its mark apart
        ("\u00a0Mei\u3000Tanaka", "mei tanaka"),
        ("李 小龙", "李 小龙"),
    ],
)
def test_normal_form_has_neither_case_nor_marks_nor_double_blanks(name, normalized):
    assert normalize_name(name) == normalized
    assert normalize_name(normalized) == normalized
