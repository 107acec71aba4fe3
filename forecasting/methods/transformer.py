"""A transformer over patches of each product's history, trained from scratch on the catalogue (PatchTST).

Nie et al., "A time series is worth 64 words: long-term forecasting with transformers", ICLR 2023, as `transformers` of
Hugging Face has it. Learns from `forecasting.windows`; weights are saved as safetensors, beside their configuration.
"""

import importlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from forecasting import early_stopping
from forecasting.options import number, whole
from forecasting.progress import ReportProgress

ARCHITECTURE = {
    "num_input_channels": 1,
    "patch_length": 14,
    "patch_stride": 14,
    "d_model": 64,
    "num_attention_heads": 4,
    "ffn_dim": 128,
    "ff_dropout": 0.1,
    "head_dropout": 0.1,
    "scaling": None,  # `forecasting.windows` has scaled them.
}
BATCH = 64
WEIGHT_DECAY = 0.01
# Epochs without a gain on the weeks held back, after which it stops.
PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Options:
    """epochs -- passes over the windows at most; num_hidden_layers -- layers of the encoder"""

    epochs: int = whole(20, 1, 2000, "Epochs at most")
    learning_rate: float = number(0.001, 1, "Learning rate")
    num_hidden_layers: int = whole(2, 1, 12, "Layers")


def fit(windows: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress) -> Any:
    """A transformer as it was when it did best on the weeks held back."""
    torch = importlib.import_module("torch")
    torch.manual_seed(0)
    contexts, targets, held_back = windows["matrix"], windows["targets"], windows["held_back"]
    model = _model(
        ARCHITECTURE
        | {
            "context_length": contexts.shape[1],
            "prediction_length": targets.shape[1],
            "num_hidden_layers": options["num_hidden_layers"],
        }
    )
    descent = torch.optim.AdamW(model.parameters(), options["learning_rate"], weight_decay=WEIGHT_DECAY)
    draw, learnt = np.random.default_rng(0), np.flatnonzero(~held_back)
    losses: list[float] = []
    best: dict[str, Any] = {}
    while len(losses) < options["epochs"] and early_stopping.still_gains(losses, PATIENCE):
        step = f"epoch {len(losses) + 1}/{options['epochs']}" + (f", loss {losses[-1]:.3f}" if losses else "")
        batches = np.array_split(draw.permutation(learnt), -(-len(learnt) // BATCH))
        model.train()
        for done, batch in enumerate(batches):
            _step(torch, model, descent, contexts[batch], targets[batch])
            report_progress((len(losses) + (done + 1) / len(batches)) / options["epochs"], step)
        said = predict(model, {"matrix": contexts[held_back]})["targets"]
        losses.append(float(np.nanmean((said - targets[held_back]) ** 2)))
        if losses[-1] == min(losses):
            best = {name: weight.clone() for name, weight in model.state_dict().items()}
    model.load_state_dict(best)
    return model


def predict(model: Any, windows: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    torch = importlib.import_module("torch")
    contexts, out = windows["matrix"], []
    model.eval()
    with torch.inference_mode():
        for first in range(0, len(contexts), BATCH):
            out.append(model(**_seen(torch, contexts[first : first + BATCH])).prediction_outputs[:, :, 0].numpy())
    return {"targets": np.concatenate(out).astype(np.float64)}


def save(model: Any) -> bytes:
    """Weights in safetensors, which holds nothing else but a word beside them: the configuration, as JSON."""
    architecture = {name: getattr(model.config, name) for name in _SHAPE}
    metadata = {"architecture": json.dumps(architecture)}
    return bytes(importlib.import_module("safetensors.torch").save(model.state_dict(), metadata))


def load(saved: bytes) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.safetensors")
        path.write_bytes(saved)
        with importlib.import_module("safetensors").safe_open(path, framework="pt") as file:
            model = _model(json.loads(file.metadata()["architecture"]))
            model.load_state_dict({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118 -- no mapping
    return model


_SHAPE = (*ARCHITECTURE, "context_length", "prediction_length", "num_hidden_layers")


def _model(architecture: Mapping[str, Any]) -> Any:
    transformers = importlib.import_module("transformers")  # only ever loaded in the process of its own
    return transformers.PatchTSTForPrediction(transformers.PatchTSTConfig(**architecture))


def _seen(torch: Any, contexts: np.ndarray) -> dict[str, Any]:
    """What is unknown is the recent level, and said to be unknown."""
    known = ~np.isnan(contexts)
    return {
        "past_values": torch.from_numpy(np.where(known, contexts, np.float32(0))[:, :, None]),
        "past_observed_mask": torch.from_numpy(known[:, :, None]),
    }


def _step(torch: Any, model: Any, descent: Any, contexts: np.ndarray, targets: np.ndarray) -> None:
    known = torch.from_numpy(~np.isnan(targets))
    if not known.any():
        return
    said = model(**_seen(torch, contexts)).prediction_outputs[:, :, 0]
    loss = ((said - torch.from_numpy(np.nan_to_num(targets).astype(np.float32)))[known] ** 2).mean()
    descent.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    descent.step()
