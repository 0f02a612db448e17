"""Ids for many rows at once."""

import os

# The first digit of the second half of a random UUID (its variant) is one of four.
VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def new_ids(count: int) -> list[str]:
    """Return so many new random ids (UUID version 4) as text, in ascending order.

    Rows that are written one after the other then lie side by side in every index that their ids are in, instead of
    each on another page. As text, because making UUIDs of them takes longer than the database needs to read them.
    """
    digits = os.urandom(16 * count).hex()
    return sorted(
        f"{digits[at : at + 12]}4{digits[at + 13 : at + 16]}{VARIANT[digits[at + 16]]}{digits[at + 17 : at + 32]}"
        for at in range(0, 32 * count, 32)
    )
