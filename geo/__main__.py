"""Run the command line: python -m geo."""

from geo.cli import main

main()
