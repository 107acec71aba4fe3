# make run    install and start everything        make test   install what the tests need, and pass them
# make lint   style and types                     make lock   pin the newest versions that fit requirements*.in
# make env    write .env for docker compose       make chaos  tasks while everything dies, ten minutes
# make translations   what the source says, into the catalogues of the other languages
# make screenshots    the pictures of docs/pages.md anew
# make test-families  install the optional libraries apart, and train each family for real

PYTHON ?= python3
BIN := .venv/bin
# Whatever this shell has set: compiling all of it anew would take every process half a second more to start.
export PYTHONDONTWRITEBYTECODE =

.PHONY: translations run test test-families lint lock env chaos screenshots installed-dev installed-families

run:
	@exec $(PYTHON) start.py

test: installed-dev
	@sh tests/install_servers.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 3 --dist loadgroup

# An environment of its own, some four gigabytes: what they need is not what the program is tested with.
installed-families: .venv-families/requirements-families.txt

.venv-families/requirements-families.txt: requirements-dev.txt requirements-families.txt
	@test -d .venv-families || $(PYTHON) -m venv .venv-families
	@# Uncompiled: a hundred thousand modules come, and the tests import a part of them.
	.venv-families/bin/pip install -q --no-compile -r requirements-dev.txt
	.venv-families/bin/pip install -q --no-compile -r requirements-families.txt
	@# Asked again, pip would look for a minute at what is there.
	@cp requirements-families.txt .venv-families

test-families: installed-families
	FAMILIES_INSTALLED=1 .venv-families/bin/pytest -n 2 --dist loadscope tests/families

chaos: installed-dev
	@sh tests/install_servers.sh
	$(BIN)/pytest -s tests/chaos

screenshots: installed-dev
	@sh tests/install_servers.sh
	$(BIN)/python -m tests.browser.take_screenshots

translations: installed-dev
	@sh utils/translations/update.sh

lint: installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements-dev.in -o requirements-dev.txt
	sh requirements-families/lock.sh --upgrade

env:
	@sh deploy/make_env.sh

installed-dev:
	@$(PYTHON) start.py --install requirements-dev.txt
