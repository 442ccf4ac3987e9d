"""The figures of a cycle: meetings add up, people count once; how bars are drawn and figures said."""

from irdsu_app.cycles import desk_figures_words
from irdsu_app.cycles.figures import Counted, figures, whole

NOUR = Counted("confirmed", "Cheffe de projet", "69 – Rhône", member=True, seen=True)
SAM = Counted("confirmed", "cheffe de projet", "69 – Rhône")
LEA = Counted("waiting", "Élue", "13 – Bouches-du-Rhône")
LOU = Counted("confirmed", seen=True, walk_in=True)


def test_meetings_add_up_and_people_count_once():
    past, coming = figures([NOUR, SAM, LEA, LOU], 4, over=True), figures([NOUR], 2, over=False)
    told = whole([past, coming], [NOUR, SAM])
    assert (told.people, told.places, told.expected, told.fill, told.waiting) == (2, 6, 3, 50, 1)
    assert (told.seen, told.walk_ins, told.no_shows, told.members) == (3, 1, 1, 1)
    assert [(each.label, each.expected, each.seen) for each in told.functions] == [("Cheffe de projet", 2, 1)]


def test_nobody_is_missing_from_a_cycle_none_of_whose_meetings_is_over():
    told = whole([figures([SAM], 2, over=False)], [SAM])
    assert told.no_shows is None
    said = {row["name"]: row["value"] for row in desk_figures_words.brief(told, over=False)}
    assert said["Absences sans prévenir"] == said["Présences constatées"] == desk_figures_words.LATER


def test_an_empty_cycle_has_figures():
    told = whole([], [])
    assert (told.people, told.fill, told.functions) == (0, 0, ())
    assert desk_figures_words.brief(told, over=False)[0]["value"] == "0"


def test_the_longest_bar_is_whole_and_who_came_is_a_part_of_it():
    told = figures([NOUR, SAM, Counted("confirmed", "Élue")], 4, over=True)
    rows = desk_figures_words.shares(told.functions, over=True)
    assert [(row["label"], row["long"], row["solid"], row["seen"]) for row in rows] == [
        ("Cheffe de projet", "100.0", "50.0", "1"),
        ("Élue", "50.0", "0.0", "0"),
    ]
