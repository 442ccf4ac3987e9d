"""How long a keystroke takes, on both databases, at 10 000 and 100 000 open offers; and how large the index is.

python -m tests.bench.search sqlite:////tmp/bench.db 10000
python -m tests.bench.search postgresql+psycopg://… 100000

The database must be empty. Every query is typed letter by letter, as a hand does; what is timed is the whole search:
words read, offers found, facets counted, page read. « cold » is the first time a word is asked, « warm » the next.
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from time import perf_counter

from sqlalchemy import text
from sqlmodel import Session

from irdsu_app import db
from irdsu_app.jobs import boards, catalogue
from irdsu_app.jobs.lists import CONTRACTS, KINDS, PROFESSIONS
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.places import DEPARTMENT_NAMES, region_of
from irdsu_app.jobs.query import Query

NOW = datetime.now(UTC)


def _listed(words: str, between: str = ";") -> list[str]:
    return words.split(between)


TRADES = _listed(
    "Chargée ou chargé de mission;Coordinateur.rice;Cheffe ou chef de projet;Médiatrice ou médiateur;Animateur·rice"
    ";Directrice ou directeur;Conseiller(ère);Technicien·ne;Éducatrice spécialisée;Agent·e de développement"
    ";Responsable de service;Assistante sociale ou assistant social;Évaluateur-rice;Gestionnaire"
)
FIELDS = _listed(
    "politique de la ville;DSU;développement social urbain;réussite éducative;PRE;renouvellement urbain;ANRU;QPV"
    ";gestion urbaine de proximité;santé;insertion professionnelle;participation des habitants;tiers-lieux;CLSPD"
    ";cité éducative;logement social;observation et évaluation;jeunesse;FLE;économie sociale et solidaire;médiation"
)
QUERIES = _listed(
    "coordinatrice;chargé de mission dsu;médiatrice sociale;cheffe de projet politique de la ville;éducateur"
    ";conseillère insertion;tiers lieux;renouvellement urbain 93;cordinatrice;évaluatoin;animatrice jeunesse bretagne"
    ";directeur centre social;qpv;réussite éducative cdd;télétravail lyon;agente de développement;saint denis;bailleur"
)
SYLLABLES = _listed(
    "ba be ca co da do fa fi ga la le li ma mi na ne pa po ra ri sa so ta ti va ve chan tour mont ville", " "
)


def main(url: str, size: int) -> None:
    draw = random.Random(8)
    db.upgrade(url)
    engine = db.open_engine(url)
    names = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(15_000)]
    start = perf_counter()
    with db.session(engine) as session:
        fill(session, draw, names, size)
    print(f"{size} offers written and indexed in {perf_counter() - start:.0f} s")
    with Session(engine) as session:
        start = perf_counter()
        catalogue.search(session, Query(), NOW)
        print(f"board of the day read in {(perf_counter() - start) * 1000:.0f} ms")
        for name in ("cold", "warm"):
            tell(name, [timed(session, typed) for typed in keystrokes()])
        print(f"index: {index_size(session, engine.dialect.name) / 1e6:.0f} MB")
    engine.dispose()


def fill(session: Session, draw: random.Random, names: list[str], size: int) -> None:
    """Many offers at once: what `catalogue.keep` does, without one question to the database for each word."""
    known: set[str] = set()
    change = boards.changed(session)
    texts = [words(draw, names, 30) for _ in range(400)]
    for start in range(0, size, 2_000):
        rows = [an_offer(draw, names, texts, number, change) for number in range(start, min(start + 2_000, size))]
        session.add_all(rows)
        session.flush()
        for row in rows:
            known |= catalogue.write_index(session, Offer.model_validate(row), change, known)
        session.flush()
        session.expunge_all()


def an_offer(draw: random.Random, names: list[str], texts: list[str], number: int, change: int) -> JobOffer:
    department = draw.choice(list(DEPARTMENT_NAMES))
    return JobOffer(
        slug=f"offre-{number}",
        title=f"{draw.choice(TRADES)} {draw.choice(FIELDS)}",
        organisation=f"{draw.choice(('Ville de', 'Association', 'Habitat', 'Métropole de'))} {draw.choice(names)}",
        organisation_kind=draw.choice(list(KINDS)),
        missions=[
            f"{draw.choice(('Animer', 'Suivre', 'Écrire'))} {draw.choice(FIELDS)} {words(draw, names)}" for _ in "abc"
        ],
        presentation=draw.choice(texts),
        profile=draw.choice(texts),
        context=draw.choice(texts),
        contract=draw.choice(list(CONTRACTS)),
        profession=draw.choice(list(PROFESSIONS)),
        place=draw.choice(names),
        department=department,
        region=region_of(department),
        teleworkable=draw.random() < 0.4,
        deadline=NOW.date() + timedelta(days=draw.randint(1, 120)),
        status="online",
        published_at=NOW - timedelta(days=draw.randint(0, 90)),
        created_at=NOW,
        changed_at=NOW,
        change=change,
    )


def words(draw: random.Random, names: list[str], count: int = 12) -> str:
    return " ".join(draw.choice(FIELDS if draw.random() < 0.3 else names) for _ in range(count))


def keystrokes() -> list[str]:
    return [query[:n] for query in QUERIES for n in range(1, len(query) + 1)]


def timed(session: Session, typed: str) -> float:
    start = perf_counter()
    catalogue.search(session, Query.read({"mots": typed}), NOW)
    return (perf_counter() - start) * 1000


def tell(name: str, times: list[float]) -> None:
    cuts = quantiles(times, n=100)
    print(f"{name}: p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, worst {max(times):.1f} ms, {len(times)} keystrokes")


def index_size(session: Session, dialect: str) -> int:
    asked = {
        "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'job_words%'",
        "postgresql": "SELECT pg_total_relation_size('job_words')",
    }
    try:
        return session.connection().execute(text(asked[dialect])).scalar_one()
    except Exception:  # a SQLite made without dbstat
        return session.connection().execute(text("SELECT sum(length(block)) FROM job_words_data")).scalar_one()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
