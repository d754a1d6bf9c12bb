"""Numbers in the messages of commands."""


def counted(number: int, noun: str) -> str:
    """Write a number and its noun: "1 event", "1,200 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
