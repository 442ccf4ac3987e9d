"""Rooms where several screens look at one document."""
