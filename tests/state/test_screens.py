"""How the states of tabs are kept: the contract with Reflex's own manager, on a real Redis."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
import reflex as rx
from reflex.istate.manager.token import BaseStateToken
from reflex.state import State

from irdsu_app.live.screens import Screens


class Note(rx.State):
    """Something a tab holds."""

    text: str = ""
    _secret: str = ""


class Margin(Note):
    """Something below it."""

    words: rx.Field[list[str]] = rx.field(default_factory=list)


def a_tab(name: str = "onglet") -> BaseStateToken:
    return BaseStateToken(ident=name, cls=State)


async def write(screens: Screens, text: str, name: str = "onglet") -> None:
    async with screens.modify_state(a_tab(name)) as root:
        (await root.get_state(Note)).text = text
        (await root.get_state(Note))._secret = "gardé"
        (await root.get_state(Margin)).words.append(text)


async def shown(screens: Screens, name: str = "onglet") -> tuple[str, str, list[str]]:
    async with screens.modify_state(a_tab(name)) as root:
        note, margin = await root.get_state(Note), await root.get_state(Margin)
        return note.text, note._secret, list(margin.words)


@pytest.fixture
def processes(redis):
    """Let a story happen between two processes."""

    def live(story: Callable[[Screens, Screens], Awaitable[None]]) -> None:
        async def both() -> None:
            one, two = Screens(url=redis.url), Screens(url=redis.url)
            async with one.keep(), two.keep():
                await story(one, two)

        asyncio.run(both())

    return live


def test_what_a_tab_held_in_one_process_is_found_in_another(processes):
    async def story(one: Screens, two: Screens) -> None:
        await write(one, "Bonjour")
        await one.copy()
        assert await shown(two) == ("Bonjour", "gardé", ["Bonjour"])
        await write(two, "Rebonjour")
        await two.leave(a_tab())
        assert two.states == {}, "a tab that has gone takes no memory"
        await one.leave(a_tab())
        assert (await shown(one))[0] == "Rebonjour"

    processes(story)


def test_two_tabs_are_not_mixed_and_a_name_too_long_is_not_kept(processes):
    async def story(one: Screens, two: Screens) -> None:
        await write(one, "À moi")
        await write(one, "À personne", "x" * 100)
        await one.copy()
        assert await shown(two, "autre") == ("", "", [])
        assert await shown(two, "x" * 100) == ("", "", [])

    processes(story)


def test_only_what_has_changed_is_copied_again(processes):
    async def story(one: Screens, two: Screens) -> None:
        await write(one, "Une fois")
        await one.copy()
        async with one.modify_state(a_tab()) as root:
            (await root.get_state(Margin)).words.append("en marge")
        await one.copy()
        assert await shown(two) == ("Une fois", "gardé", ["Une fois", "en marge"])

    processes(story)


def test_without_redis_tabs_live_in_memory_and_are_copied_when_it_is_back(processes, redis):
    async def story(one: Screens, two: Screens) -> None:
        await write(one, "Avant")
        await one.copy()
        redis.stop()
        await write(one, "Pendant")
        await one.leave(a_tab())
        assert (await shown(one))[0] == "Pendant", "not freed: it is nowhere else"
        assert (await shown(two, "nouveau"))[0] == ""
        redis.start()
        await one.copy()
        await two.copy()
        assert (await shown(two))[0] == "Pendant"

    processes(story)


def test_a_tab_that_cannot_be_copied_keeps_no_other_from_being(processes, caplog):
    async def story(one: Screens, two: Screens) -> None:
        await write(one, "Avant", "bloqué")
        async with one.modify_state(a_tab("bloqué")) as root:
            (await root.get_state(Note))._secret = (each for each in "nothing keeps a generator")  # pyright: ignore[reportAttributeAccessIssue]
        await write(one, "Bonjour")
        await one.copy()
        assert (await shown(two))[0] == "Bonjour"

    processes(story)
    assert "were not copied" in caplog.text
