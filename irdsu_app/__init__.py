"""The IR-DSU's web app: a sheet that unfolds, a debate game, a cycle of meetings, a jobs board."""

import gc

# The start makes thousands of classes that stay: looking for garbage among them took a fifth of it.
gc.set_threshold(50_000, 20)
