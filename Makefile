# The verbs of the project. Plain equivalents for Windows stand in README.md and CONTRIBUTING.md.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: demo test quick check lint types layers format samples model bench clean

.venv/.installed: setup.cfg pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

demo: .venv/.installed ## install, scan the samples, end with the path of the scorecards
	$(BIN)/docscan scan corpus/samples -o results-demo

test: .venv/.installed ## install and pass the tests
	$(BIN)/python -m pytest -n 2

quick: .venv/.installed ## the tests that take a moment each
	$(BIN)/python -m pytest -n 2 -m "not slow"

check: lint types layers test ## everything that must hold before a change lands

lint: .venv/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.installed
	$(BIN)/mypy

layers: .venv/.installed
	$(BIN)/lint-imports

format: .venv/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

samples: .venv/.installed ## typeset the sample strategies again from their sources
	$(BIN)/python corpus/typesetting/typeset.py

model: .venv/.installed ## train the model that ships again; the same bytes every time
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/docscan train -o models/default --name default

bench: .venv/.installed ## measure on real strategies beside other tools
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf .venv build dist *.egg-info results-demo .mypy_cache .ruff_cache .pytest_cache
