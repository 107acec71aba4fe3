import uuid

import pytest
from kombu import Connection, Consumer, Producer, Queue

import celery_app
from celery_app import Transport

NO_MESSAGES = ["no JSON", "{", "[]", "17", "null", '"text"', "{}", '{"properties": {}}', '{"properties": 1}']
BROKEN_BODY = '{"properties": {"delivery_tag": "x", "body_encoding": "base64"}, "body": "?"}'


@pytest.fixture
def connection(broker):
    options = celery_app._transport_options(broker.url)
    with Connection(broker.url, transport_options=options) as connected:
        assert isinstance(connected.transport, Transport)
        yield connected


@pytest.mark.parametrize("text", [*NO_MESSAGES, BROKEN_BODY, b"\xff\x00"])
def test_what_is_no_message_is_dropped_and_the_next_one_arrives(connection, broker, text):
    queue, received = Queue(uuid.uuid4().hex), []
    with Consumer(connection, queue, callbacks=[lambda body, message: received.append(body)], accept=["json"]):
        broker.client().lpush(queue.name, text)
        Producer(connection).publish({"number": 1}, routing_key=queue.name, serializer="json")
        while not received:
            connection.drain_events(timeout=10)
    assert received == [{"number": 1}]
