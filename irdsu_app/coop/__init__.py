"""COOP ou pas COOP: the game, its deck, its table and its pages."""
