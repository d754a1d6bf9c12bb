"""Import of GeoNames files, on files written in the true format."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.commands.gazetteer import gazetteer_command
from geo.errors import InputError, PlaceError
from geo.gazetteer import Gazetteer, geonames, importing, paths
from geo.gazetteer.geonames import Unread
from geo.gazetteer.importing import import_geonames


def row(
    number: int, name: str, lat: float, lon: float, *, names: str = "", feature: str = "P\tPPL",
    country: str = "UA", admin1: str = "26", admin2: str = "", people: str = "0",
) -> str:  # fmt: skip
    """Write one line of a country dump: 19 columns, tabs between."""
    return "\t".join(
        [str(number), name, name, names, str(lat), str(lon), feature, country, "", admin1, admin2, "", "",
         people, "", "120", "Europe/Kyiv", "2024-05-01"]
    )  # fmt: skip


NOVE = row(
    900001,
    "Novozruinovane",
    47.45,
    35.84,
    names="Novozruynovanoye,Новозруйноване,Новозруйнованое",
    people="480",
)
KYIV = row(
    703448, "Kyiv", 50.4547, 30.5238, feature="P\tPPLC", admin1="12", names="Kiev,Киев,Київ", people="2952301"
)
LAKE = row(900002, "Synie", 47.5, 35.8, feature="H\tLK")
RUIN = row(900003, "Zaliznychne", 47.5, 35.8, feature="P\tPPLH")


def write(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def zipped(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", ".", 1), text)
    return path


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small gazetteer in the layout of the shipped one: its region and a few places."""
    path = tmp_path_factory.mktemp("base") / "gazetteer.sqlite"
    shutil.copyfile(paths.SHIPPED, path)
    kept = "id IN (703448, 'country:UA', 'adm1:UA-23', 'adm1:UA-30') OR id LIKE 'ua:2310027%'"
    with sqlite3.connect(path) as connection:
        connection.execute(f"DELETE FROM stored WHERE NOT ({kept})")
        connection.execute("DELETE FROM shapes WHERE place NOT IN (SELECT row FROM stored)")
    Gazetteer.open(path).build_names()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "userdata"


def imported(folder: Path) -> Gazetteer:
    return Gazetteer.open(folder / "gazetteer.sqlite")


def test_a_dump_adds_every_village_and_passes_over_the_rest(tmp_path: Path, folder: Path, base: Path) -> None:
    dump = write(tmp_path / "UA.txt", [NOVE, KYIV, LAKE, RUIN])
    done = import_geonames([dump], folder, base)
    assert (done.added, done.updated, done.passed_over, done.unread.count) == (1, 1, 2, 0)
    place = imported(folder).by_id("gn:900001")
    assert (place.name, place.name_uk, place.name_ru) == (
        "Novozruinovane",
        "Новозруйноване",
        "Новозруйнованое",
    )
    assert (place.lat, place.lon, place.population, place.kind) == (47.45, 35.84, 480, "settlement")
    assert place.region is not None and imported(folder).place(place.region).id == "adm1:UA-23"


def test_the_names_index_knows_the_new_village_in_every_case(
    tmp_path: Path, folder: Path, base: Path
) -> None:
    import_geonames([write(tmp_path / "UA.txt", [NOVE])], folder, base)
    assert imported(folder).geocode("Новозруйнованому").raw["id"] == "gn:900001"


def test_a_known_place_keeps_its_names(tmp_path: Path, folder: Path, base: Path) -> None:
    dump = write(tmp_path / "UA.txt", [KYIV.replace("Kiev,Киев,Київ", "Kyjiw")])
    import_geonames([dump], folder, base)
    gazetteer = imported(folder)
    kyiv = gazetteer.by_id("gn:703448")
    assert (kyiv.name, kyiv.name_uk, kyiv.name_ru) == ("Kyiv", "Київ", "Киев")
    assert ("Kyjiw", "") in gazetteer.spellings(kyiv.row)


