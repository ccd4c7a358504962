"""What tests of accounts share."""

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys, monkeypatch) -> Command:
    """Run a command: (exit status, standard output, standard error). `stdin` is its standard input."""

    def run_command(name: str, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = 0
        try:
            call_command(name, *arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run_command
