"""One's own version of the brief (« À s’approprier »): what is changed, what is put aside, what it gives. Pure.

A version keeps only what differs from the national edition it started with: words (title, text, note, question), local
fields, panels left out. Nothing typed is lost: a change made from an older text does not replace the newer one, it is
put aside with it; the last changes can be undone. Lengths are those that the printed face holds.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from irdsu_app.brief.panels import Brief, Panel, PanelId
from irdsu_app.brief.sheet import Refused
from irdsu_app.design.typography import fr

Words = Literal["title", "text", "note", "question"]
Part = Literal["title", "text", "note", "question", "local", "out"]
LONGEST: dict[Words, int] = {"title": 60, "text": 420, "note": 1600, "question": 260}
"""Characters, spaces included: what a face holds at the size it is printed; notes and questions are for the desk."""
NAMES: dict[Words, str] = {"title": "Le titre", "text": "Le texte", "note": "La note", "question": "La question"}
LABEL, VALUE, YEAR, SOURCE = 80, 160, 30, 160
FIELDS = 16
"""Most local fields of a panel, the national ones included."""
UNDONE = 30
"""How many changes can be undone."""
ASIDES = 40
KEPT_YEARS = 2
"""How long a version is kept after its last change."""
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DATES = re.compile(
    rf"\b\d{{1,2}}(?:er)?\s+(?:{_MONTHS})\b|\b\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?\b|\b(?:19|20)\d\d\b"
)
_MARKUP = re.compile(
    r"<!--.*?-->|<(style|script|xml)\b[^>]*>.*?</\1\s*>|</?[a-z][a-z0-9]*(?::[a-z]+)?(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Local(_Frozen):
    """A local field, filled: a figure carries its year and its source, a name or a date does not need them."""

    label: str
    value: str = ""
    year: str = ""
    source: str = ""

    @property
    def figure(self) -> bool:
        """Whether the value counts something, and not only says when."""
        return bool(re.search(r"\d", _DATES.sub("", self.value)))

    @property
    def said(self) -> str:
        """The value with everything that must be said near it."""
        return f"{self.value} ({', '.join(filter(None, (self.year, self.source)))})" if self.year else self.value


class Own(_Frozen):
    """What a version changes of one panel; None is the national text."""

    title: str | None = None
    text: str | None = None
    note: str | None = None
    question: str | None = None
    local: tuple[Local, ...] = ()
    out: bool = False


class Aside(_Frozen):
    """A text that met a newer one: kept beside it until somebody chooses. `number` names it."""

    number: int
    panel: PanelId
    part: Words
    text: str


class Past(_Frozen):
    """What a panel was before a change."""

    panel: PanelId
    own: Own


class Adaptation(_Frozen):
    """A version: the edition it started with, what it changes, what can be undone, what is put aside."""

    edition: int = Field(default=1, ge=1)
    panels: dict[PanelId, Own] = Field(default_factory=dict)
    past: tuple[Past, ...] = ()
    asides: tuple[Aside, ...] = ()
    asided: int = 0

    def own(self, panel: PanelId) -> Own:
        """What the version changes of this panel."""
        return self.panels.get(panel, Own())


def plain(text: str) -> str:
    """The text without markup, control characters or trailing spaces; one space between words, lines kept."""
    text = unicodedata.normalize("NFC", _MARKUP.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _same(one: str, other: str) -> bool:
    """Whether two texts are printed alike: what typography adds is nobody's change."""
    return fr(plain(one)) == fr(plain(other))


def count(text: str) -> int:
    """How many words, as one counts them aloud: « l’eau » is one, « : » is none."""
    return sum(1 for word in text.split() if any(c.isalnum() for c in word))


def national(panel: Panel, part: Words) -> str:
    """The national text of this part."""
    return {"title": panel.title, "text": panel.text, "note": panel.note, "question": panel.question}[part]


def current(version: Adaptation, panel: Panel, part: Words) -> str:
    """The text shown: one's own, or the national one."""
    own = version.own(panel.id)
    return {"title": own.title, "text": own.text, "note": own.note, "question": own.question}[part] or national(
        panel, part
    )


def with_words(version: Adaptation, panel: Panel, part: Words, typed: str, base: str) -> Adaptation:
    """Change a text; `base` is the text it was changed from. Raises Refused when it is empty or too long.

    If somebody changed it meanwhile, theirs stays and this one is put aside.
    """
    text = plain(typed)
    if not text:
        raise Refused(
            f"{NAMES[part]} ne peut pas être vide. Pour ne pas montrer ce panneau, choisissez « Laisser de côté »."
        )
    if len(text) > LONGEST[part]:
        raise Refused(
            f"{NAMES[part]} compte {len(text)} signes, le panneau en tient {LONGEST[part]}. "
            "Rien n’est perdu : raccourcissez-le ici, il sera enregistré ensuite."
        )
    now = current(version, panel, part)
    if _same(text, now):
        return version
    if not _same(base, now):
        return _aside(version, panel.id, part, text)
    return _changed(version, panel.id, **{part: None if _same(text, national(panel, part)) else text})


def _aside(version: Adaptation, panel: PanelId, part: Words, text: str) -> Adaptation:
    if any((a.panel, a.part, a.text) == (panel, part, text) for a in version.asides):
        return version
    if len(version.asides) >= ASIDES:
        raise Refused("Trop de textes sont de côté : choisissez entre eux avant de continuer.")
    number = version.asided + 1
    aside = Aside(number=number, panel=panel, part=part, text=text)
    return version.model_copy(update={"asides": (*version.asides, aside), "asided": number})


