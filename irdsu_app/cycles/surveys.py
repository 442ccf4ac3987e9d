"""The four questionnaires of a cycle: their questions, what may be answered, the personal code. Pure.

Answers are anonymous: a personal code, drawn for whoever answers and kept by them alone, links before and after.
Half of the answers are kept as they are; answering again with the same code replaces what was answered.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from irdsu_app import content
from irdsu_app.cycles.book import Refused
from irdsu_app.design.typography import fr
from irdsu_app.live.codes import ALPHABET

Kind = Literal["choice", "multiple", "scale", "rank", "word", "text"]
SurveyId = Literal["before", "meeting", "after", "later"]
Answers = dict[str, Any]
"""By question: a choice, several, 1 to 5, an order, a word, a text; « decision-detail » for what details a choice."""

TEXT, WORD = 600, 40
"""Most characters of a text, of a word."""
SCALE = range(1, 6)
DETAIL = "-detail"
CODE = 8
"""Signs of a personal code: 32 bits and more, that nobody tries one by one through the door."""
_BLANK = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+")
_SEPARATORS = frozenset(" -_.·–—\u00a0\u202f")

NOT_OFFERED = "Choisissez l’une des réponses proposées."
NOT_SCALE = "Choisissez un nombre de 1 à 5."
NOT_ORDER = "Classez chaque proposition une seule fois."
ALONE = "« {choice} » ne va pas avec d’autres réponses."
ONE_WORD = "Un seul mot, s’il vous plaît (40 caractères au plus)."
TOO_LONG = "Ce texte est trop long : 600 caractères au plus."
NOT_TEXT = "Écrivez un texte."
BAD_CODE = "Ce code compte huit caractères : relisez celui que vous avez noté, ou prenez-en un nouveau."
NOTHING = "Répondez à une question au moins."


class Unanswerable(Refused):
    """Answers are not in order; `fields` gives the sentence of each question."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(fields.values()), next(iter(fields)))
        self.fields = dict(fields)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(_Frozen):
    """A question; `alone` is the choice that goes with no other, `paired` says it is asked before and after."""

    id: str = Field(pattern=r"^[a-z]+$")
    kind: Kind
    title: str
    help: str = ""
    choices: tuple[str, ...] = ()
    alone: str = ""
    detail: str = ""
    detail_for: str = ""
    low: str = ""
    high: str = ""
    paired: bool = False

    @model_validator(mode="after")
    def _choices(self) -> "Question":
        listed = self.kind in ("choice", "multiple", "rank")
        if listed != bool(self.choices) or len(set(self.choices)) != len(self.choices):
            raise ValueError(f"{self.id}: choices")
        if not {self.alone, self.detail_for} <= {"", *self.choices}:
            raise ValueError(f"{self.id}: a choice that is not offered")
        return self


class Survey(_Frozen):
    """A questionnaire; `minutes` it takes, `group` the question by which its results may be read, or ""."""

    id: SurveyId
    title: str
    minutes: int
    about: Literal["cycle", "meeting"]
    group: str = ""
    questions: tuple[Question, ...]

    def question(self, number: str) -> Question:
        """One of its questions."""
        return next(each for each in self.questions if each.id == number)


class Surveys(_Frozen):
    """All the questionnaires, and what is said around them."""

    notice: str
    hidden: str
    feeling: str
    surveys: tuple[Survey, ...]


@cache
def surveys() -> Surveys:
    """The questionnaires as the content gives them."""
    return content.read("cycle/surveys", Surveys)


def survey(number: str) -> Survey:
    """One questionnaire; raises Refused when there is no such one."""
    found = next((each for each in surveys().surveys if each.id == number), None)
    if found is None:
        raise Refused(fr("Ce questionnaire n’existe pas."))
    return found


