"""Which part of a workbook each of its links leads to, and the elements of its small parts.

Source: ECMA-376 part 2, 9.3 (relationships).
"""

import zipfile
from xml.parsers import expat

from services.errors import InvalidInput
from services.files.formats import containers


def targets(archive: zipfile.ZipFile, links: str | None) -> dict[str, str]:
    """By the name of each link of such a part where it leads to. Raises InvalidInput for what is damaged."""
    if links not in archive.namelist():
        return {}
    return {said.get("Id", ""): said.get("Target", "") for _, said in elements(archive.read(links))}


def elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every element with its attributes, without their namespaces. Raises InvalidInput for what is damaged."""
    found = list[tuple[str, dict[str, str]]]()

    def begin(tag: str, attributes: dict[str, str]) -> None:
        found.append((_local(tag), {_local(name): value for name, value in attributes.items()}))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse_entities
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise containers.damaged(error) from error
    return found


def refuse_entities(*_declared: object) -> None:
    """Raises InvalidInput: a document that declares its own entities may grow without end."""
    raise InvalidInput(str(containers.no_table("XML")), "not_a_table")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
