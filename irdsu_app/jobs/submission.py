"""The life of an offer that somebody posts: written, confirmed, read by a moderator, online, over. Pure.

Nothing goes online without a moderator. What is written of an offer online waits for one too, while the former text
stays; only its deadline changes at once, within six months, for it is a day and no words.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from irdsu_app.design.typography import fr
from irdsu_app.jobs import fields, missing
from irdsu_app.jobs.fields import Fields

Stage = Literal["draft", "to_confirm", "to_review", "to_correct", "refused", "online", "filled", "withdrawn"]
By = Literal["poster", "moderator"]
Deed = Literal["", "publish", "hold", "fill", "withdraw", "deadline"]
"""What an act does to the board."""
Letter = Literal["", "confirm", "received", "correct", "refused", "kept", "online", "changed", "filled", "withdrawn",
                 "extended", "link"]  # fmt: skip
"""The letter an act deserves; `changed`: a change is online; `kept`: a change is refused, the former text stays."""
STAGES: Mapping[Stage, str] = {
    "draft": "Brouillon",
    "to_confirm": "À confirmer",
    "to_review": "À valider",
    "to_correct": "À corriger",
    "refused": "Refusée",
    "online": "En ligne",
    "filled": "Pourvue",
    "withdrawn": "Retirée",
}
LONGEST = 600
"""Most characters of what a moderator or a poster says to the other."""
FREE = frozenset(("deadline", "open_ended"))
"""What may change online at once."""
CLOSED: frozenset[Stage] = frozenset(("refused", "filled", "withdrawn"))


class Refused(Exception):
    """An act that cannot be done; the message is the sentence to show, `fields` those of the fields that are wrong."""

    def __init__(self, sentence: str, wrong: Mapping[str, str] | None = None) -> None:
        """Say why."""
        super().__init__(fr(sentence))
        self.fields = dict(wrong or {})


class Posting(BaseModel):
    """An offer being posted.

    `written` is the text being worked on, `public` the one that a moderator last let online, if any; `on_board`: it is
    to be read there now. `confirmed`: the address has been proved. `note` is what the poster tells the moderator.
    """

    model_config = ConfigDict(frozen=True)

    id: UUID
    stage: Stage = "draft"
    written: Fields = Fields()
    public: Fields | None = None
    on_board: bool = False
    screen: int = 1
    email: str = ""
    confirmed: bool = False
    note: str = ""
    reason: str = ""
    words: str = ""
    revision: int = 0
    link_version: int = 0


class Done(BaseModel):
    """What an act gives: the posting after it, what the board must do, the letter to write.

    `clashes` are the fields that somebody else changed meanwhile, with what was to be written there: it is not, yet.
    """

    model_config = ConfigDict(frozen=True)

    posting: Posting
    deed: Deed = ""
    letter: Letter = ""
    clashes: Mapping[str, Any] = {}


def changing(posting: Posting) -> tuple[str, ...]:
    """The fields whose text online is not the one being worked on; nothing when none was ever online."""
    return fields.changed(posting.public, posting.written) if posting.public else ()


def write(posting: Posting, mine: Mapping[str, Any], base: Mapping[str, str], by: By, screen: int = 0) -> Done:
    """Keep some fields; `base` has the marks of what was being read when they were typed.

    A field that somebody else changed meanwhile, to something else, keeps their text: the second is told.
    """
    if posting.stage in CLOSED:
        raise Refused("Cette offre est close : dupliquez-la pour en écrire une nouvelle.")
    _may(posting, by, poster=True, moderator=posting.stage in ("to_review", "to_correct", "online"))
    now, kept, clashes = fields.marks(posting.written), dict[str, Any](), dict[str, Any]()
    for name, value in mine.items():
        before = base.get(name, now[name])
        if fields.mark(value) in (now[name], before):
            continue  # as it is, or as it was read
        if before == now[name]:
            kept[name] = value
        else:
            clashes[name] = value
    after = posting.model_copy(update={"screen": max(posting.screen, screen)})
    if kept:
        after = following(after, written=posting.written.model_copy(update=kept))
    return Done(posting=after, clashes=clashes)


def send(posting: Posting, email: str, note: str, unlawful: bool, today: date) -> Done:
    """Give the offer to be read; `unlawful`: a legal check stops it unless a note explains. Raises Refused.

    Nothing goes further until the address is proved; sent twice is sent once.
    """
    if posting.stage in CLOSED:
        raise Refused("Cette offre est close : dupliquez-la pour en écrire une nouvelle.")
    address = posting.email if posting.confirmed else email
    again = posting.model_copy(update={"email": address, "note": one_line(note)})
    if posting.stage == "to_review" and again.note not in ("", posting.note):
        return Done(posting=following(posting, note=again.note))  # a word added while the team reads
    if posting.stage == "to_review" or (posting.stage == "to_confirm" and again == posting):
        return Done(posting=posting)
    complete(posting.written, today)
    if not address:
        raise Refused(missing.NO_EMAIL, {"email": fr(missing.NO_EMAIL)})
    if unlawful and not again.note:
        raise Refused(
            "Une formulation de l’offre semble contraire à la loi : corrigez-la, ou expliquez à l’équipe pourquoi elle "
            "est permise."
        )
    if not posting.confirmed:
        return Done(posting=following(again, stage="to_confirm"), letter="confirm")
    if posting.stage == "online":
        return _changed(again)
    return Done(posting=following(again, stage="to_review", reason="", words=""), letter="received")


def _changed(posting: Posting) -> Done:
    """Send the changes of an offer online."""
    those = set(changing(posting))
    if not those:
        raise Refused("Rien n’a changé : l’offre en ligne dit déjà cela.")
    if those <= FREE:
        return Done(posting=following(posting, public=posting.written), deed="deadline", letter="extended")
    return Done(posting=following(posting, stage="to_review", reason="", words=""), letter="received")


def confirm(posting: Posting) -> Done:
    """The address is proved: the offer goes to the moderators; twice is once."""
    if posting.stage == "to_confirm":
        return Done(posting=following(posting, stage="to_review", confirmed=True), letter="received")
    return Done(posting=posting if posting.confirmed else following(posting, confirmed=True))


def fill(posting: Posting, by: By) -> Done:
    """Somebody was found."""
    _may(posting, by, poster=True, moderator=True)
    if posting.stage == "filled":
        return Done(posting=posting)
    _online(posting)
    return Done(posting=following(posting, stage="filled", on_board=False), deed="fill", letter="filled")


def withdraw(posting: Posting, by: By) -> Done:
    """Take the offer away, wherever it is."""
    _may(posting, by, poster=True, moderator=True)
    if posting.stage == "withdrawn":
        return Done(posting=posting)
    if posting.stage == "refused":
        raise Refused("Cette offre est refusée : il n’y a rien à retirer.")
    after = following(posting, stage="withdrawn", on_board=False)
    return Done(
        posting=after,
        deed="withdraw" if posting.public else "",
        letter="withdrawn" if posting.confirmed else "",
    )


def extend(posting: Posting, until: str, by: By, today: date) -> Done:
    """Move the deadline of an offer that is or was online, at once; "" is « until somebody is found »."""
    _may(posting, by, poster=True, moderator=True)
    public = _online(posting)
    told = {"deadline": until, "open_ended": not until}
    if wrong := until and missing.day(public.model_copy(update=told), today):
        raise Refused(wrong, {"until": fr(wrong)})
    public, written = (each.model_copy(update=told) for each in (public, posting.written))
    if public == posting.public:
        return Done(posting=posting)
    return Done(posting=following(posting, public=public, written=written), deed="deadline", letter="extended")


def duplicate(posting: Posting, number: UUID, today: date) -> Posting:
    """A new draft with the same words and another deadline."""
    until = (today + timedelta(days=fields.USUAL)).isoformat()
    written = posting.written.model_copy(update={"deadline": "" if posting.written.open_ended else until})
    return Posting(id=number, written=written, email=posting.email, confirmed=posting.confirmed, screen=4)


def put_back(posting: Posting, by: By) -> Done:
    """Somebody was found, and is not coming: the same offer is online again."""
    _may(posting, by, poster=True, moderator=True)
    if posting.stage != "filled" or posting.public is None:
        raise Refused("Seule une offre pourvue peut être remise en ligne.")
    after = following(posting, stage="online", written=posting.public, on_board=True)
    return Done(posting=after, deed="publish", letter="extended")


def revert(posting: Posting) -> Done:
    """Leave a change that was never sent: the text is again the one online."""
    if posting.stage != "online" or posting.public is None or posting.written == posting.public:
        raise Refused("Il n’y a pas de modification à abandonner.")
    return Done(posting=following(posting, written=posting.public))


def send_again(posting: Posting) -> Done:
    """Write once more the letter that confirms the address."""
    if posting.stage != "to_confirm":
        raise Refused("Cette adresse est déjà confirmée, ou l’offre n’est pas encore envoyée.")
    return Done(posting=following(posting), letter="confirm")


def replace_link(posting: Posting) -> Done:
    """Another personal link: the former opens nothing. It is only told by mail, for whoever asks may be a thief."""
    if not posting.email:
        raise Refused("Écrivez d’abord votre adresse, au dernier écran : le nouveau lien y sera envoyé.")
    return Done(posting=following(posting, link_version=posting.link_version + 1), letter="link")


def following(posting: Posting, **told: Any) -> Posting:
    """The posting after an act."""
    return posting.model_copy(update={**told, "revision": posting.revision + 1})


def _may(posting: Posting, by: By, *, poster: bool, moderator: bool) -> None:
    if not (poster if by == "poster" else moderator):
        raise Refused("Cela ne peut pas se faire ici.")


def _online(posting: Posting) -> Fields:
    if not posting.on_board or posting.public is None:
        raise Refused("Cette offre n’est pas en ligne.")
    return posting.public


def complete(written: Fields, today: date) -> None:
    """Raise Refused when something is missing."""
    if wrong := missing.problems(written, today):
        raise Refused("Il manque quelque chose : " + " ".join(wrong.values()), wrong)


def one_line(words: str) -> str:
    """What somebody says to somebody else, as it is kept."""
    return " ".join(words.split())[:LONGEST]