def test_a_village_known_by_its_hromada_gets_its_position(tmp_path: Path, folder: Path, base: Path) -> None:
    dump = write(tmp_path / "UA.txt", [row(700001, "Robotyne", 47.4459, 35.8378, names="Роботине")])
    done = import_geonames([dump], folder, base)
    assert (done.added, done.updated) == (0, 1)
    (place,) = imported(folder).named("Роботине")
    assert (place.lat, place.lon, place.radius_km) == (47.4459, 35.8378, 0)
    assert place.id.startswith("ua:")


def test_again_changes_nothing(tmp_path: Path, folder: Path, base: Path) -> None:
    dump = write(
        tmp_path / "UA.txt", [NOVE, KYIV, row(700001, "Robotyne", 47.4459, 35.8378, names="Роботине")]
    )
    import_geonames([dump], folder, base)
    before = list(imported(folder)._connection.execute("SELECT * FROM stored"))
    done = import_geonames([dump], folder, base)
    assert done.added == 0
    assert list(imported(folder)._connection.execute("SELECT * FROM stored")) == before


def test_an_interrupted_import_leaves_what_was_and_starts_again(
    tmp_path: Path, folder: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_geonames([write(tmp_path / "UA.txt", [NOVE])], folder, base)
    more = write(tmp_path / "more.txt", [row(900009, "Drugorjadne", 47.46, 35.85)])

    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(importing.Importer, "_merge", stop)
        with pytest.raises(KeyboardInterrupt):
            import_geonames([more], folder, base)
    assert [p.id for p in imported(folder).named("Novozruinovane")] == ["gn:900001"]
    assert imported(folder).search("Drugorjadne") == []
    assert import_geonames([more], folder, base).added == 1
    assert {"gn:900001", "gn:900009"} <= {p.id for p in imported(folder).near(47.455, 35.845, 5)}


def test_an_import_goes_on_from_its_last_complete_step(
    tmp_path: Path, folder: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = write(tmp_path / "UA.txt", [NOVE, row(900009, "Drugorjadne", 47.46, 35.85)])

    def stop(*_: object) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Gazetteer, "build_names", stop)
        with pytest.raises(KeyboardInterrupt):
            import_geonames([dump], folder, base)
    assert not (folder / "gazetteer.sqlite").exists()
    with monkeypatch.context() as patch:
        patch.setattr(importing.Importer, "run", stop)  # the places are not read a second time
        done = import_geonames([dump], folder, base)
    assert done.added == 2
    assert [p.id for p in imported(folder).named("Novozruinovane")] == ["gn:900001"]
    assert not list(folder.glob("import-*"))


@pytest.mark.parametrize(
    ("owner", "step", "told"),
    [
        (importing.Importer, "_merge", "the interrupted import had not read all places: anew"),
        (Gazetteer, "build_names", "places: complete in the interrupted import"),
    ],
)
def test_a_second_try_says_where_it_goes_on(
    tmp_path: Path,
    folder: Path,
    base: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: type,
    step: str,
    told: str,
) -> None:
    dump = write(tmp_path / "UA.txt", [NOVE])

    def stop(*_: object) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, stop)
        with pytest.raises(KeyboardInterrupt):
            import_geonames([dump], folder, base)
    shown: list[str] = []
    import_geonames([dump], folder, base, lambda name, *_: shown.append(name))
    assert told in shown


