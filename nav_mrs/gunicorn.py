"""How gunicorn serves: `python -m gunicorn -c nav_mrs/gunicorn.py nav_mrs.wsgi`."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
preload_app = True  # everything is imported once, and the workers share it
timeout = 60
graceful_timeout = 5
control_socket_disable = True
