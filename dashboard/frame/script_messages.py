"""What the scripts say in a language: of the catalogue those messages that stand in one of them."""

import json
from functools import lru_cache

from utils import language

# In a document of HTML nothing but this could end a script.
END = "<"


@lru_cache
def as_json(name: str) -> str:
    """Translations by message, plural forms as a list; empty for English."""
    if name == language.ENGLISH.language:
        return "{}"
    messages = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in language.source_of(name)
        if any(file.endswith(".js") for file, _ in message.locations)
    }
    return json.dumps(messages, ensure_ascii=False).replace(END, "\\u003c")
