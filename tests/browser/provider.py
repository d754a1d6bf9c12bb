"""A small OpenID Connect provider on the loopback: whoever asks may choose who they are."""

from __future__ import annotations

import html
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "dashboard"


@contextmanager
def provider(accounts: Sequence[str]) -> Iterator[str]:
    """Run a provider whose page offers these mail addresses; yield its address."""
    key = RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})

    class Provider(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/.well-known/openid-configuration":
                self._json(
                    {
                        "issuer": issuer,
                        "authorization_endpoint": f"{issuer}/authorize",
                        "token_endpoint": f"{issuer}/token",
                        "jwks_uri": f"{issuer}/jwks",
                        "end_session_endpoint": f"{issuer}/end",
                        "id_token_signing_alg_values_supported": ["RS256"],
                    }
                )
            elif path == "/jwks":
                self._json({"keys": [key.as_dict(private=False)]})
            elif path == "/authorize":
                self._choose(query)
            elif path == "/end":
                self._redirect(query["post_logout_redirect_uri"][0])
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            mail, nonce = json.loads(form["code"][0])
            now = int(time.time())
            who = {"sub": mail, "email": mail, "email_verified": True, "nonce": nonce}
            claims = {"iss": issuer, "aud": CLIENT, "iat": now, "exp": now + 600, **who}
            token = jwt.encode({"alg": "RS256", "kid": "test"}, claims, key)
            self._json(
                {"access_token": "unused", "token_type": "Bearer", "expires_in": 600, "id_token": token}
            )

        def _choose(self, query: dict[str, list[str]]) -> None:
            """Offer every account: a click is a sign-in."""
            links = []
            for mail in accounts:
                code = json.dumps([mail, query["nonce"][0]])
                back = f"{query['redirect_uri'][0]}?{urlencode({'code': code, 'state': query['state'][0]})}"
                links.append(f'<a href="{html.escape(back)}">{html.escape(mail)}</a>')
            self._send(200, "text/html", "<br>".join(links))

        def _json(self, value: object) -> None:
            self._send(200, "application/json", json.dumps(value))

        def _redirect(self, where: str) -> None:
            self._send(302, "text/plain", "", Location=where)

        def _send(self, status: int, kind: str, body: str, **headers: str) -> None:
            data = body.encode()
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
