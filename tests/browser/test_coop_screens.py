"""The room, whoever leads and everybody at the end: a whole game, a laptop that dies, a co-host, a seat freed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.coop import Phone, at, create, go_on, judged, lead_to, whole

pytestmark = [
    pytest.mark.browser,
    # A browser that is closed, or sent out of a room, makes Chromium complain of the socket; nothing else may.
    pytest.mark.expects("WebSocket connection to"),
]
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


@pytest.fixture
def host(people):
    """Whoever leads, on a laptop."""
    return people(**LAPTOP)


@pytest.fixture
def plateau(people):
    """The computer of the video projector."""
    return people(**LAPTOP)


@pytest.fixture
def room(people, host, plateau, base_url):
    """A room open on the big screen, and three people in it: host, plateau, code, phones."""
    code = create(host)
    plateau.goto(f"/coop/{code}/plateau")
    at(plateau, "lobby")
    phones = [Phone(people().context, base_url, code) for _ in range(3)]
    entered = [phone.enter(name) for phone, name in zip(phones, ("Amina", "Farid", "Chloé"), strict=True)]
    assert entered == [f"/coop/{code}"] * 3
    return code, phones


def begin(host: Page) -> None:
    """Lead to the first situation."""
    host.get_by_role("button", name="Commencer la partie").click()
    at(host, "compass")
    go_on(host, "characters")
    go_on(host, "discover")


def a_vote(host: Page, phones: list[Phone], stances: str) -> None:
    """Everybody votes: the phase ends by itself."""
    n = at(host, "stance")
    for phone, stance in zip(phones, stances.split(), strict=True):
        aside = "que l’on puisse revenir en arrière" if stance == "not" else ""
        phone.plays("vote", at=n, stance=stance, condition=aside)
    at(host, "reveal")


def pledge(host: Page, phones: list[Phone], do: str, then: str, *, n_each: int) -> None:
    """Everybody promises or gives: the phase ends by itself. Three players carry two crews each."""
    n = at(host, do)
    for crew in range(1, 7):
        taken = [phone.move(do, at=n, crew=f"c{crew}", n=n_each)[0] for phone in phones]
        assert sorted(taken) == [200, 409, 409]
    at(host, then)


def test_a_whole_game_is_played_in_front_of_the_room(people, host, plateau, room):
    code, phones = room
    expect(plateau.get_by_text("4 personnes présentes")).to_be_visible()
    expect(plateau.locator(".code.giant")).to_have_text(code)
    expect(plateau.locator(".qr.giant")).not_to_have_js_property("naturalWidth", 0)
    judged(host, "the lobby of the host")
    judged(plateau, "the lobby of the room")
    whole(plateau)
    host.get_by_role("button", name="Commencer la partie").click()
    n = at(plateau, "compass")
    phones[0].plays("posture", at=n, n=2)
    expect(plateau.locator(".figures")).to_have_text("1 sur 3")
    judged(plateau, "compass")
    whole(plateau)
    go_on(host, "characters")
    expect(plateau.locator(".crew-list li")).to_have_count(6)
    whole(plateau)
    judged(host, "characters, host")
    go_on(host, "discover")
    expect(plateau.get_by_text("Une situation va être tirée")).to_be_visible()
    host.get_by_text("Choisir une situation").click()
    host.get_by_label("Thème").select_option("Confier")
    host.get_by_role("button", name="Choisir « La clé du local »").click()
    expect(plateau.get_by_role("heading", name="La clé du local")).to_be_visible()
    expect(plateau.locator(".map-spot[data-lit=true]")).to_contain_text("La Tour 9")
    expect(plateau.get_by_text("On peut y lire")).to_have_count(0)
    expect(plateau.locator("[aria-live=polite]").first).to_contain_text("Tour 1 sur 2. A. Découvrir.")
    judged(host, "a situation chosen")
    judged(plateau, "a situation on the table")
    whole(plateau)
    n = go_on(host, "stance")
    phones[0].plays("vote", at=n, stance="coop")
    expect(plateau.locator(".figures")).to_have_text("1 sur 3")
    expect(plateau.locator(".pile")).to_have_count(0)
    a_vote(host, phones, "coop coop not")
    expect(plateau.locator(".pile.coop dd")).to_have_text("2")
    expect(plateau.locator(".pile.not dd")).to_have_text("1")
    expect(plateau.get_by_text("que l’on puisse revenir en arrière")).to_be_visible()
    expect(plateau.locator("[aria-live=polite]").first).to_contain_text("2 COOP, 1 pas COOP")
    judged(plateau, "the votes")
    whole(plateau)
    n = go_on(host, "debate")
    phones[2].plays("speak", at=n, voice="self")
    host.get_by_role("button", name="Donner la parole à Chloé").first.click()
    expect(plateau.locator(".floor")).to_contain_text("Chloé, en son nom")
    host.get_by_role("button", name="Terminer la prise de parole").click()
    expect(plateau.locator(".floor")).to_have_count(0)
    expect(host.locator(".host-floor .received")).to_have_text(re.compile("Qui n’a pas encore parlé.*2"))
    host.get_by_role("button", name="Une minute de plus").click()
    expect(host.get_by_role("button", name="Une minute de plus")).to_be_disabled()
    judged(host, "debate, host")
    whole(plateau)
    n = go_on(host, "transform")
    phones[1].plays("propose", at=n, choice="transform")
    phones[1].plays("sentence", at=n, base=0, text="Remettre deux clés, avec un numéro à appeler la nuit.")
    phones[2].plays("object", at=n, text="Qui répond à minuit ?")
    expect(plateau.get_by_text("Remettre deux clés, avec un numéro à appeler la nuit.")).to_be_visible()
    expect(plateau.get_by_text("Qui répond à minuit ?")).to_be_visible()
    judged(plateau, "transform")
    whole(plateau)
    go_on(host, "promise")
    pledge(host, phones, "promise", "stake", n_each=2)
    expect(plateau.locator(".promises li")).to_have_count(6)
    expect(plateau.get_by_text("Promis : 12, seuil : 9".replace(" :", "\u00a0:"))).to_be_visible()
    whole(plateau)
    pledge(host, phones, "stake", "outcome", n_each=1)
    expect(plateau.locator(".measure.given")).to_contain_text("6")
    expect(plateau.get_by_text("Le seuil n’est pas atteint.")).to_be_visible()
    judged(plateau, "the outcome")
    judged(host, "the outcome, host")
    whole(plateau)
    n = go_on(host, "trace")
    phones[0].plays("judge", at=n, stance="not")
    phones[0].plays("note", at=n, kind="agreement", text="la confiance a besoin d’un numéro de téléphone.")
    phones[1].plays("note", at=n, kind="disagreement", text="qui doit répondre à minuit.")
    expect(plateau.get_by_text("qui doit répondre à minuit.")).to_be_visible()
    judged(plateau, "the notebook")
    judged(host, "the notebook, host")
    whole(plateau)
    go_on(host, "discover")
    expect(plateau.locator(".state", has_text="En suspens").first).to_be_visible()
    host.get_by_role("button", name="Tirer une situation").click()
    host.get_by_text("Jouer un événement choisi").click()
    host.locator(".host-events .choices-list button").first.click()
    expect(plateau.locator(".coop-card.event").first).to_be_visible()
    whole(plateau)
    go_on(host, "stance")
    a_vote(host, phones, "not not pass")
    lead_to(host, "debate")
    n = go_on(host, "transform")
    phones[0].plays("propose", at=n, choice="give_up")
    go_on(host, "trace")
    go_on(host, "debrief")
    expect(plateau.get_by_role("heading", name="La carte des Lisières")).to_be_visible()
    judged(plateau, "the map of the end")
    for title in ("Le carnet des traces", "Promis et versé", "Les votes qui ont bougé", "La boussole, avant et après"):
        plateau.keyboard.press("ArrowRight")
        expect(plateau.get_by_role("heading", name=title)).to_be_visible()
        whole(plateau)
        judged(plateau, title)
    judged(host, "the debrief, host")
    beside = host.context.new_page()  # the projector plugged into the laptop: its page turns the screens
    beside.goto(f"/coop/{code}/plateau")
    at(beside, "debrief")
    host.get_by_role("button", name="Promis et versé").click()
    expect(beside.get_by_role("heading", name="Promis et versé")).to_be_visible()
    go_on(host, "closing")
    phones[0].plays("commit", text="D’ici au 15, j’appelle le gardien.")
    expect(plateau.get_by_text("D’ici au 15, j’appelle le gardien.")).to_be_visible()
    host.locator(".host-gestures").get_by_role("button", name="Clore la partie").click()
    host.get_by_role("dialog").get_by_role("button", name="Clore la partie").click()
    at(plateau, "closed")
    whole(plateau)

    reader = people(phone=True, reduced_motion="reduce", color_scheme="dark")
    reader.goto(f"/coop/{code}/bilan")
    for words in ("qui doit répondre à minuit.", "D’ici au 15, j’appelle le gardien.", "Action laissée"):
        expect(reader.get_by_text(words)).to_be_visible()
    judged(reader, "the debrief on a phone")
    said = reader.locator("main").inner_text()
    assert not re.search(r"\bscore\b|\d\s+points?\b|classement|gagnant|Amina|Farid|Chloé", said)
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    reader.emulate_media(media="print")
    expect(reader.get_by_role("button", name="Imprimer le bilan")).to_be_hidden()


def test_the_laptop_dies_and_another_takes_over_with_the_code(people, host, plateau, room):
    code, phones = room
    begin(host)
    host.get_by_text("Confier l’animation", exact=True).click()
    key = host.locator(".host-room .code").last.inner_text()
    go_on(host, "stance")
    host.context.close()
    expect(plateau.get_by_text("La partie attend la personne qui anime", exact=False)).to_be_visible(timeout=30_000)
    phones[0].plays("vote", at=at(plateau, "stance"), stance="coop")  # what people send while it waits is kept

    other = people(phone=True, reduced_motion="reduce")
    other.goto(f"/coop/{code}/animer")
    other.get_by_label("Code d’animation").fill("CCCCC-CCCCC")
    other.get_by_role("button", name="Prendre l’animation").click()
    expect(other.get_by_role("alert")).to_contain_text("n’ouvre pas cette partie")
    judged(other, "asking for the code")
    other.get_by_label("Code d’animation").fill(key.lower())
    other.get_by_role("button", name="Prendre l’animation").click()
    at(other, "stance")
    judged(other, "leading on a phone")
    other.get_by_role("button", name="Reprendre").click()
    expect(plateau.locator(".pause")).to_have_count(0)
    expect(plateau.locator(".figures")).to_have_text("1 sur 3")


def test_co_host_kick_lock_and_a_discreet_room(people, host, plateau, room, base_url):
    code, phones = room
    host.get_by_role("button", name="Fermer la salle à clé").click()
    expect(plateau.get_by_text("La salle est fermée à clé.")).to_be_visible()
    assert "refus=verrou" in Phone(people().context, base_url, code).enter("Driss")
    host.get_by_role("button", name="Ouvrir la salle").click()
    expect(host.get_by_role("button", name="Fermer la salle à clé")).to_be_visible()
    assert Phone(people().context, base_url, code).enter("Driss") == f"/coop/{code}"

    row = host.locator(".people-list li").filter(has_text="Farid")
    row.locator("summary").click()
    row.get_by_role("button", name="Confier aussi l’animation à Farid").click()
    expect(row.get_by_text("anime", exact=True)).to_be_visible()
    phones[1].plays("lock", on=False)
    row.get_by_role("button", name="Retirer l’animation à Farid").click()
    expect(row.get_by_text("anime", exact=True)).to_have_count(0)
    assert phones[1].move("lock", on=True)[0] == 409

    gone = host.locator(".people-list li").filter(has_text="Driss")
    gone.locator("summary").click()
    gone.get_by_role("button", name="Libérer la place de Driss").click()
    host.get_by_role("dialog").get_by_role("button", name="Annuler").click()
    expect(gone).to_be_visible()
    gone.get_by_role("button", name="Libérer la place de Driss").click()
    host.get_by_role("dialog").get_by_role("button", name="Libérer la place").click()
    expect(gone).to_have_count(0)
    plateau.wait_for_function("!document.documentElement.outerHTML.includes('Driss')")

    host.get_by_role("button", name="Noms masqués").click()
    expect(host.get_by_role("button", name="Noms masqués")).to_have_attribute("aria-pressed", "true")
    begin(host)
    at(plateau, "discover")
    said = plateau.content() + host.locator("main").inner_text()
    assert not {"Amina", "Farid", "Chloé"} & set(re.findall(r"\w+", said))


def test_everything_that_leads_is_on_the_keyboard(host, plateau, room):
    begin(host)
    host.keyboard.press("t")
    expect(plateau.locator(".coop-card.situation")).to_be_visible()
    host.keyboard.press("n")
    at(plateau, "stance")
    at(host, "stance")
    host.keyboard.press("p")
    expect(plateau.locator(".pause-word")).to_be_visible()
    expect(host.get_by_role("button", name="Reprendre")).to_be_visible()
    host.keyboard.press("p")
    expect(plateau.locator(".pause")).to_have_count(0)
    host.keyboard.press("+")
    expect(host.get_by_role("button", name="Une minute de plus")).to_be_disabled()
    host.get_by_role("button", name="Revenir d’un temps").press("Enter")
    expect(host.get_by_role("dialog")).to_contain_text("ne se recache pas")
    host.keyboard.press("n")  # a window is open: keys belong to it
    host.keyboard.press("Enter")
    at(plateau, "discover")
    at(host, "discover")
    host.get_by_role("heading", name="La situation").click()
    host.keyboard.press(" ")
    at(plateau, "stance")


def test_who_observes_votes_apart(people, host, plateau, room):
    code, phones = room
    observer = people(phone=True, reduced_motion="reduce")
    observer.goto(f"/coop/{code}/observer")
    observer.get_by_label("Prénom ou pseudonyme").fill("Driss")
    judged(observer, "coming in to observe")
    observer.get_by_role("button", name="Entrer").click()
    expect(observer.locator(".observer")).to_be_visible()
    begin(host)
    host.keyboard.press("t")
    go_on(host, "stance")
    observer.get_by_role("button", name="Pas COOP").click()
    expect(observer.get_by_role("button", name="Pas COOP")).to_have_attribute("aria-pressed", "true")
    judged(observer, "observing")
    a_vote(host, phones, "coop coop coop")
    expect(plateau.get_by_text("En observation")).to_contain_text("0 COOP, 1 pas COOP")
    expect(plateau.locator(".pile.not dd")).to_have_text("0")
    observer.get_by_label("À condition que…").fill("que l’on demande aux gardiens")
    observer.get_by_role("button", name="Ajouter ma condition").click()
    expect(observer.get_by_label("À condition que…")).to_have_value("")  # it is written
    expect(observer.get_by_text("Enregistré")).to_be_visible()
