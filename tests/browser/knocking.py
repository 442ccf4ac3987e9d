"""Every plain address of the house asked for by everybody, on what is not theirs. Routes are found, not listed."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
from starlette.routing import Route

from tests import hostile
from tests.browser import attackers
from tests.browser.attackers import PRIVATE, World, elsewhere
from tests.hostile import JUNK, Maker

# Where anybody makes something of their own, or says something, without being anybody: rows come, none changes.
OPEN = frozenset(
    {
        "/coop", "/coop/seul", "/coop/jeux", "/coop/jeux/importer", "/depliant/presenter", "/depliant/adapter",
        "/depliant/version/{key}/copier", "/depliant/version/{key}/presenter", "/connexion", "/offres/{slug}/signaler",
        "/cycles/{slug}/questionnaire/{lequel}", "/cycles/{slug}/seances/{code}/avis",
        "/presentation/{code}/participer", "/offres/deposer", "/offres/alerte",
        "/connexion/cle/defi", "/bureau/cles/defi",
    }
)  # fmt: skip
ENTERED = {"/coop/{code}/entrer": {"room", "coop_move", "coop_snapshot", "seat", "coop_seat"}}
"""Where one more person comes into the room whose code they know: it changes, and nothing else does."""
TAKES = {"form": "json", "size": "a3", "number:int": "1", "number": "1", "lequel": "avant"}
"""The other names in addresses."""


def routes() -> list[Route]:
    """Every plain address, in the order in which they are tried."""
    from irdsu_app.irdsu_app import app

    found = [each for around in app.api_transformer or () for each in getattr(around, "routes", ())]  # pyright: ignore[reportGeneralTypeIssues]
    return [each for each in found if isinstance(each, Route)]


def address(route: Route, named: dict[str, str]) -> str:
    """The address of a route for these names."""
    made = route.path
    for name, value in {**TAKES, **named}.items():
        made = made.replace("{" + name + "}", value)
    made = re.sub(r"{\w+:int}", "1", made)
    return re.sub(r"{\w+}", "A" * 32, made)  # a proof, a link that others may have


def requests(maker: Maker, route: Route, named: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The requests that an address takes: plain, with a form of everything, with JSON that is not what it wants."""
    methods = sorted((route.methods or set()) - {"HEAD"})
    for method in methods:
        if method == "GET":
            yield {"method": "GET"}
            yield {"method": "GET", "params": {"refus": "<b>", "q": "a" * 200, "notes": "oui", "cycle": "\ufeff"}}
            continue
        some = {name: str(maker.chance.choice([*maker.words, *hostile.ODD]))[:500] for name in hostile.fields()}
        yield {"method": method, "data": some}
        yield {
            "method": method,
            "data": {"publier": "oui", "code": named["code"], "cle": named["key"], "acte": "effacer"},
        }
        for _ in range(2):
            try:
                body = json.dumps(maker.chance.choice(JUNK)).encode()
            except RecursionError:
                body = b"[" * 10_000
            yield {"method": method, "content": body, "headers": {"content-type": "application/json"}}
        yield {"method": method, "files": {"fichier": ("a.yaml", b"\0\xff" * 50, "application/yaml")}}


def knocking(world: World, *people: str, seed: int = 1, things: int = 1) -> list[str]:
    """These people, or everybody, ask for every address; gives what got through: an empty list when nothing did."""
    faults, before = [], world.rows()
    with httpx.Client(base_url=world.house.url, timeout=30) as client:
        for who in people or world.people:
            cookie = world.people[who]
            maker = Maker(seed, world.words, world.numbers)
            for route in routes():
                if route.path == "/bureau/sortir":  # whoever goes out goes out of their own visit
                    continue
                for named in maker.chance.sample(world.named, things):
                    for asked in requests(maker, route, {"lien": "x", "personne": "x", **named}):
                        faults += _ask(client, who, cookie, address(route, {**named}), asked)
                after = world.rows()
                faults += [f"{who}, {route.path}: {fault}" for fault in _changed(route.path, before, after)]
                before = after
    return faults


def _ask(client: httpx.Client, who: str, cookie: str, where: str, asked: dict[str, Any]) -> list[str]:
    told = {"origin": str(client.base_url).rstrip("/"), "x-forwarded-for": elsewhere(), **asked.pop("headers", {})}
    told |= {"cookie": cookie} if cookie else {}
    try:
        answer = client.request(url=where, headers=told, **asked)
    except httpx.RemoteProtocolError:  # the answer before closed this connection: what it carried was too large
        answer = client.request(url=where, headers=told, **asked)
    client.cookies.clear()
    said = f"{who}, {asked['method']} {where}: {answer.status_code}"
    if answer.status_code >= 500:
        return [said]
    told_it = PRIVATE.search(answer.text) if "pdf" not in answer.headers.get("content-type", "") else None
    return [f"{said} says {answer.text[max(0, told_it.start() - 200) :][:300]}"] if told_it else []


def _changed(path: str, before: dict[str, set[str]], after: dict[str, set[str]]) -> Iterator[str]:
    for table in attackers.changed(before, after):
        lost = before[table] - after[table]
        if table in ENTERED.get(path, ()) or (path in OPEN and not lost):
            continue
        yield f"{table} lost {sorted(lost)[:2]}, won {sorted(after[table] - before[table])[:2]}"[:1_500]
