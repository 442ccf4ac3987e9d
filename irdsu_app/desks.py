"""The organisers' addresses: every page of the office and what it loads, the desks its home opens, who writes letters.

Never indexed, empty without a visit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import reflex as rx

from irdsu_app.access import letters_desk, office_lists, office_page, writing
from irdsu_app.access.letters_desk import LettersDesk
from irdsu_app.access.office import Office
from irdsu_app.access.office_page import Desk
from irdsu_app.access.team_desk import JournalDesk, TeamDesk
from irdsu_app.brief import edition_desk
from irdsu_app.brief.edition_state import EditionDesk
from irdsu_app.cycles import (
    desk_crowd_page,
    desk_figures_page,
    desk_meeting_page,
    desk_pages,
    desk_people_page,
    desk_results_page,
)
from irdsu_app.cycles.desk_crowd_state import CrowdDesk
from irdsu_app.cycles.desk_figures_state import FiguresDesk
from irdsu_app.cycles.desk_meeting_state import MeetingDesk
from irdsu_app.cycles.desk_people_state import PeopleDesk
from irdsu_app.cycles.desk_results_state import AccountDesk, ResultsDesk
from irdsu_app.cycles.desk_state import CycleDesk, CyclesDesk, DeskRoom
from irdsu_app.cycles.desk_words import KINDS
from irdsu_app.jobs import alert_writing, desk_page, figures_desk, still_register, still_writing
from irdsu_app.jobs.desk_state import OfferDesk, OffersDesk
from irdsu_app.jobs.house import house
from irdsu_app.mail import post

DESKS = (
    Desk(
        "brief", "Le dépliant", "La version nationale : ses textes, ses chiffres, ses éditions.", "/bureau/depliant"
    ),
    Desk("cycles", "Les cycles", "Les séances, les inscriptions, la liste d’attente.", "/bureau/cycles"),
    Desk("jobs", "Les offres", "Relire, publier, demander une correction ; les chiffres.", "/bureau/offres"),
)  # fmt: skip
"""What the home of the office opens, for those who answer for it."""


@dataclass(frozen=True)
class Opened:
    """A page of the office, and what it loads."""

    content: Callable[[], rx.Component]
    title: str
    description: str
    load: Any = Office.enter


PAGES = {
    "/connexion": Opened(office_page.sign_in, "Connexion – IR-DSU", "Entrer au bureau par un lien reçu par courriel."),
    "/bureau": Opened(
        partial(office_page.home, DESKS), "Le bureau – IR-DSU", "Ce que l’équipe peut ouvrir, et ses visites."
    ),
    "/bureau/courriers": Opened(
        office_lists.letters,
        "Le bureau : courriels – IR-DSU",
        "Ce qui attend, ce qui est parti, ce qui a été refusé.",
        [Office.enter, LettersDesk.enter],
    ),
    "/bureau/equipe": Opened(
        office_lists.team, "Le bureau : équipe – IR-DSU", "Qui entre au bureau.", [Office.enter, TeamDesk.enter]
    ),
    "/bureau/journal": Opened(
        office_lists.journal, "Le bureau : journal – IR-DSU", "Qui a fait quoi.", [Office.enter, JournalDesk.enter]
    ),
    "/bureau/depliant": Opened(
        edition_desk.panels,
        "Le bureau : version nationale – IR-DSU",
        "Changer les textes du dépliant national.",
        [Office.enter, EditionDesk.enter],
    ),
    "/bureau/depliant/chiffres": Opened(
        edition_desk.figures,
        "Le bureau : chiffres – IR-DSU",
        "Tenir les chiffres à jour, publier une édition.",
        [Office.enter, EditionDesk.enter],
    ),
    "/bureau/cycles": Opened(
        desk_pages.cycles,
        "Le bureau : les cycles – IR-DSU",
        "Créer un cycle, tenir ses séances.",
        [Office.enter, CyclesDesk.enter],
    ),
    "/bureau/cycles/[slug]": Opened(
        desk_pages.cycle,
        "Le bureau : un cycle – IR-DSU",
        "Ce qui est dit du cycle, ses règles, ses séances.",
        [Office.enter, DeskRoom.enter, CycleDesk.enter],
    ),
    "/bureau/cycles/[slug]/chiffres": Opened(
        desk_figures_page.cycle,
        "Le bureau : chiffres d’un cycle – IR-DSU",
        "Remplissage, attente, présences, par fonction et par département.",
        [Office.enter, DeskRoom.enter, FiguresDesk.enter],
    ),
    "/bureau/cycles/[slug]/personnes": Opened(
        desk_crowd_page.people,
        "Le bureau : personnes d’un cycle – IR-DSU",
        "Qui est inscrit à quelles séances.",
        [Office.enter, DeskRoom.enter, CrowdDesk.enter],
    ),
    "/bureau/cycles/[slug]/avis": Opened(
        desk_results_page.results,
        "Le bureau : les avis – IR-DSU",
        "Ce que les questionnaires disent, ensemble.",
        [Office.enter, ResultsDesk.enter],
    ),
    "/bureau/cycles/[slug]/compte-rendu": Opened(
        desk_results_page.account,
        "Le bureau : compte rendu – IR-DSU",
        "Le cycle en une page, à imprimer ou à publier.",
        [Office.enter, AccountDesk.enter],
    ),
    "/bureau/cycles/[slug]/[code]": Opened(
        desk_meeting_page.meeting,
        "Le bureau : une séance – IR-DSU",
        "Inscriptions, liste d’attente, courriels.",
        [Office.enter, DeskRoom.enter, MeetingDesk.enter, PeopleDesk.enter],
    ),
    "/bureau/cycles/[slug]/[code]/chiffres": Opened(
        desk_figures_page.meeting,
        "Le bureau : chiffres d’une séance – IR-DSU",
        "Qui est attendu, qui est venu, par fonction et par département.",
        [Office.enter, DeskRoom.enter, FiguresDesk.enter_meeting],
    ),
    "/bureau/cycles/[slug]/[code]/[personne]": Opened(
        desk_people_page.person,
        "Le bureau : une personne – IR-DSU",
        "Ce qu’elle a demandé, ce qui lui a été écrit.",
        [Office.enter, DeskRoom.enter, MeetingDesk.enter, PeopleDesk.enter_person],
    ),
    "/bureau/offres": Opened(
        desk_page.offers,
        "Le bureau : les offres – IR-DSU",
        "Ce qui attend d’être relu.",
        [Office.enter, OffersDesk.enter],
    ),
    "/bureau/offres/chiffres": Opened(
        figures_desk.page,
        "Le bureau : les offres en chiffres – IR-DSU",
        "Par contrat, département, métier et mois.",
        [Office.enter, figures_desk.FiguresDesk.enter],
    ),
    "/bureau/offres/[numero]": Opened(
        desk_page.offer,
        "Le bureau : une offre – IR-DSU",
        "La relire, en décider.",
        [Office.enter, OfferDesk.enter],
    ),
    "/bureau/entrer/[lien]": Opened(
        office_page.come_in, "Entrer au bureau – IR-DSU", "Un lien qui sert une seule fois.", None
    ),
}
post.bind({"access.link": writing.link, "access.invited": writing.invited})
post.bind(dict.fromkeys(alert_writing.KINDS, alert_writing.write))
post.bind(dict.fromkeys(still_register.KINDS, still_writing.writer(house())))
letters_desk.name_letters(
    {"access.link": "Lien pour entrer au bureau", "access.invited": "Invitation dans l’équipe"}
    | {f"cycles.{kind}": words for kind, words in KINDS.items()}
    | alert_writing.KINDS
    | still_register.KINDS
)  # fmt: skip
