"""What Apprise reaches, tried on a server of our own."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.dispatch.conftest import attempt
from tocsin.dispatch import Sent, Services
from tocsin.model import BadInput, Delivery, Notice


@pytest.fixture
def service() -> Iterator[tuple[str, list[bytes]]]:
    got: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if "good" in self.path else 500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"json://user:secret@127.0.0.1:{server.server_address[1]}", got
    server.shutdown()
    server.server_close()


def sent(notice: Notice, channel: Services, name: str) -> Sent:
    made = attempt(notice, name, channel="apprise")
    return channel.send(notice, contact=made.contact, attempt=made)


def test_a_service_is_known_by_its_name_and_its_url_id_alone(
    notice: Notice, service: tuple[str, list[bytes]], capfd: pytest.CaptureFixture[str]
) -> None:
    url, got = service
    channel = Services(urls={"duty": f"{url}/good", "dead": f"{url}/bad"}, link=lambda *_: "https://acks.example/t")
    taken, failed, none = (sent(notice, channel, name) for name in ("duty", "dead", "nobody"))
    assert [s.outcome for s in (taken, failed, none)] == [Delivery.ACCEPTED, Delivery.UNKNOWN, Delivery.REFUSED]
    assert "url_id" in taken.because
    assert "url_id" in failed.because
    told = json.loads(got[0])
    assert told["title"].startswith("[EXERCISE] TLP:AMBER")
    assert notice.body.strip() in told["message"]
    assert told["message"].endswith("https://acks.example/t")
    said = "".join((repr(channel), taken.because, failed.because, none.because, *capfd.readouterr()))
    assert "secret" not in said
    assert "127.0.0.1" not in said


def test_an_address_that_apprise_does_not_know_is_found_at_the_start_and_not_repeated() -> None:
    with pytest.raises(BadInput, match="knows no such address") as caught:
        Services(urls={"duty": "nonsense-secret"})
    assert "nonsense-secret" not in str(caught.value)
