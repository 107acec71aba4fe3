# make run    install and start everything        make test   install what the tests need, and pass them
# make lint   style                               make lock   pin the newest versions that fit requirements*.in
# make env    write .env for docker compose       make chaos  tasks while everything dies, ten minutes
# make screenshots    the pictures of docs/pages.md anew

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint lock env chaos screenshots installed-dev

run:
	@exec $(PYTHON) start.py

test: installed-dev
	@sh tests/install_servers.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pytest -n 3 --dist loadgroup

chaos: installed-dev
	@sh tests/install_servers.sh
	$(BIN)/pytest -s tests/chaos

screenshots: installed-dev
	@sh tests/install_servers.sh
	$(BIN)/python -m tests.browser.take_screenshots

lint: installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements-dev.in -o requirements-dev.txt

env:
	@sh deploy/make_env.sh

installed-dev:
	@$(PYTHON) start.py --install requirements-dev.txt
