#!/bin/sh
# Rebuild data/ from its sources; each step reads what the ones before it wrote.
set -eu
python=${1:-python3}
export PYTHONPATH=.
for step in regions postal places gazetteer background demo estimate; do
    echo "build_$step"
    "$python" -m "scripts.build_$step"
done
