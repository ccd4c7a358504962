"""A mail server for tests: it takes what it is sent, but for addresses that it refuses."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, refuses: set[str]) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.refuses = refuses
        self.taken: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self._say("220 test")
        for line in self.rfile:
            said = line.decode().strip()
            verb = said[:4].upper()
            if verb == "DATA":
                self._say("354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.taken.append(text.decode())
            if verb == "QUIT":
                return self._say("221 bye")
            refused = verb == "RCPT" and any(address in said for address in self.server.refuses)
            self._say("550 no such person" if refused else "250 ok")
        return None

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def a_mail_server(settings, *, refuses: set[str] | None = None) -> Iterator[Server]:
    """Django's e-mail goes to this server while it stands."""
    with Server(refuses or set()) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        yield server
        server.shutdown()
