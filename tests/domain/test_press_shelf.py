"""What is made is made once, away from the loop, and memory stays bounded."""

import asyncio
import threading

import pytest

from irdsu_app.design.shelf import Shelf


def test_ten_people_at_once_have_it_made_once_in_another_thread() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(threading.get_ident())
        return b"%PDF"

    async def all_at_once() -> list[bytes]:
        shelf = Shelf(most=2)
        return await asyncio.gather(*(shelf.take("a", make) for _ in range(10)))

    assert asyncio.run(all_at_once()) == [b"%PDF"] * 10
    assert len(made) == 1
    assert made[0] != threading.get_ident()


def test_the_one_asked_for_longest_ago_leaves_first() -> None:
    made: list[str] = []

    async def asked() -> None:
        shelf = Shelf(most=2)
        for key in ("a", "b", "a", "c", "a", "b"):
            await shelf.take(key, lambda key=key: made.append(key) or key.encode())

    asyncio.run(asked())
    assert made == ["a", "b", "c", "b"]


def test_what_fails_is_not_kept_and_leaves_the_place_to_the_next() -> None:
    async def asked() -> bytes:
        shelf = Shelf(most=2)
        with pytest.raises(ZeroDivisionError):
            await shelf.take("a", lambda: bytes(1 // 0))
        return await shelf.take("a", lambda: b"good")

    assert asyncio.run(asked()) == b"good"
