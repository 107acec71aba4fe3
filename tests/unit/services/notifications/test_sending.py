import email
import json
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Notification, TaskRecord, Webhook
from services.jobs import jobs, task_news, task_runs
from services.notifications import outbox, sending, webhook_client, webhooks
from services.task_service import TaskService
from tests import receivers, servers
from utils import clock
from utils.config import use_settings

TRAIN = jobs.TrainProduct("A", "auto")
RUN = jobs.TrainAll("auto")


@pytest.fixture
def receiver(database):
    use_settings(database.model_copy(update={"webhooks_allow_private": True}))
    with receivers.http_receiver() as server:
        yield server


@pytest.fixture
def webhook(receiver):
    return webhooks.create_webhook(receiver.url, list(outbox.EVENTS))


@pytest.fixture
def mail_box(database):
    with receivers.mail_receiver(servers.free_port()) as box:
        use_settings(database.model_copy(update={"smtp_url": box.url, "alert_email": "ops@shop.example"}))
        yield box


def start(job, user_id=None):
    return task_runs.start(TaskService.submit(job, user_id).task_id, job)


def end(running, **result):
    with transaction() as session:
        running.finish(session, result)


def end_of_run(**result):
    running = start(RUN)
    end(running, **result)
    return running.id


def alarm(task_id=None):
    with transaction() as session:
        task = task_news.news_of(session.get_one(TaskRecord, task_id)) if task_id else None
        data = {
            "schedule": "nightly",
            "message": "nightly waits for a worker",
            "due_at": "2026-03-03T02:00:00+00:00",
            "task": task,
        }
        outbox.note_alarm(session, "not_started", data)


def events(receiver):
    return [json.loads(body) for _, body in receiver.received]


def deliveries(webhook):
    return webhooks.list_sent(webhook.id, 10, None).items


def become_due():
    with transaction() as session:
        due = sa.update(Notification).where(Notification.due_at.is_not(None))
        session.execute(due.values(due_at=clock.now() - timedelta(seconds=1)))


def test_the_end_of_a_task_is_told_signed_and_once(webhook, receiver):
    running = start(TRAIN)
    end(running, secret_figures=1)
    assert sending.send_due() == {"delivered": 1, "failed": 0}
    assert sending.send_due() == {"delivered": 0, "failed": 0}
    ((headers, body),) = receiver.received
    event = json.loads(body)
    assert (event["type"], event["data"]["task_id"]) == ("task.succeeded", running.id)
    assert "secret_figures" not in body
    stamp = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == webhook_client.sign(webhook.secret, headers["webhook-id"], stamp, body)


def test_a_failure_is_told_with_its_reason(webhook, receiver):
    task_runs.fail(start(TRAIN).id, "out_of_flour", "There is no flour.")
    sending.send_due()
    (event,) = events(receiver)
    assert event["type"] == "task.failed"
    assert event["data"]["error"] == {"code": "out_of_flour", "message": "There is no flour."}


def test_a_run_is_told_with_its_outcome(webhook, receiver):
    end(start(RUN), outcome="partial", products=3, trained=2, failed=1, failures=[{"product_sku": "A"}])
    sending.send_due()
    (event,) = events(receiver)
    assert event["type"] == "run.completed"
    assert event["data"]["result"] == {"outcome": "partial", "products": 3, "trained": 2, "failed": 1}


def test_a_run_that_was_never_planned_has_failed(webhook, receiver):
    task_runs.fail(start(RUN).id, "internal_error", "It broke.")
    sending.send_due()
    assert events(receiver)[0]["data"]["result"]["outcome"] == "failed"


def test_only_what_was_asked_for_is_told(receiver):
    webhooks.create_webhook(receiver.url, ["task.failed"])
    end(start(TRAIN))
    assert sending.send_due()["delivered"] == 0


def test_a_cancelled_task_is_no_news(webhook):
    TaskService.cancel_task(start(TRAIN).id)
    assert deliveries(webhook) == []


def test_what_is_not_kept_is_not_told(webhook):
    running = start(TRAIN)
    with transaction() as session:
        running.finish(session, {})
        session.rollback()
    assert deliveries(webhook) == []


