# make run    install and start everything        make test   install what the tests need, and pass them
# make lint   style                               make lock   pin the newest versions that fit requirements*.in
# make env    write .env for docker compose       make chaos  tasks while everything dies, ten minutes

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint lock env chaos

run: $(VENV)/installed-run
	@exec $(BIN)/python -m launcher

test: $(VENV)/installed-dev
	@sh tests/install_servers.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pytest -n 2 --dist loadgroup

chaos: $(VENV)/installed-dev
	@sh tests/install_servers.sh
	$(BIN)/pytest -s tests/chaos

lint: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements-dev.in -o requirements-dev.txt

env:
	@sh deploy/make_env.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Stockcast needs Python 3.11 or later. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

# Installed again when a lock file changes, and not otherwise.
$(VENV)/installed-run: requirements.txt | $(BIN)/python
	@echo "Installing (once, about a minute) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt | $(BIN)/python
	@echo "Installing (once, about a minute) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/installed-run
