"""Sets of offers as whole numbers, bit n for offer n: two of them meet in microseconds. Pure."""

from collections.abc import Iterable, Iterator

_SET = ord("1")


def of(numbers: Iterable[int]) -> int:
    """The set of these numbers, none of them below 0."""
    listed = list(numbers)
    if not listed:
        return 0
    last = max(listed)
    digits = bytearray(b"0") * (last + 1)
    for each in listed:
        digits[last - each] = _SET
    return int(digits, 2)


def numbers(held: int) -> Iterator[int]:
    """The numbers of a set, the smallest first."""
    for i, byte in enumerate(held.to_bytes((held.bit_length() + 7) // 8, "little")):
        while byte:
            yield i * 8 + (byte & -byte).bit_length() - 1
            byte &= byte - 1


def union(sets: Iterable[int]) -> int:
    """Whatever is in any of them."""
    held = 0
    for each in sets:
        held |= each
    return held
