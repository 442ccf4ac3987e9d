"""Who is at the door: the seats of a room and the visits of organisers, known by HttpOnly cookies."""
