"""The engine: numbers in, numbers out.

Nothing here knows a database, a web request, a queue, the clock or the environment.
"""
