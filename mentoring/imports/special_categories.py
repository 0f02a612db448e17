"""How the headings look of columns that must not be taken in: special categories of data, and pay."""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _


class Category(Enum):
    """Name what a refused column is about."""

    HEALTH = "health"
    DISABILITY = "disability"
    RELIGION = "religion"
    ETHNICITY = "ethnicity"
    UNION = "union"
    ORIENTATION = "orientation"
    POLITICS = "politics"
    BIOMETRICS = "biometrics"
    GENETICS = "genetics"
    PAY = "pay"


LABELS = {
    Category.HEALTH: _("health"),
    Category.DISABILITY: _("disability"),
    Category.RELIGION: _("religion or belief"),
    Category.ETHNICITY: _("ethnic origin or race"),
    Category.UNION: _("union membership"),
    Category.ORIENTATION: _("sexual orientation or identity"),
    Category.POLITICS: _("political opinion"),
    Category.BIOMETRICS: _("biometric data"),
    Category.GENETICS: _("genetic data"),
}


@dataclass(frozen=True, slots=True)
class Signs:
    """Describe how the headings of one category look.

    `stems` begin a word (or end it, after a "-") and are refused wherever they stand. `phrases` are words in
    a row, likewise. `alone` has words with other meanings ("race condition", "Union Square"): they are
    refused when nothing but PLAIN words or their own `company` stands beside them. `unless` words excuse the
    heading.
    """

    stems: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


# Say only that a column is a column, of a person, and in what form.
PLAIN = _words(
    "a an and or the of is in my your their employee employees worker person personal staff user self "
    "identified identification declared disclosed primary current status code codes type group category "
    "class name id number description date since from until start end data info information details "
    "flag yes no value field column note notes comment comments member members membership 1 2 der die "
    "das und oder des von ist art angabe mitarbeiter mitarbeitende mitarbeitenden mitglied nr nummer "
    "datum seit bis"
)

SIGNS = {
    Category.HEALTH: Signs(
        stems=_words(
            "krank -krankheit diagnosi diagnose schwanger pregnan gesundheitszustand gesundheitsdaten"
        ),
        phrases=_phrases(
            "sick leave, sick days, sick day, sickness absence, medical condition, medical conditions, "
            "medical history, medical leave, medical record, medical records, medical notes, blood type, "
            "health condition, health conditions, health status, health issues, health insurance, "
            "health data, mental health, vaccination status, impfstatus, blutgruppe"
        ),
        alone=_words(
            "health medical sick sickness illness illnesses disease vaccination gesundheit allergies"
        ),
    ),
    Category.DISABILITY: Signs(
        stems=_words("disabilit behindert behinderung schwerbehinder handicap gleichgestellte"),
        phrases=_phrases("gd b, grad der behinderung"),
        alone=_words("disabled gdb"),
        company=_words("veteran severely"),
    ),
    Category.RELIGION: Signs(
        stems=_words("religio konfession kirchensteuer glaubens"),
        phrases=_phrases("church tax, faith community"),
        alone=_words("faith creed denomination belief beliefs kirche church"),
    ),
    Category.ETHNICITY: Signs(
        stems=_words("ethni migrationshintergrund hautfarbe rassisch"),
        phrases=_phrases("racial, skin color, skin colour, migration background, tribe"),
        alone=_words("race races caste rasse"),
        company=_words("ethnicity gender eeo"),
    ),
    Category.UNION: Signs(
        stems=_words("gewerkschaft unionised unionized"),
        phrases=_phrases(
            "trade union, labor union, labour union, union member, union membership, union code, union dues, "
            "union affiliation"
        ),
        alone=_words("union unions"),
        company=_words("local affiliation dues trade labor labour"),
    ),
    Category.ORIENTATION: Signs(
        stems=_words("lgbt transgender homosexu bisexu sexuelle sexuality"),
        phrases=_phrases(
            "sexual orientation, sexual identity, sexual preference, gender identity, geschlechtsidentitat"
        ),
    ),
    Category.POLITICS: Signs(
        stems=_words("parteizugehor parteimitglied"),
        phrases=_phrases(
            "political opinion, political opinions, political party, political view, political views, "
            "political affiliation, party membership, party affiliation, politische meinung, "
            "politische einstellung, politische uberzeugung"
        ),
        alone=_words("political politics politische partei"),
    ),
    Category.BIOMETRICS: Signs(
        stems=_words("biometri"),
        phrases=_phrases("iris scan, retina scan, voice print, face scan, facial recognition"),
        alone=_words("fingerprint fingerprints fingerabdruck"),
    ),
    Category.GENETICS: Signs(stems=_words("genetic genetisch genome genomi"), alone=_words("dna dns")),
    Category.PAY: Signs(
        stems=_words(
            "salary salaries gehalt -gehalt vergutung lohn -lohn entgelt compensation bonus -bonus "
            "remuneration -bezuge"
        ),
        phrases=_phrases(
            "base pay, annual pay, hourly pay, monthly pay, gross pay, net pay, pay rate, rate of pay, "
            "pay amount, hourly rate, variable pay, total pay, take home pay, annual income, stock grant"
        ),
        alone=_words("pay wage wages income earnings bezuge provision ctc"),
        company=_words(
            "annual yearly monthly weekly hourly gross net base total currency amount rate usd eur gbp"
        ),
        # A band is not an amount: rates by band are how the product counts time.
        unless=_words(
            "grade band group gruppe gehaltsgruppe gehaltsband lohngruppe entgeltgruppe vergutungsgruppe"
        ),
    ),
}
