"""Commands of `python -m geo`, one module a group, and what they share (`dating`)."""