def take_aside(version: Adaptation, number: int) -> Adaptation:
    """Put the text kept aside in the place of the other, which undoing brings back."""
    aside = next((a for a in version.asides if a.number == number), None)
    if aside is None:
        return version
    return _changed(drop_aside(version, number), aside.panel, **{aside.part: aside.text})


def drop_aside(version: Adaptation, number: int) -> Adaptation:
    """Forget a text kept aside."""
    return version.model_copy(update={"asides": tuple(a for a in version.asides if a.number != number)})


def fields(version: Adaptation, panel: Panel) -> tuple[Local, ...]:
    """The local fields of a panel, the national ones first, filled or not."""
    filled = {local.label: local for local in version.own(panel.id).local}
    labels = dict.fromkeys((*panel.local, *filled))
    return tuple(filled.get(label) or Local(label=label) for label in labels)


def with_local(version: Adaptation, panel: Panel, typed: Local) -> Adaptation:
    """Fill a local field, or empty it. Raises Refused when a figure lacks its year or its source, or is too long."""
    local = Local(
        label=plain(typed.label), value=plain(typed.value), year=plain(typed.year), source=plain(typed.source)
    )
    if not local.label:
        raise Refused("Donnez un nom à cette case locale.")
    for what, length, most in (
        ("Le nom de la case", len(local.label), LABEL),
        ("La valeur", len(local.value), VALUE),
        ("L’année", len(local.year), YEAR),
        ("La source", len(local.source), SOURCE),
    ):
        if length > most:
            raise Refused(f"{what} compte {length} signes, la case en tient {most}. Rien n’est perdu : raccourcissez.")
    if local.figure and not (_YEAR.search(local.year) and local.source):
        missing = "son année" if not _YEAR.search(local.year) else "sa source"
        raise Refused(f"Un chiffre local ne s’affiche pas sans son année et sa source : il manque {missing}.")
    own = version.own(panel.id).local
    others = tuple(each for each in own if each.label != local.label)
    national_label = local.label in panel.local
    if local.label not in {each.label for each in fields(version, panel)} and len(fields(version, panel)) >= FIELDS:
        raise Refused("Ce panneau ne tient pas plus de cases locales.")
    keep = bool(local.value or (not national_label and any((local.year, local.source))))
    place = next((i for i, each in enumerate(own) if each.label == local.label), len(own))
    filled = (*own[:place], local, *own[place + 1 :]) if keep else others
    return version if filled == own else _changed(version, panel.id, local=filled)


def leave_out(version: Adaptation, panel: PanelId, out: bool) -> Adaptation:
    """Leave a panel out, or bring it back; the cover always stays."""
    if out and panel == "R1":
        raise Refused("La couverture reste : c’est elle que l’on voit d’abord, feuille fermée.")
    return version if version.own(panel).out == out else _changed(version, panel, out=out)


def back_to_national(version: Adaptation, panel: PanelId) -> Adaptation:
    """Come back to the national texts of a panel; local fields stay."""
    own = version.own(panel)
    return (
        _changed(version, panel, title=None, text=None, note=None, question=None)
        if own.model_copy(update={"local": (), "out": False}) != Own()
        else version
    )


def on_edition(version: Adaptation, number: int) -> Adaptation:
    """Take the texts of a newer edition wherever one has not written one's own; an older one is never taken."""
    return version if number <= version.edition else version.model_copy(update={"edition": number})


def undo(version: Adaptation) -> Adaptation:
    """Undo the last change; raises Refused when there is none."""
    if not version.past:
        raise Refused("Il n’y a plus rien à annuler.")
    last = version.past[-1]
    return version.model_copy(
        update={"panels": _without_empty({**version.panels, last.panel: last.own}), "past": version.past[:-1]}
    )


def _changed(version: Adaptation, panel: PanelId, **changes: object) -> Adaptation:
    own = version.own(panel)
    past = (*version.past, Past(panel=panel, own=own))[-UNDONE:]
    panels = _without_empty({**version.panels, panel: own.model_copy(update=changes)})
    return version.model_copy(update={"panels": panels, "past": past})


def _without_empty(panels: dict[PanelId, Own]) -> dict[PanelId, Own]:
    return {name: own for name, own in panels.items() if own != Own()}


def shown(version: Adaptation, brief: Brief) -> Brief:
    """The brief with one's own words; panels left out stay in their place (paper has twelve faces), see `left_out`."""
    return brief.model_copy(update={"panels": tuple(_own_panel(version, panel) for panel in brief.panels)})


def _own_panel(version: Adaptation, panel: Panel) -> Panel:
    words = {part: current(version, panel, part) for part in LONGEST}
    filled = fields(version, panel)
    ours = tuple((each.label, each.said) for each in filled if each.value)
    left = tuple(each.label for each in filled if not each.value)
    return panel.model_copy(update={**words, "ours": ours, "local": left, "out": version.own(panel.id).out})


def kept_until(changed: date) -> date:
    """The last day a version is kept when it was last changed that day: 24 months later, 28 February for a 29th."""
    day = 28 if (changed.month, changed.day) == (2, 29) else changed.day
    return changed.replace(year=changed.year + KEPT_YEARS, day=day)


def forgotten_before(now: datetime) -> datetime:
    """A version last changed before this moment is no longer kept: its last day is over."""
    day = 28 if (now.month, now.day) == (2, 29) else now.day
    return now.replace(year=now.year - KEPT_YEARS, day=day, hour=0, minute=0, second=0, microsecond=0)


def left_out(version: Adaptation) -> frozenset[PanelId]:
    """The panels left out: printed blank, skipped by the steps."""
    return frozenset(name for name, own in version.panels.items() if own.out)
