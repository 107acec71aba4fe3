"""Trained models as files: `<sku>.json` in MODELS_DIR, what is known of it in `meta/`, older ones in `versions/`."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

from services.errors import ServiceError
from utils.config import get_settings
from utils.language import _

# File systems end at 255 bytes; the suffix and a temporary name need some of them.
LONGEST_NAME = 180


class ModelsFolderError(ServiceError):
    """The folder of the models cannot be written: check MODELS_DIR, its free space and its owner."""

    code = "models_dir_not_writable"


def file_name(sku: str) -> str:
    """A file name (without suffix) for any product code; different codes have different names.

    Percent-encoded, a leading dot too, so that no code can leave the folder or hide in it.
    """
    name = quote(sku, safe=" !#$&'()+,;=@[]^_`{}~-.")
    if name.startswith("."):
        name = "%2E" + name[1:]
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 17]}%{hashlib.sha256(sku.encode()).hexdigest()[:16]}"
    return name


def document_path(sku: str) -> Path:
    return get_settings().models_dir / f"{file_name(sku)}.json"


def version_path(sku: str, version: int) -> Path:
    return get_settings().models_dir / "versions" / file_name(sku) / f"{version}.json"


def meta_path(sku: str) -> Path:
    return get_settings().models_meta_dir / f"{file_name(sku)}.json"


def write(sku: str, document: str | None, meta: dict[str, Any]) -> None:
    """Put a trained model where every process finds it, each file whole or not at all. Raises ModelsFolderError.

    A method that has no document of its own leaves none of an older model behind.
    """
    try:
        if document is None:
            document_path(sku).unlink(missing_ok=True)
        else:
            _write_whole(version_path(sku, meta["version"]), document)
            _write_whole(document_path(sku), document)
        _write_whole(meta_path(sku), json.dumps(meta, ensure_ascii=False, indent=1))
    except OSError as error:
        raise ModelsFolderError(
            _(
                "The model of {sku!r} could not be written to MODELS_DIR ({reason}); the old one is still served.",
                sku=sku,
                reason=error.strerror,
            )
        ) from error


def write_version(sku: str, version: int, document: str) -> None:
    """Keep the document of a version that is not served. Raises ModelsFolderError."""
    try:
        _write_whole(version_path(sku, version), document)
    except OSError as error:
        raise ModelsFolderError(
            _("The model of {sku!r} could not be written to MODELS_DIR ({reason}).", sku=sku, reason=error.strerror)
        ) from error


def read(sku: str) -> str:
    """The champion's document. Raises OSError when it is not there."""
    return document_path(sku).read_text(encoding="utf-8")


def read_version(sku: str, version: int) -> str:
    """The document of one version. Raises ModelsFolderError when it is not there."""
    try:
        return version_path(sku, version).read_text(encoding="utf-8")
    except OSError as error:
        raise ModelsFolderError(
            _("Version {version} of {sku!r} is missing in MODELS_DIR.", version=version, sku=sku)
        ) from error


def forget_version(sku: str, version: int) -> None:
    version_path(sku, version).unlink(missing_ok=True)


def forget(sku: str) -> None:
    """Remove all files of a product."""
    document_path(sku).unlink(missing_ok=True)
    meta_path(sku).unlink(missing_ok=True)
    shutil.rmtree(version_path(sku, 0).parent, ignore_errors=True)


def rename(before: str, now: str) -> None:
    """The files of a product that has another code now."""
    moved = {document_path(before): document_path(now), version_path(before, 0).parent: version_path(now, 0).parent}
    for source, target in moved.items():
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    if meta_path(before).exists():
        meta = json.loads(meta_path(before).read_text(encoding="utf-8")) | {"product_sku": now}
        _write_whole(meta_path(now), json.dumps(meta, ensure_ascii=False, indent=1))
        meta_path(before).unlink(missing_ok=True)


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
