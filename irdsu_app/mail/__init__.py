"""The letter box: a letter is queued in the transaction of what it tells, then delivered, once, by a task."""
