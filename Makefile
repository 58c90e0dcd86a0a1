# make run    the chat page over the sample articles, or over ./library where there is one
# make test   every check and every test
# make check  the checks alone: ruff, mypy, import-linter
# make bench  scores on the project's own questions; with DATASETS=DIR all benchmarks, into benchmarks/results
#
# All of it needs Python 3.11 and nothing else. PIP_FLAGS goes to every pip install: on Linux, for instance, a
# package index with CPU builds of torch (--extra-index-url …) saves gigabytes.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
PIP_FLAGS ?=
DATASETS ?= datasets

BIN := $(VENV)/bin
PIP_INSTALL = $(BIN)/python -m pip install --quiet --constraint constraints.txt $(PIP_FLAGS)
# the stamps lie inside the environment, so that they go when it goes
RUN_STAMP := $(VENV)/installed-run
DEV_STAMP := $(VENV)/installed-dev

.PHONY: run test check bench clean

run: $(RUN_STAMP)
	$(BIN)/python app.py

# a thread for each of the two: more would wait for one another, in training four times as long
test: check
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV_STAMP)
ifdef DATASETS
	for name in retrieval evaluate latency; do \
	  $(BIN)/python benchmarks/$$name.py --datasets $(DATASETS) || exit 1; done
else
	for task in read retrieve answer; do \
	  $(BIN)/qa-bot evaluate data/eval/questions.jsonl --task $$task --articles data/articles || exit 1; done
endif

clean:
	rm -rf $(VENV) build dist

$(RUN_STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV): a few minutes, once"
	$(PIP_INSTALL) torch
	$(PIP_INSTALL) --editable .
	touch $@

# axe-playwright-python for the script of axe-core that it carries; Playwright itself is not needed
$(DEV_STAMP): $(RUN_STAMP)
	$(PIP_INSTALL) --editable ".[dev]"
	$(PIP_INSTALL) --no-deps axe-playwright-python
	touch $@