def test_a_receiver_that_fails_is_asked_again_later(webhook, receiver):
    receiver.status = 500
    end(start(TRAIN))
    sending.send_due()
    (waiting,) = deliveries(webhook)
    assert (waiting.attempts[0]["status"], waiting.delivered_at) == (500, None)
    assert waiting.due_at > clock.now()
    receiver.status = 200
    become_due()
    sending.send_due()
    (told,) = deliveries(webhook)
    assert [attempt["status"] for attempt in told.attempts] == [500, 200]
    assert told.delivered_at
    assert len({headers["webhook-id"] for headers, _ in receiver.received}) == 1


def test_a_receiver_is_given_up_after_a_day(webhook, receiver):
    receiver.status = 302
    end(start(TRAIN))
    for _ in range(len(sending.PAUSES) + 3):
        sending.send_due()
        become_due()
    (given_up,) = deliveries(webhook)
    assert (given_up.due_at, given_up.delivered_at) == (None, None)
    assert len(given_up.attempts) == len(sending.PAUSES) + 1
    assert 20 * 60 < sum(sending.PAUSES) < 28 * 60


def test_an_address_nobody_can_reach_stops_nothing_and_is_given_up(webhook, receiver):
    with transaction() as session:
        session.execute(sa.update(Webhook).values(url="http://a..b/ü"))
    fine = webhooks.create_webhook(receiver.url, ["task.succeeded"])
    end(start(TRAIN))
    assert sending.send_due() == {"delivered": 1, "failed": 1}
    assert deliveries(fine)[0].delivered_at
    assert deliveries(webhook)[0].due_at > clock.now()


def test_a_webhook_that_leads_inside_by_now_is_not_served(webhook, receiver, database):
    use_settings(database)
    end(start(TRAIN))
    assert sending.send_due() == {"delivered": 0, "failed": 1}
    assert "AddressRefused" in deliveries(webhook)[0].attempts[0]["error"]
    assert receiver.received == []


def test_a_deleted_webhook_is_told_nothing_more(webhook, receiver):
    end(start(TRAIN))
    webhooks.delete_webhook(webhook.id)
    assert sending.send_due() == {"delivered": 0, "failed": 0}


def test_two_who_deliver_at_once_tell_it_once(webhook, receiver):
    end(start(TRAIN))
    first, second = (sending._claimed(webhook.id, float("inf")) for _ in range(2))
    assert len([*first, *second]) == 1


def test_the_sender_is_woken_when_something_is_due(webhook, broker):
    task_news.wake_sender()
    assert broker.client().llen("maintenance") == 0
    end(start(TRAIN))
    task_news.wake_sender()
    assert broker.client().llen("maintenance") == 1


def test_an_alarm_is_mailed_with_what_it_is_about(mail_box):
    alarm(end_of_run(outcome="partial", products=3, trained=2, failed=1))
    assert sending.send_due() == {"delivered": 1, "failed": 0}
    ((receivers_of_mail, text),) = mail_box.mails
    assert receivers_of_mail == ["ops@shop.example"]
    assert "Subject: Stockcast: nightly not started" in text
    assert "nightly waits for a worker." in text
    assert "It was due at 3 March 2026, 02:00 (UTC)." in text
    assert "2 of 3 products were trained, 1 failed." in text
    assert email.message_from_string(text)["Date"]


def test_the_end_of_a_task_is_not_mailed(mail_box):
    end_of_run(outcome="failed", products=3, trained=0, failed=3)
    assert sending.send_due() == {"delivered": 0, "failed": 0}


def test_a_mail_server_that_is_away_is_asked_again(database):
    url = f"smtp://127.0.0.1:{servers.free_port()}"
    use_settings(database.model_copy(update={"smtp_url": url, "alert_email": "ops@shop.example"}))
    alarm()
    assert sending.send_due() == {"delivered": 0, "failed": 1}
    with snapshot() as session:
        assert session.scalars(sa.select(Notification)).one().due_at > clock.now()


class StrictMailBox(receivers.MailBox):
    """Knows nobody."""

    async def handle_RCPT(self, server, session, envelope, address, options):
        return "550 5.1.1 no such user"


def test_a_mail_to_an_address_that_does_not_exist_is_given_up_at_once_and_says_why(database):
    with receivers.mail_receiver(servers.free_port(), StrictMailBox()) as box:
        use_settings(database.model_copy(update={"smtp_url": box.url, "alert_email": "ops@shop.example"}))
        alarm()
        sending.send_due()
    with snapshot() as session:
        sent = session.scalars(sa.select(Notification)).one()
    said = "The mail server takes nothing for ops@shop.example: 5.1.1 no such user"
    assert (sent.status, sent.attempts[-1]["error"]) == ("given_up", said)


