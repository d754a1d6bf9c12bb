"""Reports that say no publication date: give them one, or tell of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

import click

from geo.reports import Report


def name_of(report: Report) -> str:
    """Return what a message calls a report."""
    start = " ".join(report.text[:200].split())
    return report.title or report.source_url or (f"“{start[:60]}…”" if len(start) > 60 else f"“{start}”")


def dated(reports: Iterable[Report], day: datetime.date | None) -> list[Report]:
    """Return the reports with `day` where they name none; tell of those that stay without a date."""
    given = [report if report.date or not day else replace(report, date=day) for report in reports]
    for report in given:
        if report.date is None:
            click.echo(f"{name_of(report)}: no publication date; give one with --date YYYY-MM-DD", err=True)
    return given
