"""check_deliveries: check what was taken in and waits; the serving processes run it by themselves."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from scorecards.checker import LOCK_FOR_CHECKING, be_nice, end_with_parent
from scorecards.services.uploads import check_waiting_deliveries


class Command(BaseCommand):
    help = "Check the received deliveries that wait. Does nothing while another process is at it."
    requires_system_checks = ()  # they import every page, which takes longer than most deliveries

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--end-with-parent", action="store_true", help="end when standard input does")

    def handle(self, **options: Any) -> None:
        if options["end_with_parent"]:
            end_with_parent()
        be_nice()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_FOR_CHECKING])
            if not cursor.fetchone()[0]:
                self.stderr.write("Another process is checking.")
                return
            try:
                done = check_waiting_deliveries()
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_FOR_CHECKING])
        self.stderr.write(f"Checked: {done}.")
