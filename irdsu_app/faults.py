"""What a log may say of an error that nobody expected: its kind and where it happened, never its message.

A message may hold what a visitor typed, or the row that the database refused: a name, an address.
"""

import traceback


def told(error: BaseException) -> str:
    """The kind of an error, and the calls that led to it, on several lines."""
    return "\n".join((type(error).__name__, *traceback.format_tb(error.__traceback__))).rstrip()
