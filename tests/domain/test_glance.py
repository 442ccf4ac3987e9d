"""What is not tried could not have been found."""

import pytest

from irdsu_app.jobs import glance, patterns
from irdsu_app.jobs.fair import rules
from irdsu_app.jobs.plain import plain
from irdsu_app.jobs.stance import traits
from tests.domain.legal_lists import LISTS, sentences


@pytest.mark.parametrize("name", LISTS)
def test_a_pattern_that_is_not_near_is_not_there(name):
    meanings = traits(rules().number)
    for _, written in (*sentences(f"illegal{name}"), *sentences(f"lawful{name}")):
        text = plain(written).text
        for ready, of in ((meanings.traps, lambda each: each.pattern), (rules().traps, lambda each: each[1].pattern)):
            near = {id(each) for each in ready.near(text)}
            assert not [of(each) for each in ready.things if id(each) not in near and of(each).search(text)]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"(?:jeunes?|seniors?)\b", {"jeune", "senio"}),
        (r"(?:ne |n')etes pas", {"etes"}),
        (r"\w+trice ideale", {"ideal"}),
        (r"(?:pre)?noms?", set()),
        (r"pour (?:une? )?homme", {"homme"}),
        (r"[ab]c", set()),
        (r"[ ,]{1,3}photo|[^ ]?\.cv joint", {"photo", "joint"}),
        (r"(?<!non )fumeu(?:r|se)s?", {"fumeu"}),
        (r"(?:jours?|mois) de (?!la)\d+", {"jour", "mois"}),
    ],
)
def test_what_a_pattern_needs(pattern, needed):
    assert glance.beginnings(pattern) == needed


@pytest.mark.parametrize("pattern", [r"(?P<age>\d+) ans", r"(?i)femme", r"(a)\1", r"(?>ans)"])
def test_a_pattern_that_cannot_be_read_is_refused_by_name(pattern):
    with pytest.raises(patterns.Unread, match="unknown here"):
        glance.beginnings(pattern)


def test_bars_in_brackets_separate_nothing():
    assert list(glance.alternatives(r"a(?:b|c)|[|(]d|e\|f")) == [r"a(?:b|c)", r"[|(]d", r"e\|f"]
