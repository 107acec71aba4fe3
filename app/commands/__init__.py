"""The `flask` commands of an operator, one a module; `app.cli` finds each by its module's name."""
