"""The guide and the rules at hand while one leads: one window, open where the game is; the game goes on behind it."""

import reflex as rx

from irdsu_app.coop import dressing, library
from irdsu_app.coop.guide import guide
from irdsu_app.coop.setting import GUIDED
from irdsu_app.coop.telling import countdown, phase, told

el = rx.el
NAME = "guide-et-regles"
_OPENS = f"""() => {{
  const drawer = document.getElementById("{NAME}"), here = drawer.querySelector(`[data-for="${{{phase!s}}}"]`);
  for (const each of drawer.querySelectorAll("details.phase")) each.open = each === here;
  drawer.showModal();
  here?.scrollIntoView({{block: "start"}});
  here?.querySelector("summary").focus({{preventScroll: true}});
}}"""
_PARTS = (("temps", "Temps par temps"), ("regles", "Les règles"), ("conseils", "Guide d’animation"), ("bilan", "Bilan"))


def opener() -> rx.Component:
    """The button, always in sight."""
    opens = rx.Var(_OPENS, _var_type=rx.EventChain, _var_data=phase._get_all_var_data())
    return el.button("Guide et règles", type="button", on_click=opens, class_name="button second small")


def drawer() -> rx.Component:
    """The window: where the game is and the time left, then every phase, the rules, the guide, the discussion."""
    return el.dialog(
        el.div(
            el.h2("Guide et règles", id=f"{NAME}-titre"),
            el.p(told("title"), class_name="phase-tag"),
            countdown(),
            el.button(
                "Fermer",
                type="button",
                on_click=_on(f"() => document.getElementById('{NAME}').close()"),
                class_name="button second small",
            ),
            class_name="drawer-head",
        ),
        el.div(
            *[
                el.button(
                    words,
                    type="button",
                    on_click=_on(f"() => document.getElementById('{NAME}-{name}').scrollIntoView({{block: 'start'}})"),
                    class_name="gesture",
                )
                for name, words in _PARTS
            ],
            class_name="segments",
            role="group",
            aria_label="Aller à",
        ),
        _part("temps", "Temps par temps", *library.the_phases(_now, _say)),
        _part("regles", guide().rules.title, *library.the_rules(dressing.postures(), dressing.told_states(), _say)),
        _part("conseils", guide().host.title, *library.the_advice(_say)),
        _part("bilan", "Le bilan", *library.the_discussion()),
        id=NAME,
        class_name="dialog drawer",
        custom_attrs={"aria-labelledby": f"{NAME}-titre"},
    )


def _say(text: str) -> str | rx.Var[str]:
    return dressing.guided(text) if any(words in text for words in GUIDED) else text


def _now(name: str) -> rx.Component:
    return rx.cond(phase == name, el.span("maintenant", class_name="phase-now"))


def _part(name: str, title: str, *content: rx.Component) -> rx.Component:
    heading = f"{NAME}-{name}"
    return el.section(el.h2(title, id=heading), *content, class_name="drawer-part", aria_labelledby=heading)


def _on(script: str) -> rx.Var:
    return rx.Var(script, _var_type=rx.EventChain)
