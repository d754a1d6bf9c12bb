"""The command line: python -m geo …"""

from __future__ import annotations

import datetime
import json
import signal
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.commands.numbers import counted
from geo.errors import GeoError, InputError

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.reports import Unread

#: Command → module of geo.commands. They load when called: finding places must not wait for maps.
GROUPS = {
    "map": "map",
    "gazetteer": "gazetteer",
    "control": "control",
    "store": "store",
    "feed": "store",
}
OUTPUTS = (".geojson", ".gpkg", ".parquet", ".csv", ".jsonl")
#: Suffixes that can only be an output, never a report.
ONLY_OUTPUTS = (".geojson", ".gpkg", ".parquet")


class _Commands(click.Group):
    """A group that loads the commands of geo.commands on demand and prints our errors plainly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *GROUPS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in GROUPS:
            module = import_module(f"geo.commands.{GROUPS[cmd_name]}")
            command: click.Command = getattr(module, f"{cmd_name}_command")
            return command
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GeoError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # click ends quietly when the reader of a pipe has gone
        except OSError as error:  # a full disk, a folder that cannot be written
            told = [str(part) for part in (error.filename, error.strerror) if part]
            raise click.ClickException(": ".join(told) or str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Turn public reports on the front into events, maps and control estimates."""


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the events."
)
@click.option(
    "--date",
    "published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Publication date of reports that name none.",
)
def read(files: Sequence[str], output: Path | None, published: Any) -> None:
    """Read reports and write their events.

    FILES are .txt, .csv, .jsonl, .html or .eml files, folders, addresses of feeds and pages (https://…), or
    - for standard input. A last file that ends in .geojson, .gpkg, .parquet, .csv or .jsonl and is not there
    yet is the output; without an output the events are printed as a table.
    """
    from geo.events import write_events

    inputs, output = _split_output(files, output)
    events = _read_events(inputs, published.date() if published else None)
    if output is None:
        _print_table(events)
    else:
        write_events(events, output)
        click.echo(f"{output}: {counted(len(events), 'event')}", err=True)


@main.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.argument("target", type=click.Path(allow_dash=True), default="-")
def places(source: str, target: str) -> None:
    """Find the places in the texts of a JSONL file.

    SOURCE has lines {"id", "text"[, "date", "lang"]}; TARGET gets a line {"id", "places": […]} for each.
    """
    from geo.gazetteer import Gazetteer
    from geo.geocode import as_records
    from geo.geocode import places as find_places

    gazetteer, read = Gazetteer.open(), 0
    with (
        click.open_file(source, encoding="utf-8", errors="replace") as lines,
        click.open_file(target, "w", encoding="utf-8") as out,
    ):
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            document = _document(line, number, source)
            if document is None:
                continue
            read += 1
            lang, day = str(document.get("lang") or ""), _day(document.get("date"))
            found = find_places(document["text"], gazetteer, lang, day)
            answer = {"id": document.get("id"), "places": as_records(found)}
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if not read:
        raise InputError(f'{source} has no line {{"id", "text"}}: texts are read as JSON lines')


def _day(value: Any) -> datetime.date | None:
    """Read the date of a line; the day moves the front, so that a wrong one is as good as none."""
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _document(line: str, number: int, source: str) -> dict[str, Any] | None:
    """Parse a line of JSONL; tell what is wrong with it and go on."""
    from geo.reports.letters import read_json

    try:
        document = read_json(line)
    except (ValueError, RecursionError) as error:
        click.echo(f"{source}, line {number}: not JSON ({error}); skipped", err=True)
        return None
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        click.echo(f'{source}, line {number}: no "text"; skipped', err=True)
        return None
    return document


def _split_output(files: Sequence[str], output: Path | None) -> tuple[list[str], Path | None]:
    inputs = list(files)
    if output is None and (len(inputs) > 1 or Path(inputs[-1]).suffix.lower() in ONLY_OUTPUTS):
        last = Path(inputs[-1])
        if last.suffix.lower() in OUTPUTS and _is_output(last):
            output = last
            inputs.pop()
    if not inputs:
        raise InputError(f"{output}: no report to read; name a .txt, .csv or .jsonl file before it")
    if output is not None and output.suffix.lower() not in OUTPUTS:
        raise InputError(f"{output}: cannot write {output.suffix!r}; use one of {', '.join(OUTPUTS)}")
    return inputs, output


def _is_output(path: Path) -> bool:
    """Tell whether the last file is to be written: not there yet, empty, or events of an earlier run."""
    if not path.exists() or path.suffix.lower() in ONLY_OUTPUTS:
        return True
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.readline(100_000)
    return not head.strip() or "event_id" in head


def _read_events(inputs: Sequence[str], published: Any) -> gpd.GeoDataFrame:
    from geo.commands.dating import dated, name_of
    from geo.events import read_reports
    from geo.gazetteer import Gazetteer
    from geo.reports import read_paths
    from geo.reports.duplicates import collapse

    everything, unread = read_paths(inputs)
    _tell(unread)
    if not everything:
        raise InputError("nothing could be read; the lines above say why")
    reports = collapse(everything)
    if len(reports) < len(everything):
        click.echo(f"{len(everything) - len(reports)} reprints folded into their origin", err=True)
    reports = dated(reports, published)
    events = _with_progress(read_reports, reports, Gazetteer.open())
    silent = {report.id for report in reports} - set(events["report_id"])
    for report in reports:
        if report.id in silent:
            click.echo(f"{name_of(report)}: no event at a place found", err=True)
    return events


def _tell(unread: Iterable[Unread]) -> None:
    for item in unread:
        click.echo(str(item), err=True)


def _with_progress(read_reports: Any, reports: Sequence[Any], gazetteer: Any) -> gpd.GeoDataFrame:
    """Read with a progress bar on a terminal; Ctrl-C ends the reading and keeps what is done."""
    from rich.console import Console
    from rich.progress import Progress

    stopped: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: stopped.append(number))
    try:
        with Progress(console=Console(stderr=True), disable=len(reports) < 50) as bar:
            task = bar.add_task("Reading reports", total=len(reports))

            def progress(done: int, _: int) -> bool:
                bar.update(task, completed=done)
                return not stopped

            events = read_reports(reports, gazetteer, progress)
    finally:
        signal.signal(signal.SIGINT, before)
    if stopped:
        click.echo("stopped; the events read so far are kept", err=True)
    return events


def _print_table(events: gpd.GeoDataFrame) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from geo.events import flat

    table = Table(title=counted(len(events), "event"), show_lines=True)
    columns = {"place": "Place", "precision": "Precision", "start": "When", "known_on": "Known on",
               "event_type": "What", "actor": "Actor", "claimant": "Who says so",
               "quote": "Quote"}  # fmt: skip
    for title in columns.values():
        table.add_column(title, overflow="fold")
    for row in flat(events).to_dict("records"):
        when = row["start"] if row["start"] == row["end"] else f"{row['start']} – {row['end']}"
        cells = {**row, "start": when}
        table.add_row(*(Text(str(cells[name])) for name in columns))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
