"""What is checked at a commit is what `make lint` runs."""

import re

import yaml

from tests.architecture.source import ROOT


def test_the_hooks_are_the_programs_of_make_lint():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [repository["repo"] for repository in hooks] == ["local"]
    committed = [hook["entry"].removesuffix(" --force-exclude") for hook in hooks[0]["hooks"]]
    recipe = (ROOT / "Makefile").read_text().partition("\nlint:")[2].partition("\n\n")[0]
    by_make = re.findall(r"^\t\$\(BIN\)/(.*?)(?: \.)?$", recipe, flags=re.MULTILINE)
    assert committed == [f".venv/bin/{line}" for line in by_make]
