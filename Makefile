# Two commands are enough: `make demo` and `make test`. Each sets up everything it needs.
PYTHON ?= python3
VENV   := .venv
TOOLS  := .tools
UV     := $(TOOLS)/bin/uv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: demo serve assets test lint types contract bench bench-attack bench-trust bench-web docs lock wheel clean

demo: $(STAMP)
	$(BIN)/sanso demo bus-operation --out out/bus-operation

serve: assets
	$(BIN)/sanso serve

# Builds what is outdated; Node is one of the packages in $(VENV).
assets: $(STAMP)
	@$(BIN)/python frontend/build.py

test: lint types contract assets
	@command -v chromium chromium-browser google-chrome > /dev/null || echo "No Chromium found: browser tests are left out."
	$(BIN)/pytest -n auto

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

contract: $(STAMP)
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.ledger
	$(BIN)/python -m benchmarks.pdf

bench-attack: $(STAMP)
	$(BIN)/python -m benchmarks.attack_graph --check
	$(BIN)/python -m benchmarks.attack_worlds
	$(BIN)/python -m benchmarks.attack_paths
	$(BIN)/python -m benchmarks.attack_first

bench-trust: $(STAMP)
	$(BIN)/python -m benchmarks.trust_verify --check
	$(BIN)/python -m benchmarks.trust_dossier --check
	$(BIN)/python -m benchmarks.trust_log

bench-web: assets
	$(BIN)/python -m benchmarks.web

docs: $(STAMP)
	$(BIN)/python -m docs.generate

wheel: $(STAMP)
	$(UV) build --no-build-isolation --python $(BIN)/python

lock: $(UV)
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --group dev --quiet --output-file requirements.lock pyproject.toml

$(UV):
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check "uv>=0.9"

$(STAMP): $(UV) pyproject.toml requirements.lock
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	$(UV) pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock
	$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

clean:
	rm -rf $(VENV) $(TOOLS) frontend/node_modules src/sanso/web/static out dist
