"""Bodies that are files, sent as they are or in a form."""

from typing import IO, Any

from flask import request
from werkzeug.exceptions import BadRequest


def file_body(example: str) -> dict[str, Any]:
    """How the published schema describes such a body, with an example of its text."""
    form = {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary"}},
        "required": ["file"],
    }
    content = {
        "multipart/form-data": {"schema": form},
        "text/csv": {"schema": {"type": "string"}, "example": example},
        "application/gzip": {"schema": {"type": "string", "format": "binary"}},
    }
    return {"requestBody": {"required": True, "content": content}}


def sent_name() -> str:
    """What the file of this request is called, "" where it is the body itself."""
    return (request.files["file"].filename or "") if "file" in request.files else ""


def sent_file() -> IO[bytes]:
    """The file of this request, whichever way it came. Raises BadRequest."""
    if request.mimetype != "multipart/form-data":
        return request.stream
    files = list(request.files.items(multi=True))
    if len(files) > 1:
        raise BadRequest(f"This request carries {len(files)} files; send one at a time.")
    if "file" not in request.files:
        raise BadRequest("Send the file as the form field 'file', or as the body itself.")
    return request.files["file"].stream
