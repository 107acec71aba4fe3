import sqlalchemy as sa

from app.db import transaction
from app.models import TaskRecord
from services.jobs import jobs, task_publisher, task_runs
from services.task_service import TaskService, new_record


def record_of_an_earlier_version(name, args):
    with transaction() as session:
        record = new_record(jobs.TrainAll())
        record.name, record.subject = name, None
        session.add(record)
        session.flush()
        session.execute(sa.update(TaskRecord).where(TaskRecord.id == record.id).values(args=args))
    return record.id


def test_a_record_by_position_is_the_same_job(database):
    task_id = record_of_an_earlier_version(jobs.TRAIN_ALL, ["auto", None, ["A"], {}])
    job = jobs.of_record(TaskService.get_task_status(task_id))
    assert job == jobs.TrainAll("auto", None, ["A"], {})


def test_a_record_by_position_is_published_and_started(database):
    task_id = record_of_an_earlier_version(jobs.TRAIN_PRODUCT, ["A", "auto"])
    record = TaskService.get_task_status(task_id)
    task_publisher.publish(record)
    assert task_runs.start(task_id, jobs.job_of(record.name, *[record.args])) is not None


def test_a_message_by_position_and_one_by_name_are_the_same_job():
    by_position = jobs.job_of(jobs.PREDICT_STOCK, ["A", 7, 80.0])
    assert by_position == jobs.job_of(jobs.PREDICT_STOCK, kwargs={"product_sku": "A"})


def test_what_is_usual_is_not_shown():
    assert jobs.TrainAll("auto", None, None, None).given == []
    assert jobs.PredictStock("A", 14).given == ["A", 14]
    assert jobs.LongRunning(25).given == [25]
