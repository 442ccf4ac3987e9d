"""Decks through their plain doors, on a real server: copied, brought, carried away, printed, played, refused."""

import asyncio
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest

from irdsu_app import chores, db, rounds
from irdsu_app.access import links
from irdsu_app.coop import authoring, deck, deck_register, proofing, yaml_deck
from irdsu_app.coop.deck_routes import LARGEST
from irdsu_app.design.typography import fr
from tests.serving import House
from tests.shelved import BASE, S04, at, easy, incomplete, published, shelved, titled


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("desk")).open()
    yield house
    house.kill()


@pytest.fixture
def visitor(house):
    with httpx.Client(base_url=house.url, headers={"Origin": house.url}) as visitor:
        yield visitor


def bring(visitor, body: bytes | str, name="le-jeu_de-nantes.yaml"):
    return visitor.post(
        "/coop/jeux/importer", files={"fichier": (name, body)}, headers={"accept": "application/json"}, timeout=30
    )


def link_of(answer) -> str:
    assert answer.status_code == 303
    return answer.headers["location"].rsplit("/", 1)[1]


def found(house, link):
    with at(house) as session:
        return deck_register.find(session, link).own


def test_ours_a_shared_one_and_a_link_are_copied_and_the_copy_is_apart(house, visitor):
    ours = link_of(visitor.post("/coop/jeux"))
    assert found(house, ours).card("situations", "S04").on["title"] == S04.title
    theirs = shelved(house, titled("La porte"), easy("La porte est fermée."))
    copy = link_of(visitor.post("/coop/jeux", data={"jeu": links.to_read(theirs)}))
    assert copy != theirs
    own = found(house, copy)
    assert (own.name, own.card("situations", "S04").easy) == ("Chez nous (copie)", "La porte est fermée.")
    slug = published(house, theirs)
    assert found(house, link_of(visitor.post("/coop/jeux", data={"jeu": slug}))).name == "Chez nous (copie)"
    lost = visitor.post("/coop/jeux", data={"jeu": "x" * 32})
    assert lost.headers["location"] == "/coop/jeux?refus=lien"


def test_a_deck_goes_away_as_a_file_and_comes_back_the_same(house, visitor):
    link = shelved(house, titled("La porte"), easy("La porte est fermée."))
    file = visitor.get(f"/coop/jeux/{links.to_read(link)}/jeu.yaml")
    assert file.headers["cache-control"] == "no-store"
    answer = bring(visitor, file.content)
    own, back = found(house, link), found(house, answer.json()["address"].rsplit("/", 1)[1])
    assert back.name == "le jeu de nantes"
    assert back.cards == own.cards
    assert proofing.playable(back) == proofing.playable(own)


def changed(text: str, before: str, after: str) -> str:
    assert before in text
    return text.replace(before, after, 1)


PEOPLE = BASE[BASE.index("characters:") : BASE.index("dealing:")]
TWO = PEOPLE[: [found.start() for found in re.finditer(r"^- id: P", PEOPLE, re.M)][2]]
BAD = {
    "no YAML": ("territory: [", "n’est pas du YAML : la ligne"),
    "a sentence": ("bonjour", "ne décrit pas un jeu"),
    "not text": (b"\xff\xfe\x00\x01", "UTF-8"),
    "no place": (BASE.replace("  place: L8\n", "", 1), "les situations, n°"),
    "two people": (changed(BASE, PEOPLE, TWO), "la liste est trop courte (4 au moins)"),
    "one code twice": (changed(BASE, "- id: S02\n", "- id: S01\n"), "la même situation apparaît deux fois"),
    "aliases": ("a: &a [x]\nb: *a\n", "renvois"),
    "easy of nobody": (
        BASE + "facile: {situations: {S99: Un texte.}}\n",
        "Dans « facile », carte S99 : cette carte n’est pas dans le fichier.",
    ),
    "easy as a list": (BASE + "facile: [a]\n", "écrivez le genre de carte, le code, puis le texte"),
    "easy as lists in a list": (BASE + "facile: [[a]]\n", "écrivez le genre de carte, le code, puis le texte"),
    "easy as a word": (BASE + "facile: situations\n", "écrivez le genre de carte, le code, puis le texte"),
    "easy without codes": (BASE + "facile: {situations: [Un texte.]}\n", "écrivez le genre de carte, le code"),
    "easy as a number": (BASE + "facile: {situations: {S01: 12}}\n", "carte S01 : écrivez un texte"),
    "easy as another list": (BASE + "facile: {situations: {S01: [a]}}\n", "carte S01 : écrivez un texte"),
    "easy twice": (BASE + "facile: {situations: {S01: Un., S01: Deux.}}\n", "« S01 » est écrit deux fois"),
    "a part twice": (BASE + "places: []\n", "« places » est écrit deux fois"),
    "a line more": (BASE + "prix: 12\n", "n’existe pas dans un jeu"),
}


