"""The letters of a cycle: the subjects of the content, one letter a change, nothing said to who must not know."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from uuid import UUID

import pytest

from irdsu_app.cycles import letters, paragraphs, writing
from irdsu_app.cycles.facts import MeetingFacts, PersonFacts, PlaceFacts
from irdsu_app.design.typography import fr
from irdsu_app.mail.letter import ToSend, Written
from tests.domain.cycle_facts import CYCLE, DEMAND, HOUSE, KEY, NOUR, NOW, START, VISIO, a_meeting, a_place, in_a_room

TITLE = fr("Encore évaluer ? Ce qui nous use, ce qui nous sert")
CHANGES = [
    ("confirmed", "", "joined", "confirmed"),
    ("confirmed", "offered", "accepted", "confirmed"),
    ("waiting", "", "joined", "waiting"),
    ("waiting", "confirmed", "switched", "waiting"),
    ("waiting", "cancelled", "reprogrammed", "waiting"),
    ("offered", "waiting", "offered", "offered"),
    ("offered", "waiting", "promoted", "offered"),
    ("offered", "cancelled", "offered", "offered"),
    ("refused", "offered", "lapsed", "lapsed"),
    ("refused", "offered", "declined", "refused"),
    ("withdrawn", "confirmed", "withdrew", "withdrawn"),
    ("withdrawn", "waiting", "withdrew", "withdrawn"),
    ("confirmed", "confirmed", "switched", "changed"),
    ("confirmed", "waiting", "switched", "confirmed"),
    ("confirmed", "confirmed", "changed", "changed"),
    ("offered", "offered", "changed", "changed"),
    ("confirmed", "confirmed", "postponed", "postponed"),
    ("waiting", "waiting", "postponed", "postponed"),
    ("offered", "offered", "postponed", "postponed"),
    ("cancelled", "confirmed", "cancelled", "cancelled"),
    ("cancelled", "waiting", "cancelled", "cancelled"),
]
SUBJECTS = {
    "confirmed": f"C’est noté : {TITLE}, mardi 16 mars 2027",
    "waiting": f"Liste d’attente : {TITLE}, rang 3",
    "offered": f"Une place se libère : {TITLE}",
    "postponed": f"Report : {TITLE}",
    "cancelled": f"Annulation : {TITLE}",
}


def change(status: str, was: str, why: str, meeting: MeetingFacts | None = None, **changes) -> ToSend:
    until = NOW + timedelta(hours=48) if status == "offered" else None
    place = a_place(status, was, why, rank=3 if status == "waiting" else None, offered_until=until, **changes)
    moved = datetime(2027, 3, 9, 13, tzinfo=UTC) if why == "postponed" else None
    return letters.changed(place, meeting or a_meeting(), NOUR, NOW, moved)


def written(to_send: ToSend) -> Written:
    return writing.write(HOUSE, to_send.kind, to_send.data)


def reminded(kind: str, meeting: MeetingFacts | None = None, pool: str = "remote", **changes) -> Written:
    meeting = meeting or a_meeting()
    place = a_place("confirmed", pool=pool, **changes)
    return written(letters.reminder(kind, place, meeting, NOUR, NOW, START))


def everything() -> dict[str, Written]:
    """A letter of each kind and of each change."""
    said = {f"{kind} {was} {why}": written(change(status, was, why)) for status, was, why, kind in CHANGES}
    said |= {kind: reminded(kind) for kind in ("week", "eve", "after", "three_months")}
    said["confirm"] = written(asked(a_meeting()))
    said["note"] = written(letters.note(UUID(int=9), a_place("waiting"), a_meeting(), NOUR, "Prenez un carnet."))
    said["erased"] = written(letters.erased(NOUR, CYCLE, NOW))
    return said


def asked(*meetings: MeetingFacts, first_name: str = "Nour") -> ToSend:
    until = NOW + timedelta(hours=48)
    return letters.asked(UUID(int=7), first_name, NOUR.email, CYCLE, meetings, until)


@pytest.mark.parametrize(("status", "was", "why", "kind"), CHANGES)
def test_each_change_has_its_letter_with_the_subject_of_the_content(status, was, why, kind):
    to_send = change(status, was, why, changes=5)
    assert to_send.kind == f"cycles.{kind}"
    assert (to_send.key, to_send.about) == (f"cycles:{UUID(int=4)}:5", f"meeting:{UUID(int=2)}")
    assert to_send.recipient == NOUR.email
    assert written(to_send).subject == fr(SUBJECTS.get(kind, written(to_send).subject))


def test_the_other_subjects_of_the_content():
    assert written(asked(a_meeting())).subject == fr(f"Confirmez votre inscription : {TITLE}")
    assert reminded("week").subject == fr(f"Dans une semaine : {TITLE}")
    assert reminded("eve").subject == fr(f"Demain : {TITLE}")
    assert reminded("after").subject == "Merci, et trois choses utiles"
    assert reminded("three_months").subject == fr("Qu’en avez-vous fait ?")


def test_the_letter_of_the_eve_says_where_one_s_qr_is_to_whoever_comes_to_the_room():
    address = f"https://irdsu.example/inscription/{KEY}?cycle="
    assert address in reminded("eve", pool="room").text
    assert address not in reminded("eve").text


def test_a_kind_is_written_for_each_that_is_queued_and_none_besides():
    kinds = {kind for _, _, _, kind in CHANGES}
    assert kinds | {"confirm", "week", "eve", "after", "after_cycle", "three_months", "note", "erased"} == set(
        paragraphs.words().letters
    )


@pytest.mark.parametrize("name", everything())
def test_every_letter_says_who_writes_why_and_how_to_manage(name):
    letter, template = everything()[name], paragraphs.words().letters[name.split()[0]]
    if name not in ("confirm", "erased"):
        assert fr("Gérer mes inscriptions :") + f"\nhttps://irdsu.example/inscription/{KEY}\n" in letter.text
    assert fr("Démonstration : ces séances n’existent pas.") in letter.text
    assert "IR-DSU vous écrit au sujet du cycle" in letter.text
    assert fr(template.why) in letter.text
    assert "cycle@irdsu.example" in letter.text


@pytest.mark.parametrize("name", everything())
def test_every_letter_is_french_on_paper(name):
    """No straight apostrophe, no mark without its thin space, no hour without its clock, nothing left to fill."""
    letter = everything()[name]
    said = re.sub(r"https?://\S+", "", f"{letter.subject}\n{letter.text}")
    assert "'" not in said
    assert not re.search(r"[^\s\u202f»][;!?]|[^\u00a0\s]:(?=\s)| [:;!?»]", said), said
    assert not re.search(r"[{}]|\bNone\b", said)
    for line in said.splitlines():
        if re.search(r"\d\s*h\b", line):
            assert "(heure de Paris)" in line, line


class Html(HTMLParser):
    """What a mail program and a screen reader find."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.said += data


