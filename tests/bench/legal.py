"""How well and how fast the legal checks and the twins are: the scores on the written lists, and the times.

python tests/bench/legal.py

« caught » is of what is not allowed, « alarms » of what is. Each list was written before the rules were
tuned on it, and its first line says what it first scored; all have been tuned on since: a fresh list scores less.
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from irdsu_app.jobs import checks, employers, plain, twins
from tests.domain import legal_offers
from tests.domain.legal_lists import LISTS, pairs, sentences

TODAY = date(2026, 11, 26)


def main() -> None:
    for name in LISTS:
        tell_list(name)
    for name in legal_offers.LISTS:
        tell_offers(name)
    for name in ("tuned", "kept", "third"):
        tell_pairs(name)
    draw = random.Random(9)
    offers = [an_offer(draw, i) for i in range(300)]
    checks.check(offers[0], TODAY)
    tell("check of an offer", [timed(lambda each=each: checks.check(each, TODAY)) for each in offers[1:]])
    many = [an_offer(draw, i) for i in range(10_000)]
    forget()
    tell("twins among 10 000, names never read", [timed(lambda: twins.twins(many[0], many))])
    tell("twins among 10 000", [timed(lambda each=each: twins.twins(each, many)) for each in many[1:21]])
    of_one = [{**each, "department": "93"} for each in many]
    tell(
        "twins among 10 000 of one department",
        [timed(lambda each=each: twins.twins(each, of_one)) for each in of_one[:10]],
    )


def tell_list(name: str) -> None:
    illegal, lawful = sentences(f"illegal{name}"), sentences(f"lawful{name}")
    caught = sum(bool(checks.check_text(text, field)) for field, text in illegal)
    alarms = sum(bool(checks.check_text(text, field)) for field, text in lawful)
    shown = name.removeprefix("_") or "first"
    print(f"{shown}: {caught}/{len(illegal)} caught ({caught / len(illegal):.1%}), ", end="")
    print(f"{alarms}/{len(lawful)} alarms ({alarms / len(lawful):.1%})")


def tell_offers(name: str) -> None:
    """« caught » when one of the rules that an offer breaks is told, « alarms » when a lawful one is told anything."""
    listed = legal_offers.items(name)
    broken, lawful = [each for each in listed if each.broken], [each for each in listed if not each.broken]
    caught, alarms = sum(each.caught for each in broken), sum(bool(each.found) for each in lawful)
    print(f"offers {name}: {caught}/{len(broken)} caught ({caught / len(broken):.1%}), ", end="")
    print(f"{alarms}/{len(lawful)} alarms ({alarms / len(lawful):.1%})")


def tell_pairs(name: str) -> None:
    listed = pairs(name)
    for same, shown in ((True, "twins found"), (False, "others left apart")):
        right = [twins.alike(one, other) is same for is_same, one, other in listed if is_same is same]
        print(f"{name}: {sum(right)}/{len(right)} {shown} ({sum(right) / len(right):.1%})")


def an_offer(draw: random.Random, number: int) -> dict[str, Any]:
    """A long offer made of lawful sentences, never twice the same."""
    listed = [text for field, text in sentences("lawful") if not field]
    said = [f"{text} ({number})" for text in draw.sample(listed, 45)]
    trade = draw.choice(("Chargée ou chargé de mission", "Responsable", "Médiatrice ou médiateur", "Animateur·rice"))
    field = draw.choice(("santé", "habitat", "jeunesse", "politique de la ville", "insertion", "culture", "numérique"))
    return {
        "id": number,
        "title": f"{trade} {field} secteur {draw.randint(1, 40)}",
        "organisation": f"{draw.choice(('Ville', 'Mairie', 'CCAS', 'Régie'))} de Lieu{draw.randint(1, 900)}",
        "department": f"{draw.randint(1, 95):02}",
        "presentation": ". ".join(said[:12]),
        "context": ". ".join(said[12:24]),
        "missions": tuple(said[24:34]),
        "profile": ". ".join(said[34:]),
        "pay": "2 100 € à 2 400 € brut par mois",
        "deadline": TODAY + timedelta(days=20),
        "apply_email": "rh@exemple.test",
    }


def forget() -> None:
    for cached in (twins.same_title, twins._said, employers.employer, employers.same_employer, plain.plain):
        cached.cache_clear()


def timed(act: Any) -> float:
    """Milliseconds of the processor: others may be at work on this machine."""
    start = process_time()
    act()
    return (process_time() - start) * 1000


def tell(name: str, times: list[float]) -> None:
    middle, high = (quantiles(times, n=20)[9], quantiles(times, n=20)[18]) if len(times) > 1 else (times[0], times[0])
    print(f"{name}: median {middle:.1f} ms, p95 {high:.1f} ms")


if __name__ == "__main__":
    main()
