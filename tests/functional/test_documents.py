"""Every command of every page of the documents, from top to bottom, on a new demo shop that `make run` has started."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, tracked_files
from tests.documents import NOT_RUN, blocks, pages
from tests.launched import Launcher
from tests.servers import needed

# One shop for all pages, trained once.
pytestmark = pytest.mark.xdist_group("documents")

# What a test cannot do is said in the block itself, and counted here: none is left out unseen.
LEFT_OUT = {
    "CONTRIBUTING.md": 1,
    "README.md": 2,
    "clients/python/README.md": 3,
    "docs/api-by-example.md": 1,
    "docs/families.md": 1,
    "docs/following-a-task.md": 1,
    "docs/operations.md": 2,
    "docs/other-machines.md": 2,
    "docs/quickstart.md": 2,
    "docs/running-without-celery.md": 1,
    "docs/sources.md": 4,
    "docs/webhooks.md": 1,
}
# What is to be read, and no command. Queries are run by a test of their own.
SHOWN = {"json", "sql", "yaml"}
# A command that fails ends the page and names itself; so does a variable that nothing has set.
STRICT = "set -Eeuo pipefail; trap 'echo \"This failed: $BASH_COMMAND\" >&2' ERR\n"
# A second terminal: it knows nothing of the first one's settings.
BARE = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
COMMANDS = {"sh": ["bash", "-c"], "python": [sys.executable, "-c"]}
RUN = [page for page in pages() if any(block.is_run and block.language in COMMANDS for block in blocks(page))]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a newcomer has it, with the packages installed."""
    folder = tmp_path_factory.mktemp("documents") / "stockcast"
    for name in tracked_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture(scope="module")
def shop(clone: Path):
    """The demo shop, running in that folder."""
    needed("curl")
    running = Launcher(clone, program=clone, DEMO="1")
    running.start()
    yield running
    running.kill()


def is_at_rest(shop: Launcher) -> bool:
    with shop.sign_in() as client:
        active, waiting = client.get("/tasks/active").json(), client.get("/tasks/scheduled").json()
    return active["active_tasks"] == waiting["scheduled_tasks"] == []


@pytest.mark.parametrize("page", RUN)
def test_every_command_of_a_page_works(shop, clone, page):
    shop.wait_until(lambda: is_at_rest(shop))
    of_the_page = [block for block in blocks(page) if block.is_run]
    for language, command in COMMANDS.items():
        if text := "".join(block.text for block in of_the_page if block.language == language):
            text = STRICT + text if language == "sh" else text
            done = subprocess.run([*command, text], cwd=clone, env=BARE, capture_output=True, text=True, timeout=300)
            assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


@pytest.mark.parametrize("page", pages())
def test_no_command_hides_in_a_block_of_another_name(page):
    assert {block.language for block in blocks(page)} <= {*COMMANDS, *SHOWN, ""}


def test_what_is_not_run_says_why_and_is_counted():
    left_out = {page: [block for block in blocks(page) if not block.is_run] for page in pages()}
    assert {page: len(found) for page, found in left_out.items() if found} == LEFT_OUT
    assert all(len(block.text.partition("\n")[0]) > len(NOT_RUN) for found in left_out.values() for block in found)
