"""The embedded PostgreSQL: used where DATABASE_URL is unset, so that nobody has to install a server.

The binaries come from a wheel. The first process that needs the server starts it, and it stops with the last one;
docs/decisions/0001-embedded-postgresql.md says why it is done this way.
"""
