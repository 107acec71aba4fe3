"""The queues, one per kind of work: a prediction must not stand behind a night's training."""

# Workers serve it only where they are told to: what is sent there wants the GPU that they have.
GPU_QUEUE = "training-gpu"
QUEUES = ("predictions", "training", "maintenance", GPU_QUEUE)