@pytest.mark.parametrize("more", ["facile:\n", "facile: {situations: {S01: }}\n", "facile: {situations: {S01: ''}}\n"])
def test_an_easy_text_left_empty_is_no_text(house, visitor, more):
    answer = bring(visitor, BASE + more)
    assert found(house, answer.json()["address"].rsplit("/", 1)[1]).card("situations", "S01").easy == ""


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_deck_is_refused_and_says_where(house, visitor, name):
    body, said = BAD[name]
    answer = bring(visitor, body)
    assert answer.status_code == 400
    assert fr(said) in answer.json()["said"]
    bare = visitor.post("/coop/jeux/importer", files={"fichier": ("x.yaml", body)})
    assert bare.status_code == 400
    assert 'role="alert"' in bare.text
    assert "Revenir à mes jeux" in bare.text


def test_no_file_is_said_too(visitor):
    answer = visitor.post("/coop/jeux/importer", headers={"accept": "application/json"})
    assert "Choisissez d’abord un fichier" in answer.json()["said"]


def test_ten_megabytes_are_refused_before_they_are_read(house, visitor):
    where = urlsplit(house.url)
    head = (
        f"POST /coop/jeux/importer HTTP/1.1\r\nHost: {where.netloc}\r\nOrigin: {house.url}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 10000000\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port), timeout=5) as wire:
        wire.sendall(head.encode())  # and not one byte of the body
        answer = wire.recv(65_536).decode()
    assert " 413 " in answer.splitlines()[0]
    assert "Rien n’a été enregistré" in answer
    assert visitor.post("/coop/jeux", content=b"x" * (LARGEST // 2)).status_code == 413
    assert bring(visitor, "# " + "x" * (yaml_deck.LARGEST - 100)).status_code == 400


def test_markup_stays_text_everywhere(house, visitor):
    link = shelved(house, titled("<img src=x onerror=alert(1)>"), easy("<script>alert(1)</script>"))
    slug = published(house, link)
    for address in (f"/coop/jeu/{slug}", f"/coop/jeux/{link}/lire.html"):
        page = visitor.get(address).text
        assert "&lt;img src=x" in page
        assert "<img src=x" not in page
        assert "<script>alert" not in page


def test_an_unfinished_deck_is_read_and_neither_carried_printed_nor_played(house, visitor):
    link = shelved(house, incomplete)
    page = visitor.get(f"/coop/jeux/{links.to_read(link)}/lire.html")
    assert "à écrire" in page.text
    for name in ("jeu.yaml", "cartes.pdf"):
        refused = visitor.get(f"/coop/jeux/{link}/{name}")
        assert refused.status_code == 409
        assert "les situations" in refused.text
    assert visitor.post("/coop", data={"jeu": link}).headers["location"] == "/coop?refus=incomplet"


def test_a_game_is_played_with_a_deck_and_keeps_it(house, visitor):
    link = shelved(house, lambda own: authoring.write(own, "words", "words", "coop", "On y va", "COOP"))
    answer = visitor.post("/coop", data={"jeu": links.to_read(link), "declencheur": "ete", "minutes": "60"})
    assert re.fullmatch(r"/coop/[A-Z0-9]+/animer", answer.headers["location"])
    slug = published(house, link)
    assert visitor.post("/coop", data={"jeu": slug}).headers["location"].endswith("/animer")
    with at(house) as session:
        name = deck_register.chosen(session, link, datetime.now(UTC))
        deck_register.erase(session, link)
    with at(house) as session:
        assert deck_register.book(session, name).words.coop == "On y va"
    assert visitor.post("/coop", data={"jeu": link}).headers["location"] == "/coop?refus=jeu"


def test_a_published_deck_has_its_page_its_file_and_its_cards(house, visitor):
    link = shelved(house, titled("La porte"), lambda own: authoring.sign(own, "Le collectif"), name="Le Talus & nous")
    slug = published(house, link)
    page = visitor.get(f"/coop/jeu/{slug}")
    assert slug == "le-talus-nous"
    assert "<title>Le Talus &amp; nous, un jeu à jouer – IR-DSU</title>" in page.text
    assert 'name="description"' in page.text
    assert "noindex" not in page.text
    for words in ("La porte", "Le collectif", "CC BY-SA 4.0", "Jouer avec ce jeu", "Dupliquer ce jeu"):
        assert words in page.text
    file = visitor.get(f"/coop/jeu/{slug}/jeu.yaml")
    assert yaml_deck.from_yaml(file.content, "x").card("situations", "S04").on["title"] == "La porte"
    cards = visitor.get(f"/coop/jeux/{slug}/cartes.pdf", timeout=60)
    assert cards.content.startswith(b"%PDF")
    assert visitor.get("/coop/jeux/lisieres/cartes.pdf", timeout=60).content.startswith(b"%PDF")
    with at(house) as session:
        deck_register.change(session, link, easy("Pas encore relu."), datetime.now(UTC))
        deck_register.change(session, link, lambda own: authoring.rename(own, "Nom de travail"), datetime.now(UTC))
    again = visitor.get(f"/coop/jeu/{slug}").text
    assert "Pas encore relu" not in again
    assert "Nom de travail" not in again
    with at(house) as session:
        deck_register.unpublish(session, link)
    gone = visitor.get(f"/coop/jeu/{slug}")
    assert gone.status_code == 410
    assert "Aucun jeu n’est publié à cette adresse" in gone.text


def test_one_s_own_cards_are_printed_by_their_link_and_kept_by_nobody(house, visitor):
    cards = visitor.get(f"/coop/jeux/{links.to_read(shelved(house))}/cartes.pdf", timeout=60)
    assert cards.content.startswith(b"%PDF")
    assert cards.headers["cache-control"] == "no-store"


ASTRAY = ["", "bonjour", "x" * 32, "https://ailleurs.fr/coop/jeux/abc", "://[", "http://[::1", "/coop/jeux/"]


@pytest.mark.parametrize("pasted", ASTRAY)
def test_a_pasted_link_that_opens_nothing_is_said(visitor, pasted):
    answer = visitor.post("/coop/jeux/ouvrir", data={"lien": pasted})
    assert answer.headers["location"] == "/coop/jeux?refus=lien"


def test_a_pasted_link_opens_its_deck(house, visitor):
    link = shelved(house)
    for pasted in (link, f"{house.url}/coop/jeux/{link}", f"  {house.url}/coop/jeux/{link}#situations-S04 "):
        assert link_of(visitor.post("/coop/jeux/ouvrir", data={"lien": pasted})) == link
    slug = published(house, link)
    answer = visitor.post("/coop/jeux/ouvrir", data={"lien": f"{house.url}/coop/jeu/{slug}"})
    assert answer.headers["location"] == f"/coop/jeu/{slug}"


def test_a_read_link_writes_nothing_and_the_database_holds_no_link(house, visitor):
    link = shelved(house)
    reading = links.to_read(link)
    assert visitor.get(f"/coop/jeux/{reading}/lire.html").status_code == 200
    with at(house) as session, pytest.raises(deck_register.DeckUnknown):
        deck_register.erase(session, reading)


def test_guessing_links_is_stopped(tmp_path):
    house = House(tmp_path).open()
    try:
        link = shelved(house)
        with httpx.Client(base_url=house.url) as guesser:
            with ThreadPoolExecutor(8) as hands:
                some = list(hands.map(lambda n: guesser.get(f"/coop/jeux/{n:032}/lire.html").status_code, range(140)))
            assert 429 in some
            assert guesser.get(f"/coop/jeux/{link}/lire.html").status_code == 429
    finally:
        house.kill()


def test_static_pages_are_served_as_built_beside_the_rooms(visitor):
    for address, words in {"/coop/jeux": "Mes jeux", "/coop/cartes": "Les cartes"}.items():
        page = visitor.get(address)
        assert page.status_code == 200
        assert f"{words}" in page.text
        assert "noindex" not in page.text


def test_the_house_erases_by_itself_what_nobody_changed_for_two_years(rooms_base):
    long_ago = datetime.now(UTC) - deck_register.KEPT * 1.01
    own = authoring.duplicate(deck.base(), "Oublié")

    async def live() -> None:
        link = await db.write(lambda session: deck_register.open_deck(session, own, long_ago))
        await rounds.make(chores.HOURLY)
        with pytest.raises(deck_register.DeckUnknown):
            db.read(lambda session: deck_register.find(session, link))

    asyncio.run(live())
