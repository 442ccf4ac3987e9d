"""The pages of one's own version: make it, edit it where it stands, read it, read it as a text."""

import reflex as rx

from irdsu_app import door
from irdsu_app.brief import bars
from irdsu_app.brief.panels import brief
from irdsu_app.brief.screen import announcement, stage_here, step
from irdsu_app.brief.sheet import PANELS
from irdsu_app.brief.version_state import OwnVersion
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el
NOTICES = {
    "lien": "Ce lien n’ouvre aucune version : il est incomplet, ou la version a été effacée.",
    "trop": "Trop de versions ouvertes depuis cet endroit. Attendez une heure, puis réessayez.",
}
GONE = fr("Cette version vient d’être effacée : elle n’est plus que sur votre écran.")
ERASED = "La version est effacée, avec ses deux liens."


class Arrival(rx.State):
    """Why one came back to the first page, read from the address."""

    notice: str = ""

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read what happened in the address."""
        asked = self.router.url.query_parameters
        self.notice = fr(ERASED if asked.get("efface") else NOTICES.get(asked.get("refus", ""), ""))


class OwnPanel(rx.Component):
    """What one writes of the panel being read (assets/own.jsx)."""

    library = rx.asset("own.jsx").importable_path
    tag = "OwnPanel"

    panel: rx.Var[str]
    version: rx.Var[dict]
    answers: rx.Var[dict]
    said: rx.Var[str]
    entered: rx.Var[float]

    on_write: rx.EventHandler[lambda panel, part, text, base: [panel, part, text, base]]
    on_fill: rx.EventHandler[lambda panel, label, value, year, source: [panel, label, value, year, source]]
    on_leave: rx.EventHandler[lambda panel, out: [panel, out]]
    on_back: rx.EventHandler[lambda panel: [panel]]
    on_choose: rx.EventHandler[lambda number, kept: [number, kept]]
    on_undo: rx.EventHandler[rx.event.no_args_event_spec]
    on_edition: rx.EventHandler[rx.event.no_args_event_spec]


class Written(rx.Component):
    """What the server writes of a version (assets/own.jsx)."""

    library = rx.asset("own.jsx").importable_path
    tag = "Written"

    address: rx.Var[str]


def start() -> rx.Component:
    """Make one's own version."""
    return layout.page(
        el.h1("À s’approprier"),
        el.p(
            fr("Votre version du dépliant : vos mots, vos chiffres, les panneaux qui vous servent. Sans compte."),
            class_name="lead",
        ),
        rx.cond(Arrival.notice != "", el.p(Arrival.notice, role="status", class_name="notice")),
        elements.post_form(elements.button("Dupliquer le dépliant"), action="/depliant/adapter"),
        el.section(
            el.h2("Comment cela se passe"),
            el.ol(
                el.li(fr("Vous recevez un lien secret : il ouvre votre version, gardez-le. Qui l’a peut la modifier.")),
                el.li(fr("Vous modifiez chaque panneau là où il se trouve, sur la feuille dépliée.")),
                el.li(fr("Un chiffre local s’affiche avec son année et sa source ; les nôtres restent tenus à jour.")),
                el.li(fr("Un second lien, pour lire seulement, se partage sans risque.")),
                el.li(fr("Vous la lisez, l’imprimez, l’emportez sur une clé, ou la présentez à une salle.")),
                el.li(fr("Elle est gardée 24 mois après sa dernière modification, puis effacée.")),
            ),
        ),
    )


def _reading(rest: str = "") -> rx.Var[str] | str:
    """An address of this version, for whoever reads."""
    return "/depliant/version/" + OwnVersion.reading + rest


def _present() -> rx.Component:
    """Open a presentation of this version: a desk, the screen of the room, phones."""
    return elements.post_form(
        el.button("Présenter cette version", type="submit", class_name="gesture small"), action=_reading("/presenter")
    )


def _until() -> rx.Component:
    """How long a version is kept."""
    return el.p(OwnVersion.until, class_name="meta")


def _missing() -> rx.Component:
    return el.div(
        el.h2("Version introuvable"),
        el.p(OwnVersion.problem, role="alert"),
        el.p(el.a("Faire sa propre version", href="/depliant/adapter", class_name="button"), " "),
        class_name="missing",
    )


def _opened(*content: rx.Component) -> rx.Component:
    """The content, unless the link opens nothing."""
    return rx.cond(OwnVersion.problem != "", _missing(), el.div(*content, class_name="fill"))


