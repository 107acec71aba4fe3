"""All that a shop has, as a folder that any database takes: `flask backup DIR`, `flask restore DIR`.

    manifest.json        when it was made, the step of the schema, the digest (SHA-256) of every file
    tables/<name>.gz     lines of JSON: the names of the columns, then one list for each row
    models/              the models folder

Rows are plain values, no dump of one database: what was written on SQLite is read on PostgreSQL, and the other way
round. A backup of an older schema is read into that schema, which is then brought to the newest one.
"""

MANIFEST, TABLES, MODELS = "manifest.json", "tables", "models"
FORMAT = 1
# What is true only where and when it was written: who is signed in, which answers were given, who works.
LEFT_OUT = {"alembic_version", "user_sessions", "idempotency_keys", "worker_heartbeats"}
# Rows at a time.
BATCH = 2000
