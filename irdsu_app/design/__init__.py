"""How everything looks; knows no product."""
