# Every verb of this repository. `make` alone explains them.
#
# Needs: python3 (3.11 or newer) with venv, make, git. Everything else is installed into .venv, by pip, from
# requirements/run.txt (to run) or requirements/dev.txt (to test), which pin every package with its hashes.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
CODE := app benchmarks clients/python contract migrations tests
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
IS_RECENT := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
# How many tests run at once; a file's tests stay together, since they share servers.
JOBS ?= auto
# Which answers a whole run has seen.
ANSWERS := var/answers.json
# The first Python that is recent enough and able to make an environment.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(IS_RECENT)' 2>/dev/null && { echo $$python; break; }; done)

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- environment: one stamp per lock file ----------------------------------------------------------

$(VENV)/python.stamp:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Accord needs Python 3.11 or newer with venv. On Debian: apt-get install python3 python3-venv" >&2; exit 1; fi
	@if [ -x $(BIN)/python ] && ! $(BIN)/python -c '$(IS_RECENT)' 2>/dev/null; then \
		echo "$(VENV) has no Python 3.11 or newer (any more). Remove it: make clean" >&2; exit 1; fi
	@[ -x $(BIN)/pip ] || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/run.txt pyproject.toml $(VENV)/python.stamp
	@echo "Installing what the service needs ..."
	@$(PIP) install --require-hashes --only-binary :all: -r $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes --only-binary :all: -r $<
	@touch $@

# --- run and test ----------------------------------------------------------------------------------

.PHONY: run
run: $(VENV)/run.stamp ## Start the service for development on http://127.0.0.1:$PORT (8000)
	@ENVIRONMENT=$${ENVIRONMENT:-development} exec $(BIN)/accord serve

.PHONY: mock
mock: $(VENV)/run.stamp ## Serve the contract from its examples, without a database, on the same address
	@ENVIRONMENT=$${ENVIRONMENT:-development} exec $(BIN)/accord mock

.PHONY: test
test: $(VENV)/dev.stamp ## Run every test (ARGS= goes to pytest, e.g. ARGS=tests/config; JOBS=1: one after the other)
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(or $(ARGS),--answers=$(ANSWERS))
	@$(if $(ARGS),,$(BIN)/python -m tests.contract.pairs $(ANSWERS))

.PHONY: pairs
pairs: $(VENV)/dev.stamp ## Which documented answers the last whole `make test` has not seen
	@$(BIN)/python -m tests.contract.pairs $(ANSWERS)

.PHONY: coverage
coverage: $(VENV)/dev.stamp ## Run every test and show the lines and branches that none of them reached
	@$(BIN)/python -m pytest --cov $(ARGS)

.PHONY: fuzz
fuzz: $(VENV)/dev.stamp ## Fuzz a real server for long (CASES=100000 or SECONDS=600; EXAMPLES=500, SEED=7, DATABASE=postgres or both)
	@$(BIN)/python -m tests.contract $(if $(CASES),--cases $(CASES)) \
		$(if $(filter command environment,$(firstword $(origin SECONDS))),--seconds $(SECONDS)) \
		$(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(SEED),--seed $(SEED)) $(if $(DATABASE),--database $(DATABASE))

.PHONY: fidelity
fidelity: $(VENV)/dev.stamp ## Compare JSON Schema with the generated models for long (EXAMPLES=2000 for each body and parameter)
	@FIDELITY_EXAMPLES=$(or $(EXAMPLES),2000) $(BIN)/python -m pytest --quiet tests/contract/test_fidelity.py

.PHONY: prove
prove: $(VENV)/dev.stamp ## Plant each known defect, and see which the tests catch (ONLY="a b", SAMPLE=5, SEED=7, JOBS=2)
	@$(BIN)/python -m tests.contract.prove $(if $(ONLY),--only $(ONLY)) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) \
		$(if $(filter command environment,$(firstword $(origin JOBS))),--jobs $(JOBS))

.PHONY: torture
torture: $(VENV)/dev.stamp ## Break what a running service depends on, and count what is lost (SECONDS=5 of load)
	@$(BIN)/python -m tests.torture $(if $(filter command environment,$(firstword $(origin SECONDS))),--seconds $(SECONDS))

.PHONY: soak
soak: $(VENV)/dev.stamp ## Mixed load for MINUTES=10 (or SECONDS=30): do memory, descriptors, connections grow?
	@$(BIN)/python -m benchmarks.soak $(if $(filter command environment,$(firstword $(origin SECONDS))),--seconds $(SECONDS),\
		--seconds $$(($(or $(MINUTES),10) * 60)) --picture docs/soak.svg)

