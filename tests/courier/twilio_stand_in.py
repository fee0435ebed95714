"""Twilio's REST API as far as texts need it, on a local port: the edge of the network."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class TwilioStandIn:
    """Keeps what it is sent. `answers` are the statuses of the next requests; when none is left it takes all."""

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)
        self.texts: list[dict[str, str]] = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status = stand_in.answers.pop(0) if stand_in.answers else 201
                if status == 201:
                    stand_in.texts.append({key: values[0] for key, values in parse_qs(body).items()})
                told = {"sid": f"SM{len(stand_in.texts):032d}", "code": 20429, "message": "no", "status": status}
                content = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
