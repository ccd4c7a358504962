"""Settings of the server that `benchmarks.throughput` starts: the scratch database, and a bare view beside pages."""

import os

from nav_mrs.settings import *  # noqa: F403 - all of them
from nav_mrs.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["BENCHMARK_DATABASE"]
ROOT_URLCONF = "benchmarks.served_urls"
