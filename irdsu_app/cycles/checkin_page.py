"""The pages of the door, that live without the app: the check-in, the code of the room, where its QR leads.

They hold no name and no code: their scripts ask for those. So a browser may keep them and open them with no network.
"""

import hashlib
from functools import cache
from pathlib import Path

from irdsu_app.cycles.checking import CONSENT, NAME
from irdsu_app.design import plain
from irdsu_app.design.markup import Markup, el, text

ASSETS = Path(__file__).parents[2] / "assets"
FILES = (
    "checkin.js", "checkin-kept.js", "checkin-camera.js", "checkin-people.js", "qr-decode.js", "checkin.css",
    "tokens.css", "plain.css", "app.css", "plain.js",
)  # fmt: skip
"""What the check-in is made of: the browser keeps it, to open it with no network (assets/checkin-worker.js)."""
KEPT_HERE = (
    "Les noms restent dans ce navigateur pour que l’appel continue sans réseau. Ils en sont effacés deux heures après "
    "la fin de la séance, quand vous quittez le bureau, ou dès que vous touchez « Terminer sur cet appareil ». "
    "Si ce navigateur reste fermé, ils le sont à sa prochaine ouverture du site."
)
CAMERA_STAYS = "L’image n’est ni gardée ni envoyée : elle est lue ici."


@cache
def version() -> str:
    """What changes when any file of the check-in does: the browser then keeps the new ones."""
    made_of = hashlib.sha256((ASSETS / "checkin-worker.js").read_bytes())
    for name in FILES:
        made_of.update((ASSETS / name).read_bytes())
    return made_of.hexdigest()[:16]


def checkin(address: str) -> Markup:
    """« Faire l’appel » of the meeting whose desk is at this address."""
    return plain.page(
        "Faire l’appel",
        el(
            "div",
            _way(address),
            el("h1", text("Faire l’appel")),
            el("p", text("La liste s’ouvre…"), id="meeting", class_="meta"),
            el("p", id="demo", class_="notice", hidden=True),
            el("p", id="cancelled", role="alert", class_="notice alert", hidden=True),
            _state(),
            el("div", id="closed", role="alert", class_="notice alert", hidden=True),
            el("div", _halves(), _camera(), _search(), _door(), _review(), id="work", hidden=True),
            _device(),
            id="checkin",
            data_address=address,
            data_version=version(),
        ),
        el("script", src="/checkin.js", type="module"),
        el("noscript", el("p", text("L’appel a besoin de JavaScript. Imprimez la feuille d’émargement."))),
        styles=("checkin",),
    )


def room_code(address: str) -> Markup:
    """The code to project in the room."""
    return plain.page(
        "Code de la salle",
        el(
            "div",
            _way(address),
            el("h1", text("Code de la salle")),
            el("p", text("Le code s’ouvre…"), id="meeting", class_="meta"),
            el("p", id="demo", class_="notice", hidden=True),
            el("p", id="problem", role="alert", class_="notice alert", hidden=True),
            el(
                "div",
                el(
                    "div",
                    el("p", el("span", id="letters", aria_hidden="true"), el("span", id="spelled"), class_="room-code"),
                    el("p", id="left", class_="room-left"),
                    el("div", el("i", id="bar"), class_="room-bar", aria_hidden="true"),
                    el(
                        "p",
                        text("Tapez ce code sur la page de votre lien personnel, ou lisez le QR avec votre téléphone."),
                        class_="lead",
                    ),
                ),
                el("div", id="qr"),
                id="room",
                class_="room",
                hidden=True,
            ),
            el("p", id="said", role="status", class_="visually-hidden"),
            el("p", el("button", text("Plein écran"), type="button", id="full", class_="button second", hidden=True)),
            id="roomcode",
            data_address=address,
        ),
        el("script", src="/roomcode.js", type="module"),
        el("noscript", el("p", text("Le code a besoin de JavaScript pour changer toutes les cinq minutes."))),
        styles=("checkin",),
    )