def _own_panel(panel: rx.Var[str]) -> rx.Component:
    return OwnPanel.create(
        panel=panel,
        version=OwnVersion.version,
        answers=OwnVersion.answers,
        said=OwnVersion.said,
        entered=OwnVersion.entered,
        on_write=OwnVersion.write,
        on_fill=OwnVersion.fill,
        on_leave=OwnVersion.leave_out,
        on_back=OwnVersion.back_to_national,
        on_choose=OwnVersion.choose,
        on_undo=OwnVersion.undo,
        on_edition=OwnVersion.use_newest,
    )


def edit() -> rx.Component:
    """Edit one's own version on the sheet itself."""
    panel = rx.Var.create(list(PANELS))[step.value.to(int) - 1].to(str)
    return layout.stage(
        bars.above("Ma version du dépliant", rx.cond(OwnVersion.ready, rx.fragment(_links(), _present(), _share()))),
        el.main(
            _opened(
                el.div(
                    el.div(
                        stage_here(role="alone"),
                        announcement(),
                        class_name="own-stage",
                    ),
                    el.section(
                        el.h2(
                            rx.Var.create(
                                [f"{i} / {len(PANELS)} · {p.kicker}" for i, p in enumerate(brief().panels, 1)]
                            )[step.value.to(int) - 1].to(str)
                        ),
                        rx.cond(OwnVersion.ready, _own_panel(panel), el.p("La version s’ouvre…", role="status")),
                        class_name="own-side",
                        aria_label="Ce panneau",
                    ),
                    class_name="own-desk",
                ),
            ),
            id="contenu",
            tab_index=-1,
            class_name="fill",
            on_unmount=OwnVersion.leave,
        ),
        bars.below(),
    )


def read() -> rx.Component:
    """Read somebody's version."""
    return layout.stage(
        bars.above(
            brief().title,
            rx.cond(
                OwnVersion.ready,
                rx.fragment(
                    bars.links("Cette version", el.a("Version texte", href=_reading("/texte"))),
                    _present(),
                ),
            ),
        ),
        el.main(
            _opened(
                stage_here(role="alone"),
                announcement(),
                rx.cond(OwnVersion.erased, el.p(GONE, role="alert", class_name="paused")),
            ),
            id="contenu",
            tab_index=-1,
            class_name="fill",
            on_unmount=OwnVersion.leave,
        ),
        bars.below(),
    )


def text_version() -> rx.Component:
    """Somebody's version as a text."""
    return layout.page(
        el.h1(fr(brief().title)),
        rx.cond(
            OwnVersion.problem != "",
            _missing(),
            el.div(
                el.p(
                    fr("Une version locale : textes adaptés, chiffres nationaux tenus à jour par l’IR-DSU."),
                    class_name="lead",
                ),
                rx.cond(OwnVersion.ready, _until()),
                el.p(
                    el.a(
                        "Voir la feuille se déplier",
                        href=_reading(),
                        class_name="button",
                    ),
                    class_name="button-row",
                ),
                elements.post_form(
                    elements.button("En faire ma version", second=True),
                    action=_reading("/copier"),
                ),
                Written.create(address=rx.cond(OwnVersion.ready, _reading("/document.html"), "")),
            ),
        ),
    )


def _links() -> rx.Component:
    return bars.links(
        "Ma version",
        el.a("Lire", href=_reading()),
        el.a("Version texte", href=_reading("/texte")),
        el.a("Imprimer", href=_reading("/feuille-a3.pdf")),
        el.a("Emporter", href=_reading("/a-emporter.html?notes=oui")),
    )


def _share() -> rx.Component:
    return el.details(
        el.summary("Partager"),
        el.div(
            el.p(
                fr("Pour lire seulement :"),
                el.input(value=OwnVersion.reading_address, read_only=True, aria_label="Lien pour lire"),
            ),
            el.p(
                fr("Pour modifier, à ne donner qu’à qui écrit avec vous :"),
                el.input(value=OwnVersion.editing_address, read_only=True, aria_label="Lien pour modifier"),
            ),
            _until(),
            el.details(
                el.summary("Effacer cette version"),
                el.p(fr("Les deux liens cesseront de fonctionner. Rien ne pourra être retrouvé.")),
                el.button("Effacer pour toujours", type="button", on_click=OwnVersion.erase, class_name="gesture"),
            ),
            class_name="share-box",
        ),
        class_name="share",
    )
