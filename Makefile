# The verbs of OpenSSI. Everything is installed into .venv; nothing else on the machine is touched.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
UV := $(BIN)/uv
WORKSPACE ?= openssi-workspace
JOBS ?= 2
# What the tests of the site do with the database of the process, done once more on PostgreSQL.
ON_POSTGRESQL = $(BIN)/python tests/postgresql.py $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "django_db and not browser and not long" $(wildcard tests/web_*)

.DEFAULT_GOAL := help
.PHONY: test-spark help demo install install-dev test test-all test-browser test-postgresql lint types contracts collected check docs bench assets requirements clean

help: ## Show the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: install assets ## Make the demonstration world and open the site
	@$(BIN)/openssi demo --workspace $(WORKSPACE)

install: $(VENV)/.core ## Install the library, the command line and the site

install-dev: $(VENV)/.dev ## Install what the tests need as well

$(UV): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "OpenSSI needs Python 3.11 or newer; this is $$($(PYTHON) --version). Please install one, or name it: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $(UV)

$(VENV)/.core: $(UV) requirements/core.txt requirements/build.txt pyproject.toml
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/core.txt -r requirements/build.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core requirements/dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

test: install-dev ## Run every check and test of the house (some twenty minutes on two cores)
	@$(MAKE) --no-print-directory lint BESIDE=collected
	@$(BIN)/python tests/programs_needed.py
	@kept=$$(mktemp -d) && trap 'rm -rf "$$kept"' EXIT && export OPENSSI_KEPT_DEMONSTRATION="$$kept" && set -x \
	&& $(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "not long and not spark" \
	&& $(ON_POSTGRESQL)

test-all: install-dev lint ## The same with the long corpora, and every page in the browser in every language and width
	@$(BIN)/python tests/programs_needed.py
	@$(BIN)/python tests/vtlengine_apart.py
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --cov --cov-report=term:skip-covered
	$(ON_POSTGRESQL)

test-postgresql: install-dev ## Only the tests of the process, on a PostgreSQL of their own
	@$(BIN)/python tests/programs_needed.py
	$(ON_POSTGRESQL)

test-spark: install-dev $(VENV)/.spark ## The same figures from DuckDB and from Spark (needs Java 17)
	$(BIN)/python -m pytest -m spark tests/spark

$(VENV)/.spark: requirements/spark.txt
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/spark.txt
	@touch $@

test-browser: install-dev ## Only the tests in a real browser
	@$(BIN)/python tests/programs_needed.py
	$(BIN)/python -m pytest -m browser

lint: install-dev ## Style, types and the contracts between the rooms
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	@$(MAKE) --no-print-directory --jobs $(JOBS) types contracts $(BESIDE)

# Two processes side by side: the types take as long as the rest together.
types: install-dev
	$(BIN)/mypy

contracts: install-dev
	$(BIN)/lint-imports
	$(BIN)/openssi check

# Compiles the tests and what they import while a core is idle, so that the workers need not do it each.
collected: install-dev
	@said=$$($(BIN)/python -m pytest --collect-only -q -m "not long and not spark" 2>&1) || { echo "$$said"; exit 1; }

docs: install-dev ## Write the generated pages of docs/reference anew
	$(BIN)/python docs/generate.py

bench: install-dev ## Measure: ratios beside a plain version, and the figures of the README
	$(BIN)/python -m pytest benchmarks --override-ini addopts= --benchmark-only

assets: ## Fetch the typeface and the outlines of countries where npm is there; without it the fonts of the machine, and tiles
	@command -v npm >/dev/null 2>&1 && $$(command -v $(BIN)/python || echo $(PYTHON)) docs/assets.py || true

requirements: $(UV) ## Resolve and pin every dependency anew
	$(BIN)/python requirements/pin.py

clean: ## Remove what was installed and built; workspaces stay
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