@pytest.mark.parametrize("name", everything())
def test_the_html_says_the_same_fetches_nothing_and_can_be_listened_to(name):
    letter = everything()[name]
    html = Html(letter.html)
    assert ("html", {"lang": "fr"}) in html.tags
    assert [tag for tag, _ in html.tags].count("h1") == 1
    assert {tag for tag, _ in html.tags} & {"img", "script", "link", "style", "iframe", "svg"} == set()
    assert not [attributes for _, attributes in html.tags if "src" in attributes or "url(" in str(attributes)]
    for line in filter(None, re.split(r"\n(?:- )?", letter.text)):
        assert line.removesuffix("\u00a0:") in html.said or f'href="{line}"' in letter.html, line


def test_what_people_and_organisers_type_is_text_and_never_markup():
    letter = written(change("confirmed", "", "joined", question="<img src=x onerror=alert(1)> & {manage}"))
    assert "<img src=x onerror=alert(1)> & {manage}" in letter.text
    assert "<img" not in letter.html
    note = written(
        letters.note(UUID(int=9), a_place("waiting"), a_meeting(), NOUR, "Un\ndeux\n\n<b>https://a.test/x?</b>")
    )
    assert "&lt;b&gt;" in note.html
    assert 'href="https://a.test/x"' in note.html
    assert "Un<br>deux" in note.html


def test_a_letter_to_an_address_not_confirmed_yet_cannot_carry_the_words_of_a_stranger():
    for name in ("Achetez sur https://exemple.test", "www.exemple.test", "x" * 41, "Nour !", "<b>Nour</b>", "1 000 €"):
        assert written(asked(a_meeting(), first_name=name)).text.startswith("Bonjour,\n")
    for name in ("Nour", "Jean-Pierre", "Anne Sophie", "Éloïse", "J.-B.", "D’Artagnan", "李"):
        assert written(asked(a_meeting(), first_name=name)).text.startswith(f"Bonjour {name},\n")


def test_a_line_break_in_a_title_makes_no_header():
    letter = written(change("confirmed", "", "joined", a_meeting(title="Un titre\r\nBcc: tous@exemple.test")))
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject


def test_one_letter_confirms_everything_that_was_asked_for():
    letter = written(asked(a_meeting(), in_a_room(code="C3", title="Écrire une bonne question évaluative")))
    assert letter.subject.endswith("(2 séances)")
    assert "https://irdsu.example/inscription/confirmer/lien-de-confirmation" in letter.text
    assert letter.text.count("(heure de Paris)") == 2
    to_send = asked(a_meeting())
    assert to_send.until == NOW + timedelta(hours=48)


