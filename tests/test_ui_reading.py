"""A job of reading goes on in small steps, says how far it is, and keeps what is done when it is stopped."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import pytest

from geo.gazetteer import Gazetteer
from geo.reports import Report, Unread
from geo.ui.reading import Import, Reading, Source

TEXT = "On 13 August the Ukrainian General Staff said that its forces had captured Sudzha in Kursk region."


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def reports(count, tail=""):
    return [
        Report(f"{TEXT} Bulletin {n}{tail}.", source_url=f"https://a.example/{n}{tail}") for n in range(count)
    ]


def source(found):
    return Source(sum(len(report.text) for report in found), lambda unread: found)


def finish(job, gazetteer):
    parts = []
    while job.running:
        job.run(gazetteer, 0.0)
        parts.append((job.step, job.part))
    return parts


def test_the_bar_grows_through_every_step(gazetteer):
    job = Reading(sources=[source(reports(2)), source(reports(2, "b"))])
    parts = finish(job, gazetteer)
    for step in ("open", "fold", "read"):
        seen = [part for name, part in parts if name == step]
        assert seen == sorted(seen)
        assert seen[-1] == 1
    assert (job.done, job.copies) == (4, 0)
    assert job.events()["report_id"].nunique() == 4


def test_reprints_are_folded_and_counted(gazetteer):
    copies = [Report(TEXT, source_url=f"https://{host}.example") for host in "ab"]
    job = Reading(sources=[source(copies)])
    finish(job, gazetteer)
    assert (job.done, job.copies) == (1, 1)
    assert job.reports[0].urls == ("https://a.example", "https://b.example")


def test_stopping_while_files_are_opened_reads_what_was_opened(gazetteer):
    job = Reading(sources=[source(reports(5))])
    job.run(gazetteer, 0.0)
    job.run(gazetteer, 0.0)
    job.stop()
    finish(job, gazetteer)
    assert job.cut
    assert job.done == len(job.reports) == 2


def test_stopping_the_search_for_reprints_leaves_the_rest_as_they_are(gazetteer):
    copies = [Report(TEXT, source_url=f"https://{n}.example") for n in range(4)]
    job = Reading(sources=[source(copies)])
    while job.step != "fold":
        job.run(gazetteer, 0.0)
    job.run(gazetteer, 0.0)
    job.stop()
    finish(job, gazetteer)
    assert not job.stopped
    assert job.done == len(job.reports) >= 2


def test_stopping_while_claims_are_read_keeps_the_claims(gazetteer):
    job = Reading(sources=[source(reports(5))])
    while job.done < 2:
        job.run(gazetteer, 0.0)
    job.stop()
    assert not job.running
    assert job.events()["report_id"].nunique() == 2


def test_two_runs_at_once_take_turns(gazetteer):
    job = Reading(sources=[source(reports(6))])
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: job.run(gazetteer, 60.0), range(3)))
    assert not job.running
    assert (job.done, len(job.tables)) == (6, 6)


def test_a_source_without_reports_ends_with_its_reason(gazetteer):
    def broken(unread: list[Unread]):
        unread.append(Unread("a.csv", 3, "there is no text in this row"))
        return ()

    job = Reading(sources=[Source(10, broken)])
    finish(job, gazetteer)
    assert (job.done, [str(each) for each in job.unread]) == (0, ["a.csv:3: there is no text in this row"])
    assert job.events().empty


def test_a_source_that_fails_ends_the_job(gazetteer):
    def broken(unread):
        raise ValueError("a file of a kind that nobody thought of")

    job = Reading(sources=[Source(1, broken)])
    with pytest.raises(ValueError, match="nobody thought of"):
        job.run(gazetteer, 0.0)
    job.run(gazetteer, 0.0)  # the page comes back
    assert job.stopped
    assert not job.running


HEADER = "event_date,latitude,longitude,place,event_type,source,summary"


def table(rows):
    days = [f"2024-08-{n % 28 + 1:02},51.{n % 90:02},35.2,Place {n},shelling,made,{n}" for n in range(rows)]
    return "\n".join([HEADER, *days]).encode()


def test_a_data_set_is_read_in_parts_and_stopped_between_them(gazetteer):
    job = Import(name="mine.csv", content=table(50), rows=10)
    job.run(gazetteer, 0.0)
    job.run(gazetteer, 0.0)
    assert (job.running, len(job.events()), job.part) == (True, 10, 0.2)
    job.run(gazetteer, 0.0)
    job.stop()
    assert (job.running, job.stopped, len(job.events())) == (False, True, 20)


def test_a_data_set_in_parts_is_the_data_set_at_once(gazetteer):
    content = table(30) + b"\nnever,51,35,Place,shelling,made,Broken\n" + table(3).partition(b"\n")[2]
    jobs = [Import(name="mine.csv", content=content, rows=rows) for rows in (7, 0)]
    for job in jobs:
        finish(job, gazetteer)
        assert not job.stopped
    parts, whole = (job.events() for job in jobs)
    assert parts["event_id"].tolist() == whole["event_id"].tolist()
    assert len(parts) == 33, "equal rows are claims of their own"
    assert [str(one) for one in jobs[0].unread] == [str(one) for one in jobs[1].unread]
    assert str(jobs[0].unread[0]).startswith("mine.csv:32: ")


def test_a_file_that_is_no_data_set_is_a_problem_not_a_stop(gazetteer):
    job = Import(name="mine.csv", content=b"a,b\n1,2\n")
    finish(job, gazetteer)
    assert (job.stopped, len(job.events())) == (False, 0)
    assert "mine.csv: no column says where" in job.problems[0]


def test_an_archive_that_would_fill_the_memory_is_refused(gazetteer, monkeypatch):
    monkeypatch.setattr("geo.ui.reading.MAX_UNPACKED", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 2_000_000)
    job = Import(name="mine.zip", content=packed.getvalue())
    finish(job, gazetteer)
    assert "2 MB unpacked is over the limit of 1 MB" in job.problems[0]


@pytest.mark.parametrize("suffix", ["parquet", "gpkg"])
def test_a_small_file_of_too_many_rows_is_refused_before_it_is_opened(
    gazetteer, tmp_path, monkeypatch, suffix
):
    monkeypatch.setattr("geo.ui.reading.MAX_ROWS", 3)
    path = tmp_path / f"a.{suffix}"
    table = gpd.GeoDataFrame(
        {"event_id": ["a"] * 4}, geometry=gpd.points_from_xy([35] * 4, [51] * 4), crs=4326
    )
    table.to_parquet(path) if suffix == "parquet" else table.to_file(path, driver="GPKG")
    job = Import(name=path.name, content=path.read_bytes())
    finish(job, gazetteer)
    assert "4 rows are over the limit of 3" in job.problems[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.parquet", b"PAR1"),
        ("a.geojson", b"[]"),
        ("a.json", b"{"),
    ],
)
def test_a_file_that_is_refused_is_called_by_its_own_name_alone(gazetteer, name, content):
    job = Import(name=name, content=content)
    finish(job, gazetteer)
    (problem,) = job.problems
    assert problem.startswith(f"{name}: ")
    assert "/" not in problem.replace("geo/", "")
