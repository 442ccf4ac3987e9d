"""The observation-evaluation cycle: its meetings, who registers, who waits, and what is written to them."""
