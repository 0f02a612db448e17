"""Ids for many rows at once."""

import os
import struct
from uuid import UUID

HIGH_BITS, HIGH = 0xFFFF_FFFF_FFFF_0FFF, 0x4000
LOW_BITS, LOW = 0x3FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000


def new_ids(count: int) -> list[UUID]:
    """Return so many new random ids (UUID version 4), in ascending order.

    Rows that are written one after the other then lie side by side in every index that their ids are in, instead of
    each on another page.
    """
    words = struct.unpack(f">{2 * count}Q", os.urandom(16 * count))
    return [
        UUID(int=high << 64 | low)
        for high, low in sorted(
            (high & HIGH_BITS | HIGH, low & LOW_BITS | LOW)
            for high, low in zip(words[::2], words[1::2], strict=True)
        )
    ]
