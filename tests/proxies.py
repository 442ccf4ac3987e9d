"""The real nginx or Caddy of this machine, with the file of deploy/, in front of our processes."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from irdsu_app.launch import serving
from irdsu_app.launch.packages import ROOT
from tests.serving import House, free_port

DEPLOY = ROOT / "deploy"


def tool(name: str) -> str | None:
    """Where it is, if this machine has it."""
    return shutil.which(name, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")


class Proxy:
    """One of them, in the folder of a test."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder, self.port = name, folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where people find the site."""
        return f"http://127.0.0.1:{self.port}"

    def open(self, those: list[House]) -> None:
        """Stand in front of these processes."""
        command = (self._caddy if self._name == "caddy" else self._nginx)([each.url[7:] for each in those])
        self._process = subprocess.Popen(
            [tool(self._name) or self._name, *command],
            env={**os.environ, "XDG_DATA_HOME": str(self._folder), "XDG_CONFIG_HOME": str(self._folder), **self._asked},
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + serving.PATIENCE
        while not serving.answers(f"{self.url}/sante"):
            assert time.monotonic() < until, "the proxy does not answer"
            time.sleep(0.1)

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    _asked: dict[str, str] = {}

    def _caddy(self, those: list[str]) -> list[str]:
        self._asked = {"IRDSU_SITE": self.url, "IRDSU_BACKENDS": " ".join(those)}
        return ["run", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]

    def _nginx(self, those: list[str]) -> list[str]:
        """The file as it is, but for its port, its certificates, and where it complains."""
        said = (DEPLOY / "nginx.conf").read_text("utf-8")
        said = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", said, count=1, flags=re.S)
        said = re.sub(r"    ssl_.*\n", "", said).replace("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port};")
        said = said.replace("Host $host;", f"Host 127.0.0.1:{self.port};")
        said = said.replace("/var/log/nginx/irdsu.error.log", str(self._folder / "nginx.log"))
        for number, each in enumerate(those, 1):
            said = said.replace(f"127.0.0.1:300{number}", each)
        file = self._folder / "nginx.conf"
        places = "".join(
            f"{kind}_temp_path {self._folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        file.write_text(f"daemon off; pid {self._folder}/pid; events {{}} http {{ {places} {said} }}", "utf-8")
        return ["-c", str(file), "-e", str(self._folder / "nginx.log")]
