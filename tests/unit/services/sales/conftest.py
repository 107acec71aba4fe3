import io

import pytest

from services.jobs import jobs, task_runs
from services.sales import imports, sales_service
from services.sales.imports import ImportRequest
from services.sales.sales_service import HistoryQuery
from services.task_service import TaskService


@pytest.fixture
def taken_in(user_ids):
    """Have a file imported as a worker does; returns its report."""

    def take_in(content, **asked):
        task_id = imports.submit(io.BytesIO(content), ImportRequest(**asked), user_ids[0]).task_id
        job = jobs.of_record(TaskService.get_task_status(task_id))
        return imports.run(task_runs.start(task_id, job), job)

    return take_in


@pytest.fixture
def kept(database):
    """The units of a product by day."""

    def history(sku):
        sales = sales_service.history(HistoryQuery(sku), 500, None).items
        return {sale.day.isoformat(): round(sale.quantity, 6) for sale in sales}

    return history
