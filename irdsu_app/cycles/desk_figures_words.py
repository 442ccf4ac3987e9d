"""How figures are said on the desk: in brief, by meeting, by function, by department, with the length of bars. Pure."""

from collections.abc import Iterable, Sequence

from irdsu_app.cycles import saying
from irdsu_app.cycles.desk_seen import MeetingLine
from irdsu_app.cycles.figures import Figures, Share, Whole
from irdsu_app.design.typography import fr

Row = dict[str, str]
LATER = "après la séance"
"""In the place of what is only known once a meeting is over."""


def brief(told: Figures | Whole, over: bool) -> list[Row]:
    """The figures in brief, each with its name; `over`: whether the meeting, or one of the cycle, is over."""
    whole = isinstance(told, Whole)
    lines = (
        *((("Personnes", told.people, "avec une place dans une séance au moins"),) if whole else ()),
        ("Places", told.places, ""),
        ("Inscriptions confirmées", told.expected, f"{told.fill} % des places"),
        ("En attente d’une place", told.waiting, ""),
        ("Désistements et refus", told.withdrawn, ""),
        ("Adhésions", told.members, _out_of(told.members, told.people if whole else told.expected)),
        ("Présences constatées", told.seen if over or told.seen else None, _at_the_door(told.walk_ins)),
        ("Absences excusées", told.excused if over or told.excused else None, ""),
        ("Absences sans prévenir", told.no_shows, _out_of(told.no_shows or 0, _known(told)) if told.no_shows else ""),
    )
    return [
        {"name": fr(name), "value": LATER if value is None else _number(value), "hint": fr(hint)}
        for name, value, hint in lines
    ]


def by_meeting(meetings: Iterable[tuple[MeetingLine, Figures]]) -> list[Row]:
    """A line for each meeting of a cycle."""
    return [
        {
            "code": line.row.code,
            "title": fr(line.row.title),
            "when": saying.when(line.row.starts_at, line.row.ends_at),
            "address": f"/bureau/cycles/{line.cycle.slug}/{line.row.code}/chiffres",
            "places": _number(told.places),
            "expected": _number(told.expected),
            "fill": fr(f"{told.fill} %"),
            "percent": str(min(100, told.fill)),
            "waiting": _number(told.waiting),
            "seen": _number(told.seen) if told.no_shows is not None or told.seen else "–",
            "missing": "–" if told.no_shows is None else _number(told.no_shows),
        }
        for line, told in meetings
    ]


def shares(those: Sequence[Share], over: bool) -> list[Row]:
    """The lines of a chart; `long` is that of its bar, `solid` that of who came inside it, both in percent."""
    most = max((each.expected for each in those), default=0)
    return [
        {
            "label": fr(each.label),
            "expected": _number(each.expected),
            "seen": _number(each.seen) if over or each.seen else "–",
            "long": f"{100 * each.expected / most:.1f}" if most else "0",
            "solid": f"{100 * each.seen / each.expected:.1f}" if each.expected else "0",
        }
        for each in those
    ]


def _known(told: Figures | Whole) -> int:
    """How many people were expected where it is known who came."""
    return told.seen - told.walk_ins + told.excused + (told.no_shows or 0)


def _out_of(many: int, total: int) -> str:
    return f"{round(100 * many / total)} %" if total else ""


def _at_the_door(many: int) -> str:
    return f"dont {many} à la porte" if many else ""


def _number(many: int) -> str:
    return f"{many:,}".replace(",", "\u202f")
