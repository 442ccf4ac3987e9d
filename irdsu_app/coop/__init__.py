"""COOP ou pas COOP: a debate game played together in a live room, a pretext for debate where nobody wins."""
