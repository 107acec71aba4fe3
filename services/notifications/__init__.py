"""What the outside is told: the outbox, webhooks, mail."""
