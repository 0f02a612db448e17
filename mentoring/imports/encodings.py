"""Detect the encoding of a text file.

A fixed rule instead of a guess by statistics: charset-normalizer takes a short directory in Windows-1252 for
one of its dozen neighbours, and what it says changes with a single name.
"""

import codecs

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.tables import Refusal

# In UTF-16 at least the delimiters and line ends have a NUL byte; in UTF-8 a NUL is a stray one.
UTF16_NUL_SHARE = 0.05
SAMPLE = 64 * 1024
PIECE = 1024 * 1024

# What a person can choose, with its name.
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252 (Western European)",
    "mac_roman": "MacRoman (Apple)",
    "cp1250": "Windows-1250 (Central European)",
    "cp850": "DOS 850 (Western European)",
    "iso8859-15": "ISO 8859-15 (Western European)",
    "utf-16": "UTF-16",
}
DETECTED = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
# Codecs that read nearly any bytes, so that only a person can say whether the letters are right.
LEGACY = frozenset({"cp1252", "mac_roman", "cp1250", "cp850", "iso8859-15"})
# The signs beyond ASCII in tables of the languages that both of these codecs can write.
NAME_LETTERS = frozenset("ŠšŽžŸ’‘“”„–—…€äöüßÄÖÜàâçéèêëîïôùûœæÀÂÇÉÈÊÎÔÙÛáíóúñÁÍÓÚÑãõÃÕåøÅØìòÌÒ")

# What people upload by mistake, by how it begins.
OTHER_FILES = (
    (b"%PDF", _("This is a PDF. Save the table as CSV or XLSX and choose that file.")),
    (b"\x89PNG", _("This is an image. Save the table as CSV or XLSX and choose that file.")),
    (b"\xff\xd8\xff", _("This is an image. Save the table as CSV or XLSX and choose that file.")),
    (b"\x1f\x8b", _("This file is compressed. Unpack it and choose the file inside.")),
    (b"{\\rtf", _("This is a text document. Save the table as CSV or XLSX and choose that file.")),
)


def detect_encoding(data: bytes) -> str:
    """Return the codec that reads these bytes: utf-8-sig, utf-16, utf-16-le, utf-16-be, utf-8, cp1252 or mac_roman.

    Byte order mark first, then the NUL bytes of UTF-16 (which may be valid UTF-8 as well), then UTF-8, which
    text in another encoding is almost never by chance, then Windows-1252 or, where that gives signs instead of
    letters, MacRoman. Refuses what none of them reads.
    """
    for beginning, sentence in OTHER_FILES:
        if data.startswith(beginning):
            raise Refusal(sentence, code="other-file")
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data, "utf-8-sig", "UTF-8")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16", "UTF-16")
    sample = data[:SAMPLE]
    if sample.count(0) > len(sample) * UTF16_NUL_SHARE:
        # The high byte of a Latin character is NUL: the second of two where the little end comes first.
        little = sample[1::2].count(0) >= sample[0::2].count(0)
        return _strict(data, "utf-16-le" if little else "utf-16-be", "UTF-16")
    try:
        return _strict(data, "utf-8", "UTF-8")
    except Refusal:
        # Five byte values mean nothing in Windows-1252; nearly every file that is not text has one of them.
        if _letters(data, "mac_roman") > _letters(data, "cp1252"):
            return "mac_roman"
        return _strict(data, "cp1252", "Windows-1252")


def chosen_encoding(data: bytes, codec: str) -> str:
    """Return the codec that a person chose; refuse when it does not read the bytes."""
    name = ENCODINGS.get(codec) or DETECTED.get(codec)
    if name is None:
        raise Refusal(_("This encoding is not known."), code="encoding")
    return _strict(data, codec, name)


def _letters(data: bytes, codec: str) -> float:
    """Return the share of the signs beyond ASCII that are letters of names when read like this."""
    signs = [byte for byte in data[:SAMPLE] if byte > 127]
    if any(byte < 9 for byte in data[:SAMPLE]) or len(signs) * 2 > len(data[:SAMPLE]):
        return 0
    text = bytes(signs).decode(codec, "replace")
    return sum(1 for sign in text if sign in NAME_LETTERS) / max(1, len(text))


def _strict(data: bytes, codec: str, name: str) -> str:
    """Return the codec when it reads every byte, and refuse with the line where it does not."""
    # In pieces: the text of the whole file may weigh four times its bytes, only to be thrown away.
    decoder = codecs.getincrementaldecoder(codec)()
    end = 0
    try:
        for start in range(0, len(data), PIECE):
            end = min(start + PIECE, len(data))
            decoder.decode(data[start:end], final=end == len(data))
    except UnicodeDecodeError as error:
        position = end - len(error.object) + error.start
        raise Refusal(
            format_lazy(
                _(
                    "Line {line} cannot be read as {encoding} text. "
                    "Save the table as “CSV UTF-8” and try again."
                ),
                line=data.count(b"\n", 0, position) + 1,
                encoding=name,
            ),
            code="not-text",
        ) from error
    return codec
