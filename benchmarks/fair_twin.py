"""A web application that does what no API of this kind can leave out, and nothing more, in the usual libraries.

Each request checks a JWT. To poll is to read one row by its key; so is to predict, for the forecast was made at night.
To submit is to write one row, then to publish. SQLite as the product has it: a log of its own, flushed now and then.
"""

import os
from pathlib import Path
from uuid import uuid4

from celery import Celery
from flask import Flask, Response, jsonify, request
from flask_jwt_extended import JWTManager, jwt_required
from sqlalchemy import JSON, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

celery = Celery("fair_twin", broker=os.environ["CELERY_BROKER_URL"])
app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
JWTManager(app)
engine = create_engine(f"sqlite:///{Path(os.environ['DATA_DIR']) / 'fair_twin.db'}", connect_args={"timeout": 30})


@event.listens_for(engine, "connect")
def _configure(connection: object, record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"
    id: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    args: Mapped[list] = mapped_column(JSON)


class Forecast(Base):
    __tablename__ = "forecasts"
    product_sku: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[dict] = mapped_column(JSON)


def prepare() -> None:
    """Before the web processes start: the tables, and a forecast of as many figures as the product answers with."""
    Base.metadata.create_all(engine)
    names = ("date", "actual", "predicted", "lower", "upper")
    with Session(engine) as session:
        session.add(Forecast(product_sku="A", answer={"chart_data": [dict.fromkeys(names, 12.345)] * 37}))
        session.commit()


@app.get("/livez")
def livez() -> Response:
    return jsonify(status="ok")


@app.post("/predict/async")
@jwt_required()
def submit() -> tuple[Response, int]:
    body = request.get_json()
    task = Task(id=uuid4().hex, status="PENDING", args=[body["product_sku"], body["days"]])
    with Session(engine, expire_on_commit=False) as session:
        session.add(task)
        session.commit()
    celery.send_task("predict", args=task.args, task_id=task.id, queue="fair_twin", ignore_result=True)
    return jsonify(task_id=task.id), 202


@app.get("/predict/task/<task_id>")
@jwt_required()
def poll(task_id: str) -> Response:
    with Session(engine) as session:
        task = session.get_one(Task, task_id)
        return jsonify(task_id=task.id, status=task.status)


@app.post("/predict")
@jwt_required()
def predict() -> Response:
    body = request.get_json()
    with Session(engine) as session:
        return jsonify(product_sku=body["product_sku"], **session.get_one(Forecast, "A").answer)


if __name__ == "__main__":
    prepare()
