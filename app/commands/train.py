import time

import click

from services.jobs.jobs import Status
from services.replays import reconstruction
from services.task_service import ENDED, TaskService
from services.training import training_service


@click.command
@click.option("--model", default=training_service.AUTO, show_default=True, help="Method to train with.")
def command(model: str) -> None:
    """Train the whole catalogue and show how it goes."""
    task_id = training_service.submit_all(model, None).task_id
    record = TaskService.get_task_status(task_id)
    with click.progressbar(length=1000, label="Training") as bar:
        done = 0
        while record.status not in ENDED:
            time.sleep(0.3)
            record = TaskService.get_task_status(task_id)
            promille = int(1000 * record.progress_current / max(1, record.progress_total))
            bar.update(promille - done)
            done = promille
    if record.status != Status.SUCCESS:
        raise click.ClickException(f"Training ended with {record.status}: {record.error_message}")
    click.echo(f"{record.result['trained']} products trained, {record.result['failed']} failed.")
    if reconstruction.submit_if_due()["reconstructions"]:
        click.echo("In the background it is worked out how forecasts of the past weeks would have done.")
