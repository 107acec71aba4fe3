from flask import Flask

from routes import csv_answers


def test_rows_are_taken_as_they_are_sent():
    taken = []
    rows = ([taken.append(number) or number] for number in range(10 * csv_answers.TOGETHER))
    with Flask(__name__).test_request_context():
        answer = csv_answers.table("days.csv", ["day"], rows)
    assert next(answer.iter_encoded()).startswith(b"day\r\n0\r\n1\r\n")
    assert len(taken) < 2 * csv_answers.TOGETHER
    sent = b"".join(answer.iter_encoded())
    assert len(taken) == 10 * csv_answers.TOGETHER
    assert sent.endswith(b"\r\n4999\r\n")
