import pytest

from mentoring.imports.refused_columns import category_of, refused_columns
from mentoring.imports.special_categories import Category
from mentoring.people.directory_columns import DIRECTORY_FIELDS

REFUSED = {
    Category.HEALTH: """
        Health, Health Status, Employee health notes, Medical condition, Sick days 2025,
        Gesundheit, Krankheitstage, Krankenstand, Schwangerschaft, Pregnancy, Diagnosis, Status
        (health), Vaccination status, Blood type, healthData
    """,
    Category.DISABILITY: """
        Disability, Disability Status, Schwerbehinderung, Grad der Behinderung, GdB, Is disabled
    """,
    Category.RELIGION: """
        Religion, Religious belief, Konfession, Religionszugehörigkeit, Kirchensteuermerkmal,
        Faith
    """,
    Category.ETHNICITY: "Ethnicity, Race/Ethnicity, RACE, Race Code, Ethnische Herkunft, Self-declared race",
    Category.UNION: """
        Union, Union Member, Union membership, Trade Union Name, Labor union, Gewerkschaft,
        Gewerkschaftsmitglied, Is in union?
    """,
    Category.ORIENTATION: """
        Sexual Orientation, sexual_orientation, LGBTQ+, Sexuelle Orientierung, Gender identity
    """,
    Category.POLITICS: "Political opinion, Party membership, Parteizugehörigkeit, Politische Meinung",
    Category.BIOMETRICS: "Biometric ID, Fingerprint, Biometrische Daten, Fingerabdruck",
    Category.GENETICS: "Genetic data, DNA, Genetische Daten",
    Category.PAY: """
        Salary, Base Salary (EUR), Annual salary, Salary Currency, Pay, Pay Rate, Hourly wage,
        Gehalt, Jahresgehalt, Bruttogehalt, Monatslohn, Stundenlohn, Vergütung, Total
        Compensation, Bonus, Jahresbonus, Income
    """,
}


@pytest.mark.parametrize("category", Category)
def test_column_that_must_not_be_imported_is_refused(category):
    headings = [heading.strip() for heading in REFUSED[category].split(",")]

    assert {heading: category_of(heading) for heading in headings} == dict.fromkeys(headings, category)


@pytest.mark.parametrize(
    "heading",
    [
        "Healthcare Sales", "Health & Safety Officer", "Occupational health team", "Medical Sales Region",
        "Wellness topic",
        "Race condition owner", "Race track", "Trace ID", "Embrace values score", "Grace period",
        "Union Square office", "Reunion date", "Credit Union region", "Communion",
        "Payroll ID", "Payroll Group", "Pay Grade", "Compensation Grade", "Salary Band",
        "Salaried or hourly", "Entgeltgruppe",
        "Paygroup", "Paypal account", "Repayment", "Belohnung", "Wagenpark", "Income tax office",
        "Orientation date", "Sexual harassment training", "Sex", "Gender", "Nationality",
        "Account disabled", "Faith Based Initiative lead", "Belief in the program", "Church Street site",
        "Creditor", "Organization",
        "Party planning", "Department of Political Science", "Device fingerprint", "Genre",
        "General Manager", "Urlaub genommen",
        "Diagnostics team", "Generation", "Provisioning", "Bonn office", "Sickle Street", "",
    ],
)  # fmt: skip
def test_column_with_a_similar_name_is_imported(heading):
    assert category_of(heading) is None


def test_no_field_of_a_directory_is_refused():
    headings = [word for field in DIRECTORY_FIELDS for word in (field.name, *field.synonyms)]

    assert refused_columns(headings) == []


def test_refused_column_has_an_index_and_a_reason():
    found = refused_columns(["Name", "Religion", "Email", "Salary"])

    assert [(column.index, column.header, column.category) for column in found] == [
        (1, "Religion", Category.RELIGION),
        (3, "Salary", Category.PAY),
    ]
    assert str(found[0].reason) == (
        "Data about religion or belief is specially protected by law "
        "and not needed for mentoring. It is not imported."
    )
    assert "Pay data is not needed" in str(found[1].reason)


@pytest.mark.parametrize("category", Category)
def test_every_category_has_a_reason(category):
    heading = REFUSED[category].split(",")[0]

    assert [column.category for column in refused_columns([heading])] == [category]
    assert len(str(refused_columns([heading])[0].reason)) > 40
