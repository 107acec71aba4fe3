import json
import subprocess
import sys

PROGRAM = """
import logging
from utils import ids
from utils.logging import configure_logging
configure_logging("INFO")
configure_logging("INFO")
ids.request_id.set("r-1")
logging.getLogger("x").info("thing.happened", extra={"product": "A"})
logging.getLogger("x").debug("too fine")
logging.getLogger("x").error("line\\nbreak")
"""


def test_each_line_is_one_json_object_with_its_request():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["thing.happened", "line\nbreak"]
    assert (lines[0]["level"], lines[0]["logger"], lines[0]["request_id"]) == ("INFO", "x", "r-1")
    assert lines[0]["product"] == "A"
