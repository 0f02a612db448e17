"""Take people's names apart, and compare them across ways of writing them."""

import re
import unicodedata

GENERATIONS = {"jr": "Jr.", "jun": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}
DEGREES = frozenset({
    "phd", "md", "mba", "msc", "bsc", "esq", "cpa", "dds", "jd", "llm", "llb", "dphil", "meng", "beng", "edd", "rn",
    "pmp", "cfa", "dr", "mph", "do", "dvm", "frcs", "mrcp", "obe", "mbe", "cbe",
})  # fmt: skip
PARTICLES = frozenset({
    "van", "von", "vom", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "zu", "zum",
    "zur", "ten", "ter", "af", "av", "bin", "ibn", "al", "el",
})  # fmt: skip
# Before the names of a person; not "M." and "Sr.", which may be names too.
TITLES = frozenset({
    "dr", "prof", "mr", "mrs", "ms", "mx", "miss", "herr", "frau", "mme", "mlle", "monsieur", "madame", "dipling",
    "ing", "mag", "sra", "srta",
})  # fmt: skip
# Ways of writing a letter: of the first a spelling without its mark, of the second that of its language.
WITHOUT_MARK = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ß": "ss",
        "ə": "e",
        "ŋ": "ng",
    }
)
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Fewer may be initials: "JJ Abrams".
LEAST_CAPITALS = 3
WORD = re.compile(r"[^\W_]+")
# "Ann Lee (G3)", "Ann Lee <ann@example.org>" and "Paul Ito (On Leave)".
BRACKETED = re.compile(r"(.*\S)\s*[(\[<]([^()\[\]<>]*)[)\]>]")
# "G3 - Ann Lee"
SEPARATED = re.compile(r"(.*?\S)(?: [-–] | ?[|:/] ?)(\S.*)")


def split_name(full_name: str) -> tuple[str, str]:
    """Return first and last name: of "Last, First", "First van Last" and "LAST First".

    Without titles and degrees, with "Jr.".
    """
    parts = [part.strip() for part in full_name.split(",")]
    suffix = ""
    while (
        len(parts) > 1 and (len(parts) > 2 or " " in parts[0]) and (known := _suffix(parts[-1])) is not None
    ):
        suffix = known or suffix
        parts.pop()
    if len(parts) > 1:
        first, last = " ".join(_without_titles(" ".join(parts[1:]).split(), least=1)), parts[0]
    else:
        words = _without_titles(parts[0].split(), least=2)
        while len(words) > 2 and (known := _suffix(words[-1])) is not None:
            suffix = known or suffix
            words.pop()
        capitals = _capitals(words)
        at = next(
            (n for n, word in enumerate(words[1:-1], start=1) if word.casefold() in PARTICLES),
            max(len(words) - 1, 0),
        )
        first, last = " ".join(words[:at]), " ".join(words[at:])
        if capitals:
            first, last = " ".join(words[capitals:]), " ".join(words[:capitals])
    return first, f"{last} {suffix}".strip()


def _without_titles(words: list[str], *, least: int) -> list[str]:
    while len(words) > least and words[0].replace(".", "").replace("-", "").casefold() in TITLES:
        words = words[1:]
    return words


def _capitals(words: list[str]) -> int:
    """Return how many words in capitals a name begins with, if they are the last name: "DUPONT Marie"."""
    count = next((n for n, word in enumerate(words) if not word.isupper()), len(words))
    has_rest = count < len(words) and not any(word.isupper() for word in words[count:])
    return (
        count
        if has_rest and any(len(word) >= LEAST_CAPITALS and "." not in word for word in words[:count])
        else 0
    )


def _suffix(text: str) -> str | None:
    """Return the suffix as it is written, "" for a degree, None for anything else."""
    plain = text.replace(".", "").replace(" ", "").casefold()
    if plain in DEGREES:
        return ""
    return GENERATIONS.get(plain)


def natural_order(name: str) -> str:
    """Return the first name before the last, without titles and degrees."""
    return " ".join(split_name(name))


def strict_key(name: str) -> str:
    """Return a name as it is compared first: in any order and case, without punctuation."""
    return "".join(WORD.findall(unicodedata.normalize("NFC", natural_order(name).lower())))


def loose_keys(name: str) -> set[str]:
    """Return the ways in which a name may be written without its marks: "Jörg" as "jorg" and "joerg"."""
    text = unicodedata.normalize("NFC", natural_order(name).lower())
    return {_bare(text), _bare(text.translate(SPELLED_OUT))}


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(WITHOUT_MARK)
    return "".join(WORD.findall(bare))
