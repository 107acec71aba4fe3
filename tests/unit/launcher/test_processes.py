import os
import subprocess
import sys

from launcher import processes


def test_both_ways_to_list_processes_find_the_same():
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    try:
        for living in (processes.living_by_proc, processes.living_by_ps):
            assert {os.getpid(), sleeper.pid} <= set(living())
        assert processes.members(sleeper.pid) == [sleeper.pid]
    finally:
        sleeper.kill()
        # Dead, and not yet buried by us.
        os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
        assert sleeper.pid not in {*processes.living_by_ps(), *processes.living_by_proc()}
        sleeper.wait()
