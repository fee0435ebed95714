"""Twilio as far as texts need it, on a local port: its REST API, and the webhooks that it signs."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientSession
from twilio.request_validator import RequestValidator

TAKES, TOO_MANY = 201, 20429
KNOWN_TO_CARRIERS = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT")
PATIENCE_SECONDS = 30.0  # for a request that is held, so that no test hangs


@dataclass(frozen=True)
class Answer:
    """What becomes of one request: a status and Twilio's code of an error, late or never.

    `after` is waited for before the answer, `hang_up` keeps the text and closes the connection without one, `body`
    stands for Twilio's JSON.
    """

    status: int = TAKES
    code: int = TOO_MANY
    after: threading.Event | None = None
    hang_up: bool = False
    body: bytes | None = None


HANGS_UP = Answer(hang_up=True)


class TwilioStandIn:
    """Keeps what it is sent in `texts`, and their ids in `sids`; `asked` has what it refused as well.

    `answers` are those of the next requests, `to` those of every request for a number; a bare number is a status.
    Otherwise it takes all, but for a number that has texted STOP to it.
    """

    def __init__(self, *answers: int | Answer, token: str = "secret") -> None:  # noqa: S107  of tests
        self.answers: list[int | Answer] = list(answers)
        self.to: dict[str, int | Answer] = {}
        self.asked: list[dict[str, str]] = []
        self.texts: list[dict[str, str]] = []
        self.sids: list[str] = []
        self.arrived = threading.Event()  # a request has come, answered or not
        self._token = token
        self._webhooks = 0
        self._lock = threading.Lock()
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                answer, sid = stand_in._take({key: values[0] for key, values in parse_qs(body).items()})
                if answer.after is not None:
                    answer.after.wait(PATIENCE_SECONDS)
                self.close_connection = True
                if answer.hang_up:
                    return
                told = {"sid": sid, "code": answer.code, "message": "no", "status": answer.status}
                content = json.dumps(told).encode() if answer.body is None else answer.body
                with contextlib.suppress(OSError):  # nobody waits for it any more
                    self.send_response(answer.status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                    self.send_header("Connection", "close")
                    self.end_headers()
                    self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_: object) -> None:
                """A sender that was killed while it waited."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def _take(self, text: dict[str, str]) -> tuple[Answer, str]:
        with self._lock:
            given = self.answers.pop(0) if self.answers else self.to.get(text["To"], TAKES)
            answer = given if isinstance(given, Answer) else Answer(given)
            sid = f"SM{len(self.texts) + 1:032d}"
            self.asked.append(text)
            if 200 <= answer.status < 300:
                self.texts.append(text)
                self.sids.append(sid)
            self.arrived.set()
            return answer, sid

    def texts_to(self, number: str) -> list[str]:
        """The words of what this number got, in order."""
        with self._lock:
            return [text["Body"] for text in self.texts if text["To"] == number]

    @property
    def callbacks(self) -> list[str]:
        """Where it is to report what becomes of each text."""
        return [text["StatusCallback"] for text in self.texts]

    async def report(self, number: int, status: str, served: str, *, code: int | None = None) -> int:
        """Report what became of the text with this place in `texts`, by a signed webhook to the app at `served`."""
        form = {"MessageSid": self.sids[number], "MessageStatus": status, "AccountSid": "AC1"}
        if code is not None:
            form["ErrorCode"] = str(code)
        return await self._post(self.texts[number]["StatusCallback"], form, served)

    async def text(self, body: str, sender: str, to: str, served: str, **more: str) -> int:
        """Hand on a text of `sender`. `to` is the webhook as it is set at Twilio, `served` where the app is."""
        self._webhooks += 1
        form = {"MessageSid": f"IN{self._webhooks:032d}", "From": sender, "Body": body, "NumMedia": "0", **more}
        if body.strip().upper() in KNOWN_TO_CARRIERS:
            self.to[sender] = Answer(400, 21610)
        elif body.strip().upper() in ("START", "YES", "UNSTOP"):
            self.to.pop(sender, None)
        return await self._post(to, form, served)

    async def _post(self, address: str, form: dict[str, str], served: str) -> int:
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        signature = RequestValidator(self._token).compute_signature(address, form)
        async with (
            ClientSession() as http,
            http.post(served + path, data=form, headers={"X-Twilio-Signature": signature}) as answer,
        ):
            return answer.status

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
