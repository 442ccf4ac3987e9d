"""The register of the offers: search those that are open, find one, keep one with the words it is found by."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlmodel import Session, and_, col, func, or_, select

from irdsu_app.jobs import boards, index, offer, reading, wording
from irdsu_app.jobs.models import JobOffer, JobWord
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.query import Query

PAGE = 20
"""Offers on a page."""


@dataclass(frozen=True)
class Found:
    """What a search gives: the offers of its page, how many in all, and how many each choice of a facet would give.

    `facets` has contract, region, department, profession, kind (by their words), telework ("oui"), since and closing
    (by days); each counts with the other facets as they are narrowed. `corrected` says what was read for what was
    typed, when a word is unknown: {"évaluatoin": "évaluation"}; « évaluat… » when it is still being typed.
    """

    offers: tuple[Offer, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    corrected: Mapping[str, str]
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are, 1 when there is nothing."""
        return max(1, -(-self.total // PAGE))


def search(session: Session, query: Query, now: datetime) -> Found:
    """The open offers that answer this search; `now` is aware. A page too far gives the last one."""
    with boards.turn:
        board = boards.current(session, offer.today(now))
        words = reading.found(session, board, query.words)
        kept = words.anywhere & board.narrowed(query)
        total = kept.bit_count()
        page = min(query.page, max(1, -(-total // PAGE)))
        numbers = _page(board, kept, words.in_title, query, (page - 1) * PAGE)
        return Found(
            offers=board.offers(numbers, partial(_read, session, board.day)),
            total=total,
            facets=board.counts(query, words.anywhere),
            corrected=words.corrected,
            page=page,
        )


def _page(board: boards.Board, kept: int, in_title: int, query: Query, first: int) -> list[int]:
    """The numbers of a page; by relevance, those whose title says it come first, each part from the newest."""
    if query.order != "pertinence":
        return board.ordered(kept, query.order, first, PAGE)
    titled = kept & in_title
    before = titled.bit_count()
    numbers = board.ordered(titled, "recent", first, PAGE) if first < before else []
    rest = PAGE - len(numbers)
    return numbers + (board.ordered(kept & ~in_title, "recent", max(0, first - before), rest) if rest else [])


def _read(session: Session, day: date, numbers: list[int]) -> Iterator[Offer]:
    """These offers; the database has the last word on whether they are open."""
    asked = select(JobOffer).where(col(JobOffer.id).in_(numbers), *boards.is_open(day))
    return map(Offer.model_validate, session.exec(asked))


def archived(session: Session, now: datetime, page: int = 1) -> tuple[tuple[Offer, ...], int]:
    """A page of the offers that are over and public (expired or filled), the latest first, and how many in all."""
    expired = and_(col(JobOffer.status) == "online", col(JobOffer.deadline) < offer.today(now))
    over = or_(expired, col(JobOffer.status) == "filled")
    total = session.exec(select(func.count()).select_from(JobOffer).where(over)).one()
    latest = func.coalesce(JobOffer.deadline, func.date(JobOffer.closed_at))
    rows = session.exec(
        select(JobOffer)
        .where(over)
        .order_by(latest.desc(), col(JobOffer.id).desc())
        .offset((max(1, page) - 1) * PAGE)
        .limit(PAGE)
    ).all()
    return tuple(map(Offer.model_validate, rows)), total


def by_slug(session: Session, slug: str) -> Offer | None:
    """The offer of this address, whatever its status: ask `offer.status_shown` before showing it."""
    row = session.exec(select(JobOffer).where(JobOffer.slug == slug)).one_or_none()
    return row and Offer.model_validate(row)


def keep(session: Session, row: JobOffer, now: datetime) -> Offer:
    """Write an offer, new or changed, with its index, in the caller's transaction; `changed_at` and `change` follow."""
    row.change, row.changed_at = boards.changed(session), now
    if row.status == "online" and not row.announced:
        row.announced = row.change
    session.add(row)
    session.flush()
    kept = Offer.model_validate(row)
    write_index(session, kept, row.change)
    return kept


def write_index(session: Session, kept: Offer, change: int, known: Collection[str] = ()) -> set[str]:
    """Index an offer as it is, in the caller's transaction, under the number of this change of the board.

    Give the words that were new to it; those `known` need not be asked of the database.
    """
    index.write(session, kept.id, wording.title_stems(kept), wording.body_stems(kept))
    words = {word: each for word, each in wording.vocabulary(kept).items() if word not in known}
    asked = select(JobWord.word).where(col(JobWord.word).in_(words))
    fresh = words.keys() - set(session.exec(asked).all() if words else ())
    session.add_all(JobWord(word=word, change=change, **words[word]._asdict()) for word in fresh)
    session.flush()
    return fresh


def remove(session: Session, row: JobOffer) -> None:
    """Erase an offer and its index for good."""
    boards.erased(session)
    index.erase(session, row.id or 0)
    session.delete(row)
    session.flush()
