"""What decks and finished games cost: cards to print, notebook, a file of three hundred cards, a step seen again.

Run from the root: `python -m tests.bench.decks`. Ends with 1 when a target is missed.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlmodel import Session

from irdsu_app import db
from irdsu_app.coop import authoring, deck, deck_paper, deck_view, kit, notebook, register, yaml_deck
from irdsu_app.coop.book import Book
from irdsu_app.coop.game import Game
from irdsu_app.coop.models import CoopStep
from irdsu_app.design import press
from irdsu_app.live import store
from tests.domain.table import a_table
from tests.domain.test_notebook import a_finished_game

TODAY, TIMES = date(2026, 11, 25), 5
MANY = 300


def many() -> deck.Deck:
    """Our deck with three hundred situations."""
    base = deck.base()
    cards = tuple(
        base.situations[n % len(base.situations)].model_copy(update={"id": f"S{n:03}", "title": f"Situation {n}"})
        for n in range(MANY)
    )
    some = tuple(each.model_copy(update={"suggested": ()}) for each in base.triggers)
    return deck.read(base.model_copy(update={"situations": cards, "triggers": some, "selections": ()}).model_dump())


def written(game: Game) -> bytes:
    """The notebook of a game."""
    return press.pdf(notebook.TEMPLATE, notebook.notebook(game, deck.base(), TODAY), TODAY)


def walked() -> tuple[int, Callable[[], object]]:
    """A game of four rounds and thirty people in a database: how many steps, and how its last one is read again."""
    table, book, told = a_table(30, minutes=90), Book(deck.base()), []
    while table.game.phase != "closed":
        told.append(book.told(table.game))
        table.lead("start" if table.game.phase == "lobby" else "next")
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'walk.db'}"
    db.upgrade(url)
    session = Session(db.open_engine(url))
    room = store.open_room(session, "coop", "{}", datetime.now(UTC), timedelta(days=1))
    session.add_all(CoopStep(room_id=room.id, number=n, shown=shown) for n, shown in enumerate(told))
    session.commit()

    def again() -> object:
        session.rollback()  # another read, not what this session remembers
        return json.dumps(json.loads(register.step(session, room.id, len(told) - 1) or ""))

    return len(told), again


def benches() -> dict[str, tuple[float, Callable[[], object]]]:
    """Each thing, its target in seconds, and how it is done."""
    big, game = many(), a_finished_game().game
    steps, again = walked()
    file = yaml_deck.to_yaml(big).encode()
    own, own_big = authoring.duplicate(deck.base(), "Chez nous"), authoring.duplicate(big, "Trois cents")
    return {
        "cards to print, whole deck": (5.0, lambda: kit.kit_pdf(deck.base(), "COOP ou pas COOP", TODAY)),
        "notebook of a game": (0.3, lambda: written(game)),
        f"import of {MANY} situations ({len(file) // 1000} kB)": (1.0, lambda: yaml_deck.from_yaml(file, "x")),
        "what a change sends to the desk": (0.05, lambda: json.dumps(deck_view.view(own, 1, "", False))),
        f"the same, {MANY} situations": (0.15, lambda: json.dumps(deck_view.view(own_big, 1, "", False))),
        f"a step seen again, {steps} steps, 30 people": (0.05, again),
        "the public page": (0.1, lambda: deck_paper.whole(own)),
    }


def first(rank: int) -> float:
    """The same in a Python that has done none, without the time of its imports."""
    command = [sys.executable, "-m", "tests.bench.decks", str(rank)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def once(do: Callable[[], object]) -> float:
    """Do it once: seconds."""
    begun = perf_counter()
    do()
    return perf_counter() - begun


def main() -> int:
    """Print a line for each thing; 1 when a target is missed, by the median."""
    missed = 0
    for rank, (name, (target, do)) in enumerate(benches().items()):
        slow, again = first(rank), median(once(do) for _ in range(TIMES))
        missed += again > target
        late = "  MISSED" if again > target else ""
        print(f"{name:38} first {slow:.3f} s, then {again:.3f} s (target {target:g} s){late}")
    return int(missed > 0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(once(list(benches().values())[int(sys.argv[1])][1]))
    else:
        sys.exit(main())
