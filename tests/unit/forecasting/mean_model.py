"""A library that stands in for the heavy ones: its model is a mean."""

import json
import os
import time


def fit(arrays, options, report_progress):
    if "wrong" in options:
        raise ValueError("such an option")
    print("libraries print")
    report_progress(0.5, "halfway")
    time.sleep(options.get("seconds", 0))
    return {"mean": float(arrays["targets"].mean()), "secret": os.environ.get("JWT_SECRET_KEY")}


def predict(model, arrays):
    return {"targets": arrays["matrix"] * 0 + model["mean"]}


def save(model):
    return json.dumps(model).encode()


def load(saved):
    model = json.loads(saved)
    time.sleep(model.get("seconds", 0))
    return model
