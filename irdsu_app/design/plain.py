"""A page without scripts: the same styles as the site, for what is written by the server or read without it."""

from html import escape

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr


def page(
    title: str,
    *content: Markup,
    there: bool = True,
    description: str = "",
    styles: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
    indexed: bool = False,
) -> Markup:
    """A whole page; `there`: the site can be reached from it; `indexed`: search engines may show it.

    `scripts` run once it is there, and it does without them.
    """
    brand = el("a", el("span", class_="fold-mark", aria_hidden="true"), "IR-DSU", href="/", class_="brand")
    skip = el("a", "Aller au contenu", href="#contenu", class_="skip")
    header = el("header", el("div", brand, class_="wide"), class_="header") if there else ""
    main = el("main", el("div", *content, class_="wide"), id="contenu", tabindex="-1", class_="content")
    sheets = "".join(f'<link rel="stylesheet" href="/{name}.css">' for name in ("tokens", "plain", "app", *styles))
    more = "".join(f'<script src="/{name}.js" defer></script>' for name in scripts)
    robots = "" if indexed else '<meta name="robots" content="noindex">'
    described = f'<meta name="description" content="{escape(fr(description))}">' if description else ""
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">{robots}{described}'
        f'<title>{text(title)} – IR-DSU</title>{sheets}<link rel="icon" href="/favicon.ico">'
        f'<script src="/plain.js"></script>{more}'
        f"</head><body>{el('div', skip, header, main, class_='site')}</body></html>\n"
    )


def link(words: str, address: str, class_: str = "") -> Markup:
    """A link to another page of the site."""
    return el("a", text(words), href=address, class_=class_ or None)
