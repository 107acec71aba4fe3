"""What is sent to the outside: the outbox, webhooks, mail."""
