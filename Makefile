# Two commands are enough: `make demo` shows the desk, `make test` proves it. `make` alone lists the others.

PYTHON ?= python3
WORKERS ?= 4

# Stories that are told on both engines each time: the main job, kills, and what Telegram puts in the way.
ON_POSTGRES := $(addprefix tests/scenarios/test_,main_job.py kill.py obstacles.py)

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help demo run test test-postgres test-slow check format pictures lock audit clean

help:  ## list what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

demo: $(RUNTIME)  ## the desk and a small Telegram to play every person in; no token, no network
	@$(BIN)/python -m scripts.demo

run: $(RUNTIME)  ## the bot on a real token from .env
	@$(BIN)/python -m bot

test: check  ## everything but the slow tests
	$(BIN)/pytest -n $(WORKERS) -m "not slow"
	$(BIN)/pytest -n $(WORKERS) -m "not slow" --engine postgres $(ON_POSTGRES)

test-postgres: $(DEV)  ## all the stories on PostgreSQL
	$(BIN)/pytest -n $(WORKERS) --engine postgres tests/scenarios

test-slow: $(DEV)  ## the slow tests: kills, floods, long waits
	$(BIN)/pytest -m slow

check: $(DEV)  ## lint, format, types, import directions, words
	@scripts/check

format: $(DEV)  ## bring the code into shape
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format .

pictures: $(DEV)  ## photograph the sandbox for the README (needs a Chromium)
	@$(BIN)/python -m scripts.pictures

lock: $(DEV)  ## take newer releases within the bounds of pyproject.toml
	$(COMPILE) --upgrade --group demo --output-file requirements.lock pyproject.toml
	$(COMPILE) --upgrade --group demo --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

audit:  ## look the locked releases up among the known vulnerabilities (needs the network)
	@$(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/pip install --quiet pip-audit
	$(VENV)-audit/bin/pip-audit --require-hashes --disable-pip --requirement requirements.lock
	$(VENV)-audit/bin/pip-audit --require-hashes --disable-pip --requirement requirements-dev.lock

clean:  ## remove what was made; data/ stays
	rm -rf $(VENV) $(VENV)-audit .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock
	@PYTHON=$(PYTHON) scripts/install $(VENV) requirements.lock
	@touch $@

$(DEV): requirements-dev.lock
	@PYTHON=$(PYTHON) scripts/install $(VENV) requirements-dev.lock
	@touch $@
