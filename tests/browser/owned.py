"""A version made for a journey, straight in the register of the house, and what its people are sent."""

from datetime import UTC, datetime

from playwright.sync_api import Page

from irdsu_app import db
from irdsu_app.brief import adapting, versions
from irdsu_app.brief.adapting import Local
from irdsu_app.brief.panels import PanelId, brief

TITLE, NOTE = "Nos écarts à nous", "Ma note à moi : saluer la salle."


def made(house, out: tuple[PanelId, ...] = ()) -> str:
    """A version with its own second panel, these ones left out; gives the link to edit it."""
    r2, now = brief().panels[1], datetime.now(UTC)

    def act(version: adapting.Adaptation) -> adapting.Adaptation:
        version = adapting.with_words(version, r2, "title", TITLE, r2.title)
        version = adapting.with_words(version, r2, "note", NOTE, r2.note)
        figure = Local(label="Valeur du quartier", value="42 %", year="2022", source="Insee, Filosofi")
        version = adapting.with_local(version, r2, figure)
        for panel in out:
            version = adapting.leave_out(version, panel, True)
        return version

    with at(house) as session:
        link = versions.open_version(session, now)
        versions.change(session, link, act, now)
    return link


def at(house):
    """One unit of work in the register of this house."""
    return db.session(db.open_engine(house.database_url))


def heard(page: Page) -> list[str]:
    """Everything that this page is sent by its socket from now on."""
    said: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: said.append(str(frame))))
    return said
