"""Reports: read them from text, tables, feeds and pages, and fold reprints into one origin."""

from geo.reports.files import each_report, read_bytes, read_path, read_paths
from geo.reports.language import detect
from geo.reports.record import Reading, Report, Unread, report_id

__all__ = [
    "Reading",
    "Report",
    "Unread",
    "detect",
    "each_report",
    "read_bytes",
    "read_path",
    "read_paths",
    "report_id",
]
