"""A provider of identities on this machine: it asks nobody anything and vouches for whoever the test says."""

import base64
import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


@dataclass
class Provider:
    """Who is vouched for, and what was asked for."""

    address: str = "editor@newsroom.example"
    nonces: dict[str, str] = field(default_factory=dict)
    url: str = ""


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers as long as the context lasts."""
    key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
    said = Provider()

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def _json(self, value: Any) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/.well-known/openid-configuration":
                self._json(
                    {
                        "issuer": said.url, "authorization_endpoint": f"{said.url}/authorize", "token_endpoint": f"{said.url}/token",
                        "jwks_uri": f"{said.url}/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                        "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
                    }
                )  # fmt: skip
            elif path == "/keys":
                self._json({"keys": [key.as_dict(private=False)]})
            elif path == "/authorize":
                code = base64.urlsafe_b64encode(str(len(said.nonces)).encode()).decode()
                said.nonces[code] = query.get("nonce", [""])[0]
                self.send_response(302)
                self.send_header("Location", f"{query['redirect_uri'][0]}?{urlencode({'code': code, 'state': query['state'][0]})}")
                self.end_headers()
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            now = int(time.time())
            claims = {
                "iss": said.url, "aud": "marsad", "sub": said.address, "email": said.address, "email_verified": True, "iat": now, "exp": now + 600,
                "nonce": said.nonces[form["code"][0]],
            }  # fmt: skip
            token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
            self._json({"access_token": "opaque", "token_type": "Bearer", "expires_in": 600, "id_token": token})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    said.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield said
    finally:
        server.shutdown()
        server.server_close()
