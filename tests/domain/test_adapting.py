"""One's own version: nothing typed is lost, nothing false is shown, undoing comes back exactly."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.brief import adapting
from irdsu_app.brief.adapting import LONGEST, Adaptation, Local
from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import PANELS, Refused
from irdsu_app.content.site import site

PANEL = {panel.id: panel for panel in brief().panels}
R2 = PANEL["R2"]
EMPTY = Adaptation()
texts = st.text(min_size=0, max_size=500)
panels = st.sampled_from(brief().panels)
parts = st.sampled_from(sorted(LONGEST))


@st.composite
def changes(draw):
    """A change that somebody could ask for, wise or not."""
    panel = draw(panels)
    kind = draw(st.sampled_from(["words", "stale", "local", "out", "back", "undo", "take", "drop"]))
    text, part = draw(texts), draw(parts)
    if kind == "words":
        return lambda v: adapting.with_words(v, panel, part, text, adapting.current(v, panel, part))
    if kind == "stale":
        return lambda v: adapting.with_words(v, panel, part, text, draw(texts))
    if kind == "local":
        label = draw(st.sampled_from([*panel.local, "Ma case", ""]))
        local = Local(label=label, value=text[:200], year=draw(st.sampled_from(["", "2024"])), source=draw(texts)[:40])
        return lambda v: adapting.with_local(v, panel, local)
    return {
        "out": lambda v: adapting.leave_out(v, panel.id, draw(st.booleans())),
        "back": lambda v: adapting.back_to_national(v, panel.id),
        "undo": adapting.undo,
        "take": lambda v: adapting.take_aside(v, draw(st.integers(0, 3))),
        "drop": lambda v: adapting.drop_aside(v, draw(st.integers(0, 3))),
    }[kind]


@given(st.lists(changes(), max_size=15))
def test_any_life_of_a_version_keeps_its_promises(acts):
    version = EMPTY
    for act in acts:
        before = version
        try:
            version = act(version)
        except Refused as refusal:
            assert str(refusal)
            assert version is before
        assert Adaptation.model_validate_json(version.model_dump_json()) == version
        for panel in adapting.shown(version, brief()).panels:
            assert panel.title
            assert panel.text
            assert len(panel.text) <= max(LONGEST["text"], len(PANEL[panel.id].text))
        assert "R1" not in adapting.left_out(version)
        for own in version.panels.values():
            assert all(local.source and local.year for local in own.local if local.figure)


@given(panels, parts, texts)
def test_undoing_comes_back_exactly(panel, part, text):
    started = adapting.leave_out(EMPTY, "V3", True)
    try:
        changed = adapting.with_words(started, panel, part, text, adapting.national(panel, part))
    except Refused:
        return
    if changed != started:
        assert adapting.undo(changed).panels == started.panels


def test_two_people_at_once_both_keep_their_text():
    first = adapting.with_words(EMPTY, R2, "text", "Le texte de la première.", R2.text)
    both = adapting.with_words(first, R2, "text", "Le texte de la seconde.", R2.text)
    assert adapting.current(both, R2, "text") == "Le texte de la première."
    assert [a.text for a in both.asides] == ["Le texte de la seconde."]
    again = adapting.with_words(both, R2, "text", "Le texte de la seconde.", R2.text)
    assert again == both, "sent twice, kept once"
    taken = adapting.take_aside(both, both.asides[0].number)
    assert adapting.current(taken, R2, "text") == "Le texte de la seconde."
    assert adapting.current(adapting.undo(taken), R2, "text") == "Le texte de la première."
    assert adapting.drop_aside(both, both.asides[0].number).asides == ()


@pytest.mark.parametrize(
    ("local", "said"),
    [
        (Local(label="Valeur du quartier", value="42 %"), "son année"),
        (Local(label="Valeur du quartier", value="42 %", year="récent", source="Insee"), "son année"),
        (Local(label="Valeur du quartier", value="42 %", year="2022"), "sa source"),
        (Local(label="", value="x"), "nom"),
        (Local(label="Valeur du quartier", value="x" * 10_000), "10000 signes"),
    ],
)
def test_a_local_figure_never_goes_without_its_year_and_source(local, said):
    with pytest.raises(Refused, match=said):
        adapting.with_local(EMPTY, R2, local)


@pytest.mark.parametrize("value", ["Grigny", "12 mars 2024", "signé en 2024", "14/06/2024", "le 1er juin"])
def test_a_name_or_a_date_needs_no_source(value):
    filled = adapting.with_local(EMPTY, PANEL["R1"], Local(label="Date", value=value))
    assert [local.value for local in adapting.fields(filled, PANEL["R1"]) if local.value] == [value]


def test_a_field_can_be_added_and_emptied():
    added = adapting.with_local(EMPTY, R2, Local(label="Nos commerces", value="12", year="2025", source="Relevé"))
    assert added.own("R2").local[0].said == "12 (2025, Relevé)"
    assert adapting.with_local(added, R2, Local(label="Nos commerces")).panels == {}
    full = EMPTY
    for i in range(adapting.FIELDS - len(R2.local)):
        full = adapting.with_local(full, R2, Local(label=f"Case {chr(97 + i)}", value="mot"))
    with pytest.raises(Refused, match="pas plus"):
        adapting.with_local(full, R2, Local(label="Une de trop", value="mot"))


def test_text_from_a_word_processor_comes_plain():
    pasted = (
        "<!--[if gte mso 9]><xml>x</xml><![endif]--><p class=MsoNormal><o:p>Un <b>mot</b></o:p></p>\r\n\u00a0 été\u0000"
    )
    assert adapting.plain(pasted) == "Un mot\n\u00a0 été".replace("\n\u00a0 ", "\n")
    assert adapting.plain("3 < 5 et 7 > 2") == "3 < 5 et 7 > 2"
    with pytest.raises(Refused, match="vide"):
        adapting.with_words(EMPTY, R2, "text", "<img src='x.png'>", R2.text)
    with pytest.raises(Refused, match="10000 signes"):
        adapting.with_words(EMPTY, R2, "text", "a" * 10_000, R2.text)


def test_national_text_comes_back_panel_by_panel_and_is_not_kept_twice():
    own = adapting.with_words(EMPTY, R2, "title", "Nos écarts", R2.title)
    assert adapting.back_to_national(own, "R2").panels == {}
    assert adapting.with_words(own, R2, "title", R2.title, "Nos écarts").panels == {}
    filled = adapting.with_local(own, R2, Local(label="Indicateur choisi", value="Le bus"))
    assert adapting.back_to_national(filled, "R2").own("R2").local[0].value == "Le bus"


def test_national_texts_fit_their_own_limits():
    for panel in brief().panels:
        for part in LONGEST:
            assert len(adapting.national(panel, part)) <= LONGEST[part], (panel.id, part)


def test_words_are_counted_as_read_aloud():
    assert adapting.count("L’eau : deux  mots ! Non") == 4
    assert set(PANEL) == set(PANELS)


@given(st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2040, 1, 1)), st.integers(-3, 3))
def test_a_version_is_erased_once_its_last_day_is_over_and_not_before(changed, days):
    last = adapting.kept_until(changed.date())
    now = datetime.combine(last, time(12)) + timedelta(days=days)
    assert (changed < adapting.forgotten_before(now)) == (days > 0)


def test_the_page_on_personal_data_says_how_long_a_version_is_kept():
    told = "\n".join(item for section in site().personal_data.sections for item in section.items)
    assert f"pendant {12 * adapting.KEPT_YEARS} mois est effacée" in told