@pytest.mark.parametrize(("status", "was", "why", "kind"), CHANGES)
def test_the_link_of_the_meeting_is_known_only_to_who_is_confirmed_to_come_from_afar(status, was, why, kind):
    to_send = change(status, was, why)
    assert (VISIO in str(to_send.data)) == (status == "confirmed")
    in_room = letters.changed(a_place(status, was, why, pool="room"), a_meeting(mode="hybrid"), NOUR, NOW)
    assert VISIO not in str(in_room.data)
    assert VISIO not in written(to_send).text


def test_the_link_is_written_on_the_eve_and_to_who_comes_after():
    assert fr("Lien de connexion : ") + VISIO in reminded("eve").text
    assert "vous sera envoyé la veille" in reminded("week").text
    assert VISIO not in reminded("week").text
    eve = datetime(2027, 3, 15, 8, tzinfo=UTC)
    for now, there in ((eve - timedelta(seconds=1), False), (eve, True), (START - timedelta(minutes=5), True)):
        letter = written(letters.changed(a_place("confirmed"), a_meeting(), NOUR, now))
        assert (VISIO in letter.text, "envoyé la veille" in letter.text) == (there, not there)
    late = written(letters.changed(a_place("confirmed"), a_meeting(link=""), NOUR, eve))
    for letter in (reminded("eve", a_meeting(link="")), late):
        assert "n’est pas encore connu" in letter.text


def test_the_eve_tells_how_to_come_and_at_what_hour():
    letter = reminded("eve", in_a_room(), "room")
    assert "Tram B, arrêt Lisières" in letter.text
    assert fr("Accueil dès 13 h\u00a045 (heure de Paris) ; nous commençons à 14 h.") in letter.text
    assert "onnexion" not in letter.text


def test_on_the_day_itself_the_eve_does_not_say_tomorrow():
    place = a_place("confirmed")
    late = letters.reminder("eve", place, a_meeting(), NOUR, NOW, START, START - timedelta(hours=3))
    assert written(late).subject.startswith("Aujourd’hui")


def test_an_offer_says_until_when_and_is_not_sent_after():
    to_send = change("offered", "waiting", "offered")
    assert fr("avant mercredi 3 mars 2027 à 9 h (heure de Paris)") in written(to_send).text
    assert to_send.until == NOW + timedelta(hours=48)


def test_a_postponement_says_both_dates_and_a_cancellation_its_reason():
    assert (
        "du mardi 9 mars 2027 est déplacée au mardi 16 mars 2027"
        in written(change("confirmed", "confirmed", "postponed")).text
    )
    cancelled = change("cancelled", "confirmed", "cancelled", a_meeting(reason="L’intervenante est malade."))
    assert fr("Raison : L’intervenante est malade.") in written(cancelled).text


def test_a_reminder_is_one_for_a_registration_a_kind_and_a_date():
    def key(kind: str, place: PlaceFacts, meeting: MeetingFacts) -> str:
        return letters.reminder(kind, place, meeting, NOUR, NOW, START).key

    one, moved = a_place("confirmed"), a_meeting(starts_at=START + timedelta(days=7))
    other = a_place("confirmed", id=UUID(int=5))
    keys = {key("week", one, a_meeting()), key("eve", one, a_meeting()), key("week", other, a_meeting())}
    assert len(keys | {key("week", one, moved)}) == 4
    assert key("week", one, a_meeting()) == key("week", one.model_copy(update={"changes": 8}), a_meeting())


def test_no_personal_link_waits_in_the_database():
    places = [change(status, was, why) for status, was, why, _ in CHANGES]
    assert not [each for each in (*places, asked(a_meeting())) if KEY in str(each.data) or DEMAND in str(each.data)]


def test_no_key_and_no_subject_holds_somebody():
    somebody = PersonFacts(id=UUID(int=3), link_version=0, email="x@y.example", first_name="Zoé", last_name="Zed")
    for status, was, why, _ in CHANGES:
        to_send = letters.changed(a_place(status, was, why), a_meeting(), somebody, NOW)
        assert not re.search("x@y|Zoé|Zed", to_send.key + to_send.about + written(to_send).subject)


def test_the_letter_of_the_waiting_list_gives_the_true_reason():
    kept = "Les places qui restent sont gardées aux adhérentes et adhérents jusqu’au 1er mars."
    text = written(change("waiting", "", "joined", obstacle=kept)).text
    assert fr(f"{kept} Vous êtes en position 3.") in text
    assert "complète" not in text
    assert fr("La séance est complète. Vous êtes en position 3.") in written(change("waiting", "", "joined")).text
