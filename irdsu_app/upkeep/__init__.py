"""What keeps the house standing: is it well, what it counts, what it notes, how it ends, its copies."""