def test_a_password_is_not_sent_in_the_clear(mail_box, database):
    url = mail_box.url.replace("smtp://", "smtp://ops:secret@")
    use_settings(database.model_copy(update={"smtp_url": url, "alert_email": "ops@shop.example"}))
    alarm()
    assert sending.send_due() == {"delivered": 0, "failed": 1}
    assert mail_box.mails == []


def test_a_receiver_that_takes_its_time_holds_up_nobody_else(webhook, receiver, database, monkeypatch):
    """However much waits for it, and has waited longer."""
    monkeypatch.setattr(sending, "QUICK_SECONDS", 0)
    monkeypatch.setattr(sending, "SHARE_SECONDS", 1e-9)  # Everybody is slow.
    for _ in range(3):
        end(start(TRAIN))
    other = webhooks.create_webhook(receiver.url, ["task.failed"])
    task_runs.fail(start(TRAIN).id, "out_of_flour", "There is no flour.")
    assert sending.send_due() == {"delivered": 2, "failed": 0}
    assert deliveries(other)[0].delivered_at
    assert [bool(own.delivered_at) for own in deliveries(webhook)] == [False, False, False, True]
    assert sending.send_due() == {"delivered": 1, "failed": 0}


def test_mails_do_not_wait_for_programs(webhook, mail_box):
    end(start(TRAIN))
    alarm()
    assert sending._receivers() == [sending.MAIL_SERVER, webhook.id]


def test_receivers_that_are_slow_are_waited_for_at_the_same_time(webhook, receiver):
    webhooks.create_webhook(receiver.url, list(outbox.EVENTS))
    receiver.meeting = threading.Barrier(2)
    end(start(TRAIN))
    assert sending.send_due() == {"delivered": 2, "failed": 0}


def test_whom_nothing_reaches_comes_after_the_others(webhook, receiver):
    receiver.status = 500
    end(start(TRAIN))
    sending.send_due()
    other = webhooks.create_webhook(receiver.url, list(outbox.EVENTS))
    end(start(TRAIN))
    become_due()
    assert sending._receivers() == [other.id, webhook.id]
    receiver.status = 200
    sending.send_due()
    assert webhooks.get_webhook(webhook.id).failing_since is None


def test_what_has_waited_a_day_for_a_receiver_that_is_away_is_given_up_at_once_and_says_so(webhook, receiver):
    receiver.status = 500
    for _ in range(3):
        end(start(TRAIN))
    now = clock.now()
    with transaction() as session:
        session.execute(sa.update(Webhook).values(failing_since=now - sending.LONGEST))
        old = sa.update(Notification).where(Notification.id.in_([own.id for own in deliveries(webhook)[1:]]))
        session.execute(old.values(created_at=now - sending.LONGEST, due_at=now + timedelta(hours=1)))
    sending.send_due()
    newest, *dropped = deliveries(webhook)
    assert (newest.status, [own.status for own in dropped]) == ("waiting", ["given_up", "given_up"])
    assert "nothing has arrived at this address since" in dropped[0].attempts[-1]["error"]


def test_a_message_is_given_up_a_day_after_its_first_try_however_few_there_were():
    a_day_ago = clock.rfc3339(clock.now() - sending.LONGEST)
    assert sending._next_try([{"at": a_day_ago}]) is None
    assert sending._next_try([{"at": clock.rfc3339(clock.now())}]) is not None


def test_while_its_secret_is_changed_a_message_is_signed_by_the_old_one_too(webhook, receiver):
    new = webhooks.rotate_secret(webhook.id, timedelta(hours=1))
    end(start(TRAIN))
    sending.send_due()
    ((headers, body),) = receiver.received
    signed = headers["webhook-id"], int(headers["webhook-timestamp"]), body
    by_each = [webhook_client.sign(secret, *signed) for secret in (new.secret, webhook.secret)]
    assert headers["webhook-signature"].split() == by_each


def test_a_receiver_that_is_gone_is_not_asked_again(webhook, receiver):
    receiver.status = 410
    end(start(TRAIN))
    assert sending.send_due() == {"delivered": 0, "failed": 1}
    (given_up,) = deliveries(webhook)
    assert (given_up.due_at, given_up.delivered_at, len(given_up.attempts)) == (None, None, 1)
