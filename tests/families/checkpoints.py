"""Small checkpoints of Chronos, made by its own classes, with the weights they begin with.

Their libraries are imported by who makes one: where they are not installed these tests are skipped.
"""

from importlib import import_module

SMALL = {"d_model": 16, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 2}
QUANTILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
PATCHES = {"context_length": 128, "input_patch_size": 16, "input_patch_stride": 16, "quantiles": QUANTILES}
TOKENS = 64
SAMPLED = {
    "tokenizer_class": "MeanScaleUniformBins",
    "tokenizer_kwargs": {"low_limit": -15.0, "high_limit": 15.0},
    "context_length": 128,
    "prediction_length": 28,
    "n_tokens": TOKENS,
    "n_special_tokens": 2,
    "pad_token_id": 0,
    "eos_token_id": 1,
    "use_eos_token": True,
    "model_type": "seq2seq",
    "num_samples": 5,
    "temperature": 1.0,
    "top_k": 50,
    "top_p": 1.0,
}


def chronos():
    settings = {"chronos_config": SAMPLED, "chronos_pipeline_class": "ChronosPipeline", "vocab_size": TOKENS}
    return import_module("transformers").T5ForConditionalGeneration(_t5(settings))


def chronos_bolt():
    own = PATCHES | {"prediction_length": 16, "use_reg_token": True}
    settings = {"chronos_config": own, "chronos_pipeline_class": "ChronosBoltPipeline"}
    return import_module("chronos.chronos_bolt").ChronosBoltModelForForecasting(_t5(settings))


def chronos_2():
    own = PATCHES | {"output_patch_size": 16, "max_output_patches": 2, "use_reg_token": True, "use_arcsinh": True}
    config = import_module("chronos.chronos2.config").Chronos2CoreConfig
    settings = {"chronos_config": own, "chronos_pipeline_class": "Chronos2Pipeline"}
    return import_module("chronos").Chronos2Model(config(**SMALL, **settings))


def _t5(settings):
    special = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0}
    return import_module("transformers").T5Config(**SMALL, **special, **settings)


MADE = {"chronos": chronos, "chronos_bolt": chronos_bolt, "chronos_2": chronos_2}