def read(asked: Survey, answers: Mapping[str, Any]) -> Answers:
    """The answers in order, those left blank aside; what is no question of ours is forgotten. Raises Unanswerable."""
    kept: Answers = {}
    wrong: dict[str, str] = {}
    for question in asked.questions:
        try:
            value = _READERS[question.kind](question, answers.get(question.id))
            if value not in (None, "", ()):
                kept[question.id] = list(value) if isinstance(value, tuple) else value
            if question.detail and kept.get(question.id) == question.detail_for:
                detail = _text(question, answers.get(question.id + DETAIL))
                kept |= {question.id + DETAIL: detail} if detail else {}
        except Refused as refusal:
            wrong[question.id] = str(refusal)
    if wrong:
        raise Unanswerable(wrong)
    if not kept:
        raise Refused(fr(NOTHING))
    return kept


def complete(asked: Survey, answers: Mapping[str, Any]) -> bool:
    """Whether every question has an answer; texts may stay empty."""
    return all(each.id in answers for each in asked.questions if each.kind != "text")


def draw_code(random_source: Random) -> str:
    """A personal code to note: « CFHJ-KLMP »."""
    drawn = "".join(random_source.choice(ALPHABET) for _ in range(CODE))
    return f"{drawn[:4]}-{drawn[4:]}"


def read_code(typed: str) -> str:
    """The code somebody typed, in any case, with any spaces or dashes; raises Refused."""
    plain = unicodedata.normalize("NFKC", typed[:60]).upper()
    code = "".join(sign for sign in plain if sign not in _SEPARATORS and not sign.isspace())
    if len(code) != CODE or not set(code) <= set(ALPHABET):
        raise Refused(fr(BAD_CODE), "code")
    return code


def hash_of(secret: bytes, cycle: str, code: str) -> str:
    """What is kept of a personal code: nobody finds it again, and it links nothing from one cycle to another."""
    return hashlib.blake2b(f"{cycle}:{read_code(code)}".encode(), key=secret[:64], digest_size=24).hexdigest()


def _choice(question: Question, value: Any) -> str:
    if value in (None, ""):
        return ""
    if value not in question.choices:
        raise Refused(fr(NOT_OFFERED))
    return str(value)


def _multiple(question: Question, value: Any) -> tuple[str, ...]:
    chosen = _listed(value)
    if not set(chosen) <= set(question.choices):
        raise Refused(fr(NOT_OFFERED))
    if question.alone in chosen and len(set(chosen)) > 1:
        raise Refused(fr(ALONE.format(choice=question.alone)))
    return tuple(each for each in question.choices if each in chosen)


def _rank(question: Question, value: Any) -> tuple[str, ...]:
    order = _listed(value)
    if order and sorted(order) != sorted(question.choices):
        raise Refused(fr(NOT_ORDER))
    return tuple(order)


def _listed(value: Any) -> Sequence[str]:
    if value in (None, ""):
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise Refused(fr(NOT_OFFERED))
    return value


def _scale(_question: Question, value: Any) -> int | None:
    if value in (None, ""):
        return None
    plain = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if plain not in {str(each) for each in SCALE}:
        raise Refused(fr(NOT_SCALE))
    return int(plain)


def _word(question: Question, value: Any) -> str:
    word = _text(question, value).strip(".,;:!?…« »\"'")
    if len(word.split()) > 3 or len(word) > WORD:  # « une usine à gaz » is more than a word; « prise de tête » is one
        raise Refused(fr(ONE_WORD))
    return word


def _text(_question: Question, value: Any) -> str:
    if value in (None, ""):
        return ""
    if not isinstance(value, str):
        raise Refused(fr(NOT_TEXT))
    text = _BLANK.sub(" ", unicodedata.normalize("NFC", value)).strip()
    if len(text) > TEXT:
        raise Refused(fr(TOO_LONG))
    return text


_READERS: dict[Kind, Any] = {
    "choice": _choice, "multiple": _multiple, "scale": _scale, "rank": _rank, "word": _word, "text": _text,
}  # fmt: skip
