PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
COMPILE := $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help demo setup browser screenshots test lint format lock messages clean

help: ## What can be done here
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.installed ## Set up and show what Plausch does with a sample week, in the browser too
	@PLAUSCH_COMMAND=$(BIN)/plausch $(BIN)/plausch demo --serve

setup: $(VENV)/.dev ## Set up for developing

browser: ## A browser for the tests: Debian's Chromium, installed where that may be done
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing Chromium for the tests" \
	    && apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null; } \
	  || { echo "The tests need Chromium; on Debian: apt-get install chromium"; exit 1; }

screenshots: $(VENV)/.dev browser ## Every page as a picture: wide and narrow, light and dark, both languages
	$(BIN)/python -m tests.browser.screenshots

test: $(VENV)/.dev browser lint ## Set up and run every check and test
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.dev ## Style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff format .

lock: $(VENV)/.dev ## Pin all dependencies with their hashes
	$(COMPILE) --upgrade --output-file requirements.lock pyproject.toml
	$(COMPILE) --upgrade --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

messages: $(VENV)/.dev ## Gather and compile the translations
	$(BIN)/pybabel -q extract --mapping pyproject.toml --keywords "N_ text plural:1,2 t tn:1,2" --no-location --output $(VENV)/plausch.pot service
	$(BIN)/pybabel -q update --domain plausch --input-file $(VENV)/plausch.pot --output-dir service/locale --no-fuzzy-matching --ignore-obsolete
	$(BIN)/pybabel -q compile --domain plausch --directory service/locale

clean: ## Remove what was set up
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Plausch needs Python 3.11 or newer; name one with: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up in $(VENV): half a minute, once"
	@$(PIP) install --quiet --require-hashes --requirement requirements.lock
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up in $(VENV), with the tools for developing: a minute, once"
	@$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.installed
