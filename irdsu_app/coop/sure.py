"""A gesture that asks to be sure: a button, and the window that says what it does before it is done."""

import reflex as rx

from irdsu_app.design import elements

el = rx.el
Words = str | rx.Var[str]


def sure(
    name: Words,
    words: Words,
    title: Words,
    text: Words,
    does: str,
    act: rx.Var,
    *,
    main: bool = False,
    spoken: Words = "",
) -> rx.Component:
    """The opener and its window; `spoken` completes its name for those who listen, `main` makes it stand out."""
    named = rx.Var.create(name).to(str)
    opens = rx.Var(f"() => document.getElementById({named}).showModal()", _var_type=rx.EventChain)
    return rx.fragment(
        el.button(
            words,
            *([el.span(" ", spoken, class_name="visually-hidden")] if isinstance(spoken, rx.Var) or spoken else []),
            type="button",
            on_click=opens,
            class_name="button next" if main else "button second",
        ),
        el.dialog(
            el.h2(title, id=named + "-titre"),
            el.p(text),
            elements.PostForm.create(
                el.button(does, type="submit", on_click=act, class_name="button"),
                el.button("Annuler", type="submit", class_name="button second"),
                method="dialog",
                class_name="button-row",
            ),
            id=named,
            class_name="dialog",
            custom_attrs={"aria-labelledby": named + "-titre"},
        ),
    )
