"""How long 10 000 saved alerts take against one new offer, on both databases; and the whole weekly round.

python tests/bench/alerts.py sqlite:////tmp/bench.db 10000
python tests/bench/alerts.py postgresql+psycopg://… 10000

The database must be empty. « alerts against one new offer » reads every alert in the database and decides for each;
« cold » is the first time in this process, when every search is still to be analysed. The round tells everybody:
what they were told, up to where, and a letter for each who has something new, in transactions of 500 people.
"""

import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, func, select

from irdsu_app import db
from irdsu_app.jobs import alert_register, alert_rounds, alerts, catalogue
from irdsu_app.jobs.alert_models import JobAlert, JobFollower
from irdsu_app.jobs.lists import CONTRACTS, PROFESSIONS
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.places import DEPARTMENT_NAMES, region_of
from irdsu_app.jobs.query import Query
from irdsu_app.mail.models import Letter
from tests.bench.search import FIELDS, TRADES

NOW = datetime.now(UTC)


def main(url: str, size: int) -> None:
    draw = random.Random(9)
    db.upgrade(url)
    engine = db.open_engine(url)
    with db.session(engine) as session:
        fill(session, draw, size)
    with db.session(engine) as session:
        catalogue.keep(session, an_offer(1), NOW)
    with Session(engine) as session:
        rows = session.exec(select(JobFollower).order_by(col(JobFollower.id))).all()
        first = timed(lambda: against(session, rows))
        again = sorted(timed(lambda: against(session, rows)) for _ in range(30))
        start = process_time()
        found = against(session, rows)
        own = (process_time() - start) * 1000
    print(
        f"{size} alerts against one new offer: {median(again):.1f} ms, at most {again[-1]:.1f} ms, cold {first:.0f} ms"
    )
    print(f"  of the processor alone, which a busy machine does not change: {own:.1f} ms")
    print(f"  wanted by {len(found)} people")
    later = NOW + timedelta(days=8)
    start = perf_counter()
    while told(engine, later):
        pass
    taken = perf_counter() - start
    with Session(engine) as session:
        letters = session.exec(select(func.count()).select_from(Letter)).one()
    print(f"the whole week, {size} people: {taken:.1f} s, {letters} letters queued")
    assert letters == len(found)
    engine.dispose()


def told(engine: Any, now: datetime) -> int:
    with db.session(engine) as session:
        return alert_rounds.tell(session, now)


def against(session: Session, people: Any) -> Any:
    return alert_rounds.wanting(alert_rounds._rows(session, people), alert_rounds._fresh(session, 0, 10, NOW), NOW)


def timed(deed: Callable[[], object]) -> float:
    start = perf_counter()
    deed()
    return (perf_counter() - start) * 1000


def fill(session: Session, draw: random.Random, size: int) -> None:
    """One person and one alert each, nearly all different; two thirds have words."""
    people, those = [], []
    for number in range(1, size + 1):
        people.append(
            {"id": number, "email": f"{number}@ville.fr", "mark": 0, "round_at": NOW - timedelta(days=7),
             "created_at": NOW} | alert_register._seed()
        )  # fmt: skip
        asked = alerts.packed(a_search(draw))
        those.append(
            {"follower_id": number, "asked": asked, "begun": "", "status": "on", "since": 0, "created_at": NOW}
        )
    session.connection().execute(insert(JobFollower), people)
    session.connection().execute(insert(JobAlert), those)


def a_search(draw: random.Random) -> Query:
    words = draw.choice((draw.choice(FIELDS), f"{draw.choice(TRADES)} {draw.choice(FIELDS)}", ""))
    departments = draw.sample(list(DEPARTMENT_NAMES), draw.randint(0, 4))
    regions = {region_of(each) for each in draw.sample(list(DEPARTMENT_NAMES), draw.randint(0, 1))}
    return Query(
        words=words,
        contract=tuple(draw.sample(list(CONTRACTS), draw.randint(0, 2))),
        profession=tuple(draw.sample(list(PROFESSIONS), draw.choice((0, 0, 1, 3)))),
        department=tuple(departments) if draw.random() < 0.5 else (),
        region=tuple(regions),
        telework=draw.random() < 0.1,
    )


def an_offer(number: int) -> JobOffer:
    return JobOffer(
        slug=f"offre-{number}", title="Chargée ou chargé de mission développement social urbain",
        organisation="Ville de Brunelaie", contract="cdd", profession="developpement-social", department="59",
        region="hauts-de-france", place="Brunelaie", teleworkable=True, missions=["Animer le contrat de ville"] * 3,
        presentation="Une ville de la politique de la ville " * 20, status="online", published_at=NOW, created_at=NOW,
        changed_at=NOW, deadline=NOW.date() + timedelta(days=40),
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
