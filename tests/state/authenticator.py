"""A device that holds passkeys, as browsers show it to the site: real keys, real signatures (WebAuthn, ES256)."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url as b64

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """A device with one key; `count` is how many times it says it signed."""

    count: int = 0
    flags: int = PRESENT | VERIFIED
    owner: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    name: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def make(self, options: dict[str, Any], origin: str, host: str = "") -> dict[str, Any]:
        """Answer a demand to make a key, from this origin, for this host (that of the options unless told)."""
        self.owner = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = (each.to_bytes(32, "big") for each in (numbers.x, numbers.y))
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        made = bytes(16) + len(self.name).to_bytes(2, "big") + self.name + cose
        data = self._data(host or options["rp"]["id"], ATTESTED) + made
        told = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options, origin)
        return self._answer({"clientDataJSON": b64(client), "attestationObject": b64(told)})

    def sign(self, options: dict[str, Any], origin: str, host: str = "") -> dict[str, Any]:
        """Answer a demand to sign."""
        self.count += 1
        client, data = self._client("webauthn.get", options, origin), self._data(host or options["rpId"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        said = {"clientDataJSON": client, "authenticatorData": data, "signature": signature, "userHandle": self.owner}
        return self._answer({part: b64(value) for part, value in said.items()})

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        named = b64(self.name)
        return {"id": named, "rawId": named, "type": "public-key", "response": response, "clientExtensionResults": {}}

    def _data(self, host: str, more: int = 0) -> bytes:
        said = hashlib.sha256(host.encode()).digest()
        return said + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any], origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": origin}).encode()
