"""Who is at the door: the seats of presenters and guests, known by an HttpOnly cookie."""
