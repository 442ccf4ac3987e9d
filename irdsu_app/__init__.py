"""The IR-DSU's web app: a sheet that unfolds, a debate game, a cycle of meetings, a jobs board."""
