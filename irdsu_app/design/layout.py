"""The frames that pages are put in: the site, the full screen, and what is said when something goes wrong."""

import reflex as rx
from reflex.style import LiteralColorMode, color_mode, set_color_mode
from reflex_base.utils.imports import ImportDict
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_connection_errors
from reflex_components_core.el.elements.inline import A

from irdsu_app.design import trouble
from irdsu_app.design.typography import fr

el = rx.el
NAVIGATION = (
    ("/depliant", "Le dépliant"),
    ("/coop", "COOP ou pas COOP"),
    ("/cycles", "Le cycle"),
    ("/offres", "Les offres"),
    ("/rejoindre", "Rejoindre"),
)
FOOTER = (
    ("/mentions-legales", "Mentions légales"),
    ("/donnees-personnelles", "Données personnelles"),
    ("/accessibilite", "Accessibilité"),
    ("/connexion", "Le bureau"),
)
FONTS = ("bricolage-grotesque-latin-wght-normal", "atkinson-hyperlegible-next-latin-wght-normal")


class FocusRoute(rx.Fragment):
    """After a navigation inside the site, the keyboard and screen readers go to the content."""

    def add_imports(self) -> ImportDict:
        """Bring what the hook uses."""
        return {"react": ["useEffect"], "react-router": ["useLocation"]}

    def add_hooks(self) -> list[str | rx.Var]:
        """Move the focus when the path changes, never at the first load."""
        return [
            """const place = useLocation();
useEffect(() => {
  const before = window.__irdsu_path;
  window.__irdsu_path = place.pathname;
  if (before !== undefined && before !== place.pathname)
    document.getElementById("contenu")?.focus({ preventScroll: true });
}, [place.pathname]);"""
        ]


class SectionLink(rx.Component):
    """A link of the navigation, which says by itself that it is the current section."""

    library = "react-router"
    tag = "NavLink"

    to: rx.Var[str]


def _skip_link() -> rx.Component:
    # rx.el.a would make a router link, which scrolls but leaves the focus behind.
    return A.create("Aller au contenu", href="#contenu", class_name="skip")


def _header() -> rx.Component:
    links = [
        el.li(SectionLink.create(words, to=address, custom_attrs={"aria-current": "true"}))
        for address, words in NAVIGATION
    ]
    return el.header(
        el.div(
            el.a(
                el.span(class_name="fold-mark", aria_hidden="true"),
                "IR-DSU",
                el.span(", accueil", class_name="visually-hidden"),
                href="/",
                class_name="brand",
            ),
            el.nav(el.ul(*links), aria_label="Principale"),
            class_name="wide",
        ),
        class_name="header",
    )


def _mode(words: str, mode: LiteralColorMode) -> rx.Component:
    pressed = rx.cond(color_mode == mode, "true", "false")
    return el.button(words, type="button", on_click=set_color_mode(mode), custom_attrs={"aria-pressed": pressed})


def _footer() -> rx.Component:
    return el.footer(
        el.div(
            el.ul(*[el.li(el.a(words, href=address)) for address, words in FOOTER]),
            el.div(
                el.span("Apparence", id="apparence"),
                _mode("Claire", "light"),
                _mode("Sombre", "dark"),
                _mode("Automatique", "system"),
                role="group",
                class_name="modes",
                custom_attrs={"aria-labelledby": "apparence"},
            ),
            class_name="wide",
        ),
        class_name="footer",
    )


def page(*content: rx.Component) -> rx.Component:
    """A page of the site: skip link, header, content, footer."""
    return el.div(
        _skip_link(),
        FocusRoute.create(),
        _header(),
        el.main(el.div(*content, class_name="wide"), id="contenu", tab_index=-1, class_name="content"),
        _footer(),
        class_name="site",
    )


def stage(*content: rx.Component) -> rx.Component:
    """The bare full screen of a room: the content brings its own header and main#contenu."""
    return el.div(_skip_link(), FocusRoute.create(), *content, class_name="frame")


def head() -> list[rx.Component]:
    """What every page has in its head: fonts before the first paint, icons, manifest."""
    preloads = [
        el.link(
            rel="preload",
            href=f"/fonts/{name}.woff2",
            custom_attrs={"as": "font", "type": "font/woff2", "crossOrigin": "anonymous"},
        )
        for name in FONTS
    ]
    return [
        *preloads,
        el.link(rel="icon", href="/favicon.ico", custom_attrs={"sizes": "32x32"}),
        el.link(rel="icon", href="/icons/icon.svg", custom_attrs={"type": "image/svg+xml"}),
        el.link(rel="apple-touch-icon", href="/icons/apple-touch-icon.png"),
        el.link(rel="manifest", href="/manifest.webmanifest"),
        el.meta(name="theme-color", content="#12514C"),
    ]


def connection(_stateful: bool) -> rx.Component:
    """Say, in French and without stealing the focus, that the connection is lost, or that something broke."""
    lost = fr("Connexion perdue. Nous réessayons ; vous pouvez continuer à lire.")
    # A wrap receives the whole page as its children: the region must stay beside it, not around it.
    region = el.div(rx.cond(has_connection_errors, el.p(lost)), role="status", class_name="connection")
    return rx.fragment(region, trouble.told())


def boundary(_stateful: bool) -> rx.Component:
    """What is shown when a page breaks in the browser."""
    broken = el.main(
        el.h1(fr("Cette page ne s’affiche pas")),
        el.p(fr("Un problème est survenu dans la page. Ce qui était enregistré l’est toujours."), class_name="lead"),
        el.p(
            A.create("Recharger la page", href="", class_name="button"),
            A.create("Revenir à l’accueil", href="/", class_name="button second"),
            class_name="button-row",
        ),
        class_name="content wide",
    )
    return ErrorBoundary.create(fallback_render=broken)


def not_found() -> rx.Component:
    """The page of an address that leads nowhere."""
    return page(
        el.h1(fr("Cette page n’existe pas, ou plus.")),
        el.p(fr("Vérifiez l’adresse, ou repartez d’ici :"), class_name="lead"),
        el.p(
            el.a("Revenir à l’accueil", href="/", class_name="button"),
            el.a("Ouvrir le dépliant", href="/depliant", class_name="button second"),
            el.a("Rejoindre avec un code", href="/rejoindre", class_name="button second"),
            class_name="button-row",
        ),
    )
