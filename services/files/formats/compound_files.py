"""The stream of an old workbook within its compound file. Source: [MS-CFB] 2.2 (header) to 2.6 (directory)."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from services.errors import InvalidInput
from services.files.formats import containers
from utils.language import _

_NAMES = ("workbook", "book")
_PROTECTED = "encryptedpackage"
_HEADER, _ENTRY, _IN_HEADER, _SMALL = 512, 128, 109, 64
# The first number that is no sector: what ends a stream.
_NONE = 0xFFFFFFFA


def stream(content: bytes) -> bytes:
    """Raises InvalidInput where there is none: for other documents, locked and damaged ones."""
    try:
        return _stream(content)
    except (struct.error, ValueError) as error:
        raise containers.damaged(error) from error


def locked() -> InvalidInput:
    return InvalidInput(_("The workbook is locked with a password; send it without."), "locked_file")


@dataclass(frozen=True)
class _Sectors:
    """What is cut into sectors, and which of them follows which."""

    content: bytes
    size: int
    begin: int
    followers: Sequence[int]

    def one(self, number: int) -> bytes:
        return self.content[self.begin + number * self.size : self.begin + (number + 1) * self.size]

    def joined(self, first: int) -> bytes:
        """The sectors from the first on. Raises ValueError where they do not end."""
        parts, number = list[bytes](), first
        while number < _NONE:
            if number >= len(self.followers) or len(parts) > len(self.followers):
                raise ValueError(f"sector {number} of {len(self.followers)}")
            parts.append(self.one(number))
            number = self.followers[number]
        return b"".join(parts)


def _stream(content: bytes) -> bytes:
    """Raises ValueError or struct.error for a file that is not whole."""
    (shift,) = struct.unpack_from("<H", content, 30)
    directory, _transaction, smallest, small_table = struct.unpack_from("<IIII", content, 48)
    size = 1 << shift if shift in (9, 12) else _HEADER
    sectors = _Sectors(content, size, size, ())
    sectors = _Sectors(content, size, size, _followers(sectors, content))
    entries = _entries(sectors.joined(directory))
    if _PROTECTED in entries:
        raise locked()
    found = next((entries[name] for name in _NAMES if name in entries), None)
    if found is None:
        raise containers.no_table(_("a document that is no workbook"))
    first, length = found
    if length < smallest:
        small = _numbers(sectors.joined(small_table))
        sectors = _Sectors(sectors.joined(entries["root entry"][0]), _SMALL, 0, small)
    return sectors.joined(first)[:length]


def _followers(sectors: _Sectors, content: bytes) -> list[int]:
    """The sector that follows each one: its table is named in the header, and in a chain of further sectors."""
    (further,) = struct.unpack_from("<I", content, 68)
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    met = 0
    while further < _NONE and met * sectors.size <= len(content):
        *more, further = _numbers(sectors.one(further)) or [_NONE]
        places += more
        met += 1
    return [number for place in places if place < _NONE for number in _numbers(sectors.one(place))]


def _entries(directory: bytes) -> dict[str, tuple[int, int]]:
    """Of each stream, by its name in small letters, the first sector and the bytes."""
    entries = {}
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[at : at + _ENTRY]
        name = entry[: max(0, int.from_bytes(entry[64:66], "little") - 2)].decode("utf-16-le", "replace")
        entries[name.casefold()] = struct.unpack_from("<II", entry, 116)
    return entries


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