def test_an_import_is_seen_by_who_asks_for_the_version(
    tmp_path: Path, folder: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEO_DATA", str(folder))
    before = Gazetteer.version()
    assert Gazetteer.version() == before
    import_geonames([write(tmp_path / "UA.txt", [NOVE])], folder, base)
    assert Gazetteer.version() != before
    assert [place.id for place in Gazetteer.open().named("Novozruinovane")] == ["gn:900001"]


def test_what_another_import_left_is_not_taken_over(tmp_path: Path, folder: Path, base: Path) -> None:
    (folder / "import-0123456789abcdef").mkdir(parents=True)
    dump = write(tmp_path / "UA.txt", [NOVE])
    assert import_geonames([dump], folder, base).added == 1
    assert not list(folder.glob("import-*"))


def test_a_killed_process_leaves_a_gazetteer_that_can_be_imported_again(
    tmp_path: Path, folder: Path, base: Path
) -> None:
    rows = [row(910_000 + n, f"Selo{n}", 47 + n % 100 / 50, 35 + n / 5000) for n in range(5000)]
    dump = write(tmp_path / "UA.txt", rows)
    code = (
        "import os, sys; from pathlib import Path; from geo.gazetteer.importing import import_geonames\n"
        "def progress(name, done, total):\n"
        "    if name == 'index of name forms': os.kill(os.getpid(), 9)\n"
        "import_geonames([Path(sys.argv[1])], Path(sys.argv[2]), Path(sys.argv[3]), progress)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(dump), str(folder), str(base)], check=False)
    assert killed.returncode == -9
    assert import_geonames([dump], folder, base).added == 5000


def test_alternate_names_say_the_language(tmp_path: Path, folder: Path, base: Path) -> None:
    dump = write(tmp_path / "UA.txt", [row(900001, "Stare Misce", 47.45, 35.84)])
    names = [
        "1\t900001\tuk\tСтаре Місце\t1\t\t\t\t\t", "2\t900001\tru\tСтарое Место\t\t\t\t\t\t",
        "3\t900001\tuk\tКомуна\t\t\t\t1\t1930\t2016", "4\t900001\tlink\thttps://example.org/x\t\t\t\t\t\t",
        "5\t900001\twkdt\tQ42\t\t\t\t\t\t", "6\t900001\tar\tستاري\t\t\t\t\t\t",
        "7\t555\tuk\tІнше\t\t\t\t\t\t",
        "8\t900001\tuk\tСтаре\t\t\t\t\t\t",
    ]  # fmt: skip
    done = import_geonames([write(tmp_path / "alternateNamesV2.txt", names), dump], folder, base)
    assert done.unread.count == 0
    gazetteer = imported(folder)
    place = gazetteer.by_id("gn:900001")
    assert (place.name, place.name_uk, place.name_ru) == ("Stare Mistse", "Старе Місце", "Старое Место")
    spellings = gazetteer.spellings(place.row)
    assert ("Комуна", "uk") in spellings and ("Stare Misce", "") in spellings
    assert not [name for name, _ in spellings if name in ("Q42", "https://example.org/x", "Інше", "ستاري")]


def test_districts_come_with_the_dump_or_with_the_codes(tmp_path: Path, folder: Path, base: Path) -> None:
    dump = write(
        tmp_path / "UA.txt",
        [row(800001, "Nova Rayon", 47.4, 35.8, feature="A\tADM2", admin2="2399"),
         NOVE.replace("\t26\t\t", "\t26\t2399\t"),
         row(900010, "Selyshche", 47.6, 36.2, admin2="2398")],
    )  # fmt: skip
    codes = write(tmp_path / "admin2Codes.txt", ["UA.26.2398\tDruhyi Raion\tDruhyi Raion\t800002"])
    import_geonames([dump, codes], folder, base)
    gazetteer = imported(folder)
    for village, district in (("gn:900001", "gn:800001"), ("gn:900010", "gn:800002")):
        row_of_district = gazetteer.by_id(village).district
        assert row_of_district is not None
        assert gazetteer.place(row_of_district).id == district
        assert gazetteer.place(row_of_district).kind == "district"


def test_a_foreign_country_gets_its_regions_from_the_codes(tmp_path: Path, folder: Path, base: Path) -> None:
    dump = write(tmp_path / "PL.txt", [row(759000, "Rzeszowek", 50.03, 22.0, country="PL", admin1="80")])
    codes = write(tmp_path / "admin1CodesASCII.txt", ["PL.80\tSubcarpathia\tSubcarpathia\t858788"])
    import_geonames([dump, codes], folder, base)
    region = imported(folder).by_id("gn:759000").region
    assert region is not None
    assert imported(folder).place(region).name == "Subcarpathia"


def test_zips_are_read_and_readmes_left_aside(tmp_path: Path, folder: Path, base: Path) -> None:
    archive = zipped(
        tmp_path / "UA.zip", UA_txt=NOVE + "\n", readme_txt="The data format is tab-delimited text in utf8"
    )
    assert import_geonames([archive], folder, base).added == 1


def test_bad_rows_are_named_and_left_out(tmp_path: Path, folder: Path, base: Path) -> None:
    path = tmp_path / "UA.txt"
    bad = [
        "one\ttwo",
        NOVE.replace("47.45", "97.45"), NOVE.replace("900001", "x1"), NOVE.replace("47.45", "north"),
        NOVE.replace("\t480\t", "\tmany\t"), row(1, " ", 47, 35), NOVE + "\textra",
    ]  # fmt: skip
    path.write_bytes("\n".join([*bad, NOVE, ""]).encode() + b"\xff\xfe\t broken\n")
    done = import_geonames([path], folder, base)
    assert done.added == 1
    assert done.unread.count == 8
    for line, reason in enumerate(
        ["2 columns", "97.45", "'x1'", "'north'", "'many'", "no name", "20 columns"], start=1
    ):
        assert f"UA.txt:{line}: " in done.unread.reasons[line - 1]
        assert reason in done.unread.reasons[line - 1]
    assert "UA.txt:9: not UTF-8" in done.unread.reasons[7]


def test_a_bomb_is_refused(tmp_path: Path, folder: Path, base: Path) -> None:
    archive = zipped(tmp_path / "UA.zip", UA_txt=NOVE + "\n" + "0" * 30_000_000)
    with pytest.raises(InputError, match=r"would unpack to 30,.* refused"):
        import_geonames([archive], folder, base)
    assert not folder.exists() or not list(folder.iterdir())


def test_an_archive_that_was_cut_short_is_named(tmp_path: Path, folder: Path, base: Path) -> None:
    archive = zipped(tmp_path / "UA.zip", UA_txt=NOVE + "\n")
    archive.write_bytes(archive.read_bytes()[:-30])
    with pytest.raises(InputError, match=r"UA\.zip is no zip archive, or was cut short"):
        import_geonames([archive], folder, base)


def test_control_c_says_how_to_go_on(
    tmp_path: Path, folder: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("GEO_DATA", str(folder))
    monkeypatch.setattr(paths, "SHIPPED", base)
    monkeypatch.setattr(importing.Importer, "run", stop)
    done = CliRunner().invoke(gazetteer_command, ["import", str(write(tmp_path / "UA.txt", [NOVE]))])
    assert done.exit_code == 1 and "goes on from the last complete step" in done.output


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "UA.txt"
    path.write_text(NOVE + "\n" + "x" * (1 << 20), encoding="utf-8")
    (source,) = geonames.sources(path)
    with pytest.raises(InputError, match=r"UA\.txt:2"):
        list(geonames.places(source, Unread(), importing.silent))


@pytest.mark.parametrize("text", ["", "hello\nworld\n", "a,b,c\n1,2,3\n", "\x00\x01"])
def test_what_is_not_geonames_is_named(tmp_path: Path, folder: Path, base: Path, text: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.txt is no GeoNames file"):
        import_geonames([path], folder, base)


def test_names_alone_add_nothing(tmp_path: Path, folder: Path, base: Path) -> None:
    names = write(tmp_path / "alternateNamesV2.txt", ["1\t900001\tuk\tНове\t1\t\t\t\t\t"])
    with pytest.raises(InputError, match="no country dump"):
        import_geonames([names], folder, base)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_named(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "UA.txt"
    path.write_bytes((NOVE + "\n").encode() + text.encode("utf-8", "surrogatepass") + b"\n")
    (source,) = geonames.sources(path)
    unread = Unread()
    rows = list(geonames.places(source, unread, importing.silent))
    assert rows[0].number == 900001
    assert len(rows) + unread.count <= text.count("\n") + text.count("\r") + 2


def test_the_command_imports_finds_adds_and_removes(
    tmp_path: Path, folder: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEO_DATA", str(folder))
    monkeypatch.setattr(paths, "SHIPPED", base)
    run = CliRunner().invoke
    dump = write(tmp_path / "UA.txt", [NOVE, "broken"])
    done = run(gazetteer_command, ["import", str(dump)])
    assert done.exit_code == 0, done.output
    assert "1 places added" in done.output and "UA.txt:2: 1 columns" in done.output
    found = run(gazetteer_command, ["search", "Novozruinovane", "--json"])
    assert '"id": "gn:900001"' in found.output
    assert "settlement" in run(gazetteer_command, ["info"]).output
    added = run(gazetteer_command, ["add", "Punta Arenas", "-53.16", "-70.91", "--country", "cl"])
    assert "user:punta-arenas--53.160--70.910" in added.output
    assert "Punta Arenas" in run(gazetteer_command, ["search", "punta"]).output
    assert run(gazetteer_command, ["remove", "user:punta-arenas--53.160--70.910"]).exit_code == 0
    assert run(gazetteer_command, ["search", "punta"]).exit_code == 1
    assert run(gazetteer_command, ["add", "X", "5", "6", "--replaces", "gn:5"]).exit_code == 1


def test_an_unreadable_import_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEO_DATA", str(folder))
    folder.mkdir()
    for text in ("no database", ""):
        (folder / "gazetteer.sqlite").write_text(text * 500)
        with pytest.warns(UserWarning, match="the shipped gazetteer is used"):
            assert Gazetteer.open().path == paths.SHIPPED
    shutil.copyfile(paths.SHIPPED, folder / "gazetteer.sqlite")
    with pytest.warns(UserWarning, match="no name index"):
        assert Gazetteer.open().search("Sudzha")


def test_an_index_of_another_gazetteer_is_noticed(folder: Path, base: Path) -> None:
    folder.mkdir()
    shutil.copyfile(paths.SHIPPED, folder / "gazetteer.sqlite")
    shutil.copyfile(base.with_suffix(".names"), folder / "gazetteer.names")
    with sqlite3.connect(folder / "gazetteer.sqlite") as connection:
        columns = "name, name_uk, name_ru, kind, lat, lon, country, region, district, population, radius_km"
        connection.execute(
            f"INSERT INTO stored SELECT 999999, 'x', {columns}, source, others FROM stored LIMIT 1"
        )
    with pytest.raises(PlaceError, match="does not belong"):
        imported(folder).checked()


def test_an_old_import_is_told_that_the_shipped_gazetteer_changed(folder: Path) -> None:
    folder.mkdir()
    shutil.copyfile(paths.SHIPPED, folder / "gazetteer.sqlite")
    assert "note" not in imported(folder).info()
    with sqlite3.connect(folder / "gazetteer.sqlite") as connection:
        connection.execute("UPDATE meta SET value='older' WHERE key='stamp'")
    assert "import again" in str(imported(folder).info()["note"])


def test_two_imports_at_once_are_refused(tmp_path: Path, folder: Path, base: Path) -> None:
    dump = write(tmp_path / "UA.txt", [NOVE])
    folder.mkdir()
    with (
        importing.alone(folder / "gazetteer.lock"),
        pytest.raises(InputError, match="another import is running"),
    ):
        import_geonames([dump], folder, base)
    assert import_geonames([dump], folder, base).added == 1


def test_a_damaged_archive_is_named(tmp_path: Path, folder: Path, base: Path) -> None:
    lines = "".join(NOVE.replace("900001", str(900001 + n)) + "\n" for n in range(2000))
    data = bytearray(zipped(tmp_path / "UA.zip", UA_txt=lines).read_bytes())
    data[200:240] = bytes(40)
    (tmp_path / "UA.zip").write_bytes(data)
    with pytest.raises(InputError, match=r"UA\.zip/UA\.txt cannot be unpacked"):
        import_geonames([tmp_path / "UA.zip"], folder, base)
    assert not (folder / "gazetteer.sqlite").exists()
