"""The front door: every address and the page it opens."""

import reflex as rx

from irdsu_app import home
from irdsu_app.design import layout

app = rx.App(
    stylesheets=["/tokens.css", "/app.css"],
    head_components=layout.head(),
    html_lang="fr",
    toaster=None,
    app_wraps={(55, "ErrorBoundary"): layout.boundary, (5, "Overlay"): layout.connection},
)

for address, at in home.pages().items():
    app.add_page(at.content, route=address, title=at.title, description=at.description)