def arrival() -> Markup:
    """Where the QR of the room leads: to the page of whoever opened their personal link here, or how to find it."""
    return plain.page(
        "Noter ma présence",
        el("h1", text("Noter ma présence")),
        el(
            "div",
            el("p", text("Le code de la salle : "), el("b", id="code", class_="room-typed"), id="typed", hidden=True),
            el(
                "p",
                text(
                    "Ouvrez maintenant votre lien personnel : il est dans chacun des courriels de votre inscription, "
                    "sous « Gérer mes inscriptions ». Le code vous y est demandé."
                ),
            ),
            el(
                "p",
                text("Sans ce courriel, dites votre nom à l’accueil : votre présence y est notée en un instant."),
            ),
            id="arrival",
        ),
        el("script", src="/arrival.js"),
        styles=("checkin",),
    )


def _way(address: str) -> Markup:
    return el("p", plain.link("Retour à la séance", address), class_="checkin-way")


def _state() -> Markup:
    """How many are there, whether the network is, what waits to be sent: always in sight."""
    return el(
        "div",
        el("p", el("b", id="count"), class_="checkin-count"),
        el("p", id="network", role="status"),
        el("p", id="waiting", role="status"),
        class_="checkin-state",
        id="state",
    )


def _halves() -> Markup:
    return el("fieldset", el("legend", text("Demi-journée")), el("div", id="halves"), id="half-choice")


def _camera() -> Markup:
    return el(
        "section",
        el("h2", text("Lire un QR"), id="camera-title"),
        el(
            "p",
            el("button", text("Ouvrir la caméra"), type="button", id="camera-button", class_="button"),
            class_="checkin-acts",
        ),
        el("video", id="camera", playsinline=True, muted=True, hidden=True, aria_label="Ce que voit la caméra"),
        el("p", text(CAMERA_STAYS), id="camera-note", class_="meta", hidden=True),
        el("p", id="camera-problem", role="alert", class_="notice", hidden=True),
        el("p", id="said", role="status", aria_live="assertive", class_="checkin-said"),
        aria_labelledby="camera-title",
    )


def _search() -> Markup:
    return el(
        "section",
        el("h2", text("Chercher un nom"), id="people-title"),
        el(
            "div",
            el("label", text("Nom, prénom ou structure"), for_="search"),
            el("input", id="search", type="search", autocomplete="off", spellcheck="false", enterkeyhint="search"),
            class_="field",
        ),
        el("p", id="found", role="status", class_="meta"),
        el("ul", id="people", class_="checkin-people"),
        aria_labelledby="people-title",
    )


def _door() -> Markup:
    def field(label: str, name: str, **more: str | bool) -> Markup:
        control = el("input", id=name, name=name, autocomplete="off", maxlength=NAME, **more)
        return el("div", el("label", text(label), for_=name), control, class_="field")

    return el(
        "section",
        el("h2", text("Ajouter une personne à la porte"), id="door-title"),
        el("p", text("À dire avant d’écrire son nom :"), class_="meta"),
        el("blockquote", text(CONSENT), class_="checkin-consent"),
        el(
            "form",
            field("Prénom et nom", "door-name", required=True, aria_describedby="door-error"),
            el("p", id="door-error", role="alert", class_="error"),
            field("Structure (facultatif)", "door-from"),
            el("button", text("Ajouter, présence notée"), type="submit", class_="button"),
            id="door",
            novalidate=True,
        ),
        aria_labelledby="door-title",
    )


def _review() -> Markup:
    return el(
        "section",
        el("h2", text("À revoir"), id="review-title"),
        el("ul", id="review", class_="checkin-review"),
        id="review-part",
        hidden=True,
        aria_labelledby="review-title",
    )


def _device() -> Markup:
    return el(
        "section",
        el("h2", text("Cet appareil"), id="device-title"),
        el("p", text(KEPT_HERE)),
        el("p", id="kept", class_="meta"),
        el("p", id="sure", role="alert", class_="notice alert", hidden=True),
        el(
            "p",
            el("button", text("Terminer sur cet appareil"), type="button", id="end", class_="button second"),
            class_="checkin-acts",
        ),
        id="device",
        aria_labelledby="device-title",
    )
