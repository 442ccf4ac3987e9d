"""What the build changes of the pages Reflex writes: scripts after the first drawing, French everywhere."""

from pathlib import Path

import pytest

from irdsu_app.design import painting

PAGE = (
    '<html><head><link rel="modulepreload" href="/assets/a.js"/></head><body><p>Bonjour</p>'
    '<script type="module" async="">import "/assets/manifest.js";\nimport * as route0 from "/assets/root.js";\n'
    'import * as route1 from "/assets/page.js";\n  \n  '
    'window.__reactRouterRouteModules = {"root":route0,"page":route1};\n\n'
    'import("/assets/entry.js");</script></body></html>'
)


def test_modules_are_asked_for_once_the_page_is_drawn():
    drawn = painting.drawn_first(PAGE)
    assert 'rel="modulepreload"' not in drawn
    assert 'type="module"' not in drawn
    for address in ("a.js", "manifest.js", "root.js", "page.js", "entry.js"):
        assert f'"/assets/{address}"' in drawn
    assert drawn.index("Bonjour") < drawn.index("requestAnimationFrame")


@pytest.mark.parametrize("page", ["<html></html>", PAGE.replace("modulepreload", "preload")])
def test_a_page_of_another_shape_stops_the_build(page):
    with pytest.raises(ValueError, match="React Router"):
        painting.drawn_first(page)


def test_the_banner_of_a_new_build_speaks_french_in_the_built_site():
    built = [file.read_text("utf-8") for file in Path(".web/build/client/assets").glob("*.js")]
    told = [text for text in built if "reflex-new-version-banner" in text]
    assert len(told) == 1
    assert "Une nouvelle version du site est disponible." in told[0]
    assert "A new version" not in told[0]
    with pytest.raises(ValueError, match="no longer says"):
        painting.in_french("reflex-new-version-banner")
