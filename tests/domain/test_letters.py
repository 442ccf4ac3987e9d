"""A letter as it leaves, when it is tried again, what roles cover, how a browser is told: what is pure."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.access import browsers, roles, team, writing
from irdsu_app.mail import delays, letter
from irdsu_app.mail.letter import Written
from irdsu_app.mail.message import compose

FROM = "IR-DSU <bureau@irdsu.fr>"


@given(st.text(), st.text(min_size=1))
def test_a_subject_never_makes_another_header_and_the_text_is_read_as_it_was_written(subject, text):
    try:
        message = compose(Written(subject, text), FROM, "anne@ville.fr", "<1@irdsu.fr>")
        wire = message.as_bytes()
    except (ValueError, UnicodeError, LookupError):
        return
    wire.decode("ascii")
    read = message_from_bytes(wire, policy=default)
    assert set(read.keys()) <= {"From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version",
                                "Content-Type", "Content-Transfer-Encoding"}  # fmt: skip
    assert read["To"] == "anne@ville.fr"


@pytest.mark.parametrize("recipient", ["a@b.fr\nBcc: c@d.fr", "a@b.fr\r\n\r\nBonjour"])
def test_an_address_with_a_new_line_is_not_written(recipient):
    with pytest.raises(ValueError, match=r"CR|linefeed|header"):
        compose(Written("Objet", "Texte"), FROM, recipient, "<1@irdsu.fr>")


def test_without_html_nor_calendar_the_letter_is_one_plain_text():
    message = compose(Written("Objet", "Texte\n"), FROM, "a@b.fr", "<1@irdsu.fr>")
    assert (message.get_content_type(), message.get_content()) == ("text/plain", "Texte\n")
    assert message["List-Unsubscribe"] is None


def test_tries_are_further_and_further_and_end():
    waits = [delays.next_try(number, 0) for number in range(1, 9)]
    assert waits[:7] == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1),
                         timedelta(hours=4), timedelta(hours=12), timedelta(hours=24)]  # fmt: skip
    assert waits[7] is None
    assert delays.next_try(1, 1) == timedelta(seconds=72)


@pytest.mark.parametrize("code", [421, 450, 451, 452, 499, 535, 550, 551, 552, 553, 554, 599])
def test_every_answer_of_a_server_has_its_sentence(code):
    said = delays.told(code, code >= 500)
    assert said.endswith(f"(réponse {code})")
    assert said[0].isupper()


@pytest.mark.parametrize(
    ("recipient", "nowhere"),
    [("a@b.test", True), (" A@B.TEST. ", True), ("a@x.invalid", True), ("a@b.example", True), ("a@test.fr", False),
     ("a@example.org", False), ("test@ville.fr", False)],
)  # fmt: skip
def test_demonstration_addresses_are_known(recipient, nowhere):
    assert letter.is_nowhere(recipient) is nowhere


def test_all_stands_for_every_role_and_no_other_is_known():
    assert roles.packed(["jobs", "brief", "jobs"]) == "brief jobs"
    assert roles.packed(["jobs", "all"]) == "all"
    assert roles.packed([]) == ""
    with pytest.raises(roles.UnknownRole, match="Rôle inconnu : roi"):
        roles.packed(["roi"])
    assert roles.includes("all", "cycles")
    assert roles.includes("brief cycles", "cycles")
    assert not roles.includes("brief", "cycles")
    assert not roles.includes("", "all")
    assert (roles.told("brief jobs"), roles.told("")) == ("Le dépliant, Les offres", "Aucun rôle")


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("", "Un navigateur"),
        ("<script>alert(1)</script>", "Un navigateur"),
    ],
)
def test_a_browser_is_told_in_words_one_recognises(agent, told):
    assert browsers.told(agent) == told


@pytest.mark.parametrize("typed", ["", "anne", "anne@", "@ville.fr", "anne@ville", "a b@ville.fr", "a@ville.fr\nx",
                                   "a@b@c.fr", "é@ville.fr", "a" * 65 + "@b.fr", "<a@ville.fr>",
                                   "machine@localhost"])  # fmt: skip
def test_an_address_nobody_could_have_is_refused(typed):
    with pytest.raises(team.Unfit, match="n’en est pas une"):
        team.address(typed)


def test_an_address_is_kept_without_capitals_nor_spaces():
    assert team.address("  Anne.Durand+irdsu@Ville.FR ") == "anne.durand+irdsu@ville.fr"


def test_the_letters_of_the_office_keep_their_link_whole():
    link = "https://irdsu.fr/bureau/entrer/a-b_c?d:e;f!"
    written = writing.link("access.link", {"name": "Anne", "link": link, "until": "10 h 52"})
    assert f"\n{link}\n" in written.text
    assert "jusqu’à 10 h 52" in " ".join(written.text.split())
    told = {"name": "Bob", "by": "Anne", "roles": "le cycle", "link": "https://irdsu.fr/connexion"}
    assert "\nhttps://irdsu.fr/connexion\n" in writing.invited("access.invited", told).text