.PHONY: bench
bench: $(VENV)/dev.stamp ## Speed beside what one would take instead, half an hour (ROUNDS=5, SECONDS=5; ONLY=accord,limit)
	@$(BIN)/python -m benchmarks.speed $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(ONLY),--only $(ONLY),--picture docs/speed.svg) \
		$(if $(filter command environment,$(firstword $(origin SECONDS))),--seconds $(SECONDS))

.PHONY: bench-pages
bench-pages: $(VENV)/dev.stamp ## Measure first, middle and last pages of 100,000 accounts
	@$(BIN)/python -m benchmarks.pages

# --- check -----------------------------------------------------------------------------------------

.PHONY: check lint types imports contract locks migrations
check: lint types imports contract locks migrations ## Everything that can be told without a running server

lint: $(VENV)/dev.stamp
	$(BIN)/isort --check-only --quiet $(CODE)
	$(BIN)/black --check --quiet $(CODE)
	$(BIN)/flake8 $(CODE)
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml app contract migrations

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

contract: $(VENV)/dev.stamp
	$(BIN)/python -m contract.build --check

.PHONY: breaking
breaking: $(VENV)/python.stamp ## Say what the contract breaks for those who use that of BASE=origin/main (ARGS=--all)
	@[ -n "$(BASE)" ] || { echo 'Say since when: make breaking BASE=origin/main' >&2; exit 2; }
	@$(BIN)/python -m contract.breaking $(ARGS) -- "$(BASE)"

locks: $(VENV)/dev.stamp
	$(BIN)/python -m pytest --quiet --no-header tests/architecture/test_locks.py

# A migrated database in a folder that goes away, so that nobody's own database is looked at.
SCRATCH_DATABASE := scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; export ENVIRONMENT=development; \
	export DATABASE_URL=sqlite:///$$scratch/accord.db MIGRATION_DATABASE_URL=sqlite:///$$scratch/accord.db; \
	$(BIN)/alembic upgrade head

migrations: $(VENV)/dev.stamp
	@$(SCRATCH_DATABASE); $(BIN)/alembic check

# --- write -----------------------------------------------------------------------------------------

.PHONY: generate
generate: $(VENV)/dev.stamp ## Write generated/ anew from openapi/
	@$(BIN)/python -m contract.build

.PHONY: migration
migration: $(VENV)/dev.stamp ## Draft a migration from the models (m="add a table")
	@[ -n "$(m)" ] || { echo 'Say what it does: make migration m="add a table"' >&2; exit 1; }
	@$(SCRATCH_DATABASE); $(BIN)/alembic revision --autogenerate --message "$(m)"

.PHONY: format
format: $(VENV)/dev.stamp ## Sort imports and format code
	@$(BIN)/isort --quiet $(CODE)
	@$(BIN)/black --quiet $(CODE)

# --- dependencies: tools that must not share the environment of the service --------------------------

TOOLS := var/tools
UV := uv==0.13.9
RIVALS := benchmarks/contestants
COMPILE := $(TOOLS)/lock/bin/uv pip compile --quiet --system-certs --universal --generate-hashes --no-strip-extras --no-header \
	--python-version 3.11 $(if $(UPGRADE),--upgrade)

$(TOOLS)/lock/bin/uv: $(VENV)/python.stamp
	@$(BIN)/python -m venv $(TOOLS)/lock
	@$(TOOLS)/lock/bin/python -m pip --disable-pip-version-check -qq install $(UV)

.PHONY: lock
lock: $(TOOLS)/lock/bin/uv ## Pin requirements/*.in into *.txt (UPGRADE=1 for the newest versions)
	@$(COMPILE) requirements/run.in --output-file requirements/run.txt
	@$(COMPILE) requirements/tracing.in --constraints requirements/run.txt --output-file requirements/tracing.txt
	@$(COMPILE) requirements/dev.in --constraints requirements/run.txt --constraints requirements/tracing.txt \
		--output-file requirements/dev.txt
	@$(COMPILE) $(RIVALS)/handwritten.in --constraints requirements/run.txt --output-file $(RIVALS)/handwritten.txt
	@for each in fastapi_users pocketbase; do $(COMPILE) $(RIVALS)/$$each.in --output-file $(RIVALS)/$$each.txt; done

.PHONY: audit
audit: $(VENV)/python.stamp ## Ask for known vulnerabilities (needs the network; says NOT AUDITED when it got no answer)
	@requirements/audit.sh $(BIN)/python $(TOOLS)/audit

.PHONY: clean
clean: ## Remove what can be made again: .venv, caches, tools (never var/'s database, keys and mail)
	@rm -rf $(VENV) $(TOOLS) var/bench build dist *.egg-info .mypy_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find $(CODE) generated -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# What needs more than Python stands in the folder that it is about: clients/clients.mk, deploy/deploy.mk, ...
include $(wildcard */*.mk)
