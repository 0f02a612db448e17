"""Compare names across scripts: Cyrillic and Greek names with the ways in which they are written in Latin letters."""

import re
import unicodedata

from mentoring.imports.person_names import loose_keys, natural_order

OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
WORD = re.compile(r"[^\W_]+")
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu",
    "я": "ia", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ђ": "d", "ј": "i", "љ": "li", "њ": "ni", "ћ": "c",
    "џ": "dz", "ѓ": "gi", "ќ": "ki", "ѕ": "dz",
}  # fmt: skip
# Each of these differs from the first: Russian with "yo", Ukrainian, Bulgarian, and Serbian with and without marks.
CYRILLIC_WAYS = [
    str.maketrans(CYRILLIC | other)
    for other in (
        {},
        {"ё": "io"},
        {"г": "h"},
        {"щ": "sht", "ъ": "a"},
        {"ж": "z", "ц": "c", "ч": "c", "ш": "s", "щ": "sc"},
        {"ж": "z", "ц": "c", "ч": "c", "ш": "s", "ђ": "di"},
    )
]
GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "i", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
GREEK_WAYS = [str.maketrans(GREEK | other) for other in ({}, {"χ": "h"})]
GREEK_PAIRS = (
    (re.compile(r"ου"), "ou"),
    (re.compile(r"(?<=[αεη])υ(?=[θκξπσςτφχψ]|\b)"), "f"),
    (re.compile(r"(?<=[αεη])υ"), "v"),
    (re.compile(r"γ(?=[γξχ])"), "n"),
    (re.compile(r"\bμπ"), "b"),
)
# Spellings of one sound in Latin letters: "Yulia", "Iuliia" and "Julija"; "Alexey" and "Aleksej"; "Wladimir".
SPELLINGS = (
    ("schtsch", "shch"), ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("x", "ks"),
    ("w", "v"), ("y", "i"), ("j", "i"),
)  # fmt: skip


def is_in_other_script(name: str) -> bool:
    """Return whether the name has Cyrillic or Greek letters."""
    return not name.isascii() and OTHER_SCRIPT.search(name) is not None


def latin_keys(name: str) -> set[str]:
    """Return the ways in which the name may be written in Latin letters, to be compared across scripts only."""
    if not is_in_other_script(name):
        return {sounds(key) for key in loose_keys(name)}
    text = unicodedata.normalize("NFC", natural_order(name).lower())
    keys = set()
    for cyrillic in CYRILLIC_WAYS:
        apart = unicodedata.normalize("NFKD", text.translate(cyrillic))
        plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
        for pair, letters in GREEK_PAIRS:
            plain = pair.sub(letters, plain)
        keys |= {sounds("".join(WORD.findall(plain.translate(greek)))) for greek in GREEK_WAYS}
    return keys


def sounds(key: str) -> str:
    """Return a Latin key with one spelling for each sound."""
    for spelling, usual in SPELLINGS:
        key = key.replace(spelling, usual)
    # "Yevgeny" and "Evgenii"
    return re.sub("i+", "i", key).replace("ie", "e")
