"""A worker of a GPU: it serves the queue of the families that want one, and no other worker does."""

import pytest

from tests.children import Child
from tests.functional.steps import new_product, submitted, succeeded
from tests.stack import ROOT, embedded_stack


@pytest.fixture(scope="module")
def stack():
    with embedded_stack(GPU_FAMILIES="xgboost", CUDA_VISIBLE_DEVICES="0") as stack:
        yield stack


@pytest.fixture
def gpu_worker(stack, tmp_path):
    command = ["./start_worker.sh", "worker", "-n", "gpu0@%h", "--queues", "training-gpu", "--concurrency", "1"]
    worker = Child(command, tmp_path / "gpu.log", stack.environment, cwd=ROOT)
    yield worker
    worker.kill()


def test_a_family_that_wants_a_gpu_waits_for_its_worker_and_the_others_do_not(stack, gpu_worker):
    with stack.client("planner") as planner:
        sku = new_product(planner, 200)
        waiting = submitted(planner.post("/train/xgboost/async", json={"product_skus": [sku]}))
        succeeded(planner, submitted(planner.post("/train/prophet/async", json={"product_skus": [sku]})))
        assert planner.get(f"/tasks/{waiting}").json()["status"] == "PENDING"
        gpu_worker.start()
        assert succeeded(planner, waiting)["trained"] == 1
