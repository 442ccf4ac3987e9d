"""The offers: found whatever the spelling, and nothing that is over is ever shown as open."""
