"""A room of COOP ou pas COOP for the journeys: whoever leads by plain requests, phones that come in by the door."""

import re
import uuid

from playwright.sync_api import Page, expect


def opened_room(page: Page, base: str, **options: str) -> str:
    """Create a room from this browser, which leads it; gives its code."""
    form: dict[str, str | float | bool] = {**options}
    answer = page.request.post(f"{base}/coop", form=form, max_redirects=0, headers={"origin": base})
    assert answer.status == 303, answer.text()
    return answer.headers["location"].split("/")[2]


class Leader:
    """The person who leads: present in the room, they play what their screen would post."""

    def __init__(self, page: Page, base: str, **options: str) -> None:
        self.page, self.base = page, base
        self.code = opened_room(page, base, **{"minutes": "60", "animation": "oui", **options})
        page.goto(f"{base}/coop/{self.code}")
        expect(page.get_by_role("heading", name="Vous animez")).to_be_visible()

    def play(self, do: str, **fields) -> None:
        """Play a move; it must be accepted."""
        sent = {"id": str(uuid.uuid4()), "move": {"do": do, **fields}}
        address = f"{self.base}/coop/{self.code}/coups"
        answer = self.page.request.post(address, data=sent, headers={"origin": self.base})
        assert answer.ok, answer.text()

    def at(self, page: Page) -> int:
        """The number of the moment this phone is at."""
        return int(page.locator(".seat-table").get_attribute("data-n") or 0)

    def draw(self, page: Page) -> None:
        """Draw the situation of the round, and see it come on this phone."""
        self.play("draw", at=self.at(page))
        expect(page.get_by_text("L’action proposée")).to_be_visible()

    def next(self, page: Page, phase: str = "") -> None:
        """Go to the next moment, and see it come on this phone; again until `phase` when it is given."""
        for _ in range(30):
            table = page.locator(".seat-table")
            now = table.get_attribute("data-phase")
            if now == phase:
                return
            n = self.at(page)
            self.play("start") if now == "lobby" else self.play("next", at=n)
            expect(table).not_to_have_attribute("data-n", str(n))
            if not phase:
                return
        raise AssertionError(f"never reached {phase}")


def come_in(page: Page, code: str, name: str, base: str = "", observes: bool = False) -> Page:
    """Enter by the door."""
    page.goto(f"{base}/coop/{code}")
    page.get_by_label("Prénom ou pseudonyme").fill(name)
    page.get_by_role("button", name="Observer" if observes else "Entrer").click()
    if not observes:
        seated(page)
    return page


def seated(page: Page) -> None:
    """Until the seat lives."""
    expect(page.locator(".seat-table")).to_be_visible()


def moment(page: Page, phase: str) -> None:
    """Until this phone is at this moment."""
    expect(page.locator(f".seat-table[data-phase={phase}]")).to_be_visible()


def saved(page: Page) -> None:
    """Until what this phone did is in the database."""
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()


def stance(page: Page, words: str, group: str = "Votre vote") -> None:
    """Vote."""
    tiles = page.get_by_role("radiogroup", name=group)
    tiles.get_by_role("radio", name=re.compile(f"^{words}( Votre choix)?$")).click()


def pledge(page: Page, verb: str, n: int) -> None:
    """Promise, or give, the same for each character carried."""
    for bid in page.locator(".bid").all():
        bid.get_by_role("radio", name=re.compile(f"^{n}")).click()
        bid.get_by_role("button", name=f"{verb} {n}").click()


def to_stance(room: Leader, page: Page) -> None:
    """Lead until the first vote of the round."""
    room.next(page, "discover")
    room.draw(page)
    room.next(page, "stance")


def play_round(room: Leader, phones: list[Page]) -> None:
    """A round, from the card to the second vote, everybody answering."""
    me = phones[0]
    to_stance(room, me)
    for page, words in zip(phones, ("COOP", "Pas COOP", "Je passe"), strict=True):
        moment(page, "stance")
        stance(page, words)
    for page in phones:
        moment(page, "reveal")
    room.next(me, "promise")
    for page in phones:
        moment(page, "promise")
    room.play("minute", at=room.at(me))  # three phones driven by one hand need longer than three people
    for page in phones:
        pledge(page, "Promettre", 2)
    for page in phones:
        moment(page, "stake")
    room.play("minute", at=room.at(me))
    for page in phones:
        pledge(page, "Verser", 1)
    for page in phones:
        moment(page, "outcome")
