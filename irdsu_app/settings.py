"""What the environment decides, read once; no other module reads it."""

import os
import shutil
import sysconfig
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from irdsu_app.launch.progress import Stopped

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "irdsu-data"
SITE = Path(os.environ.get("REFLEX_WEB_WORKDIR", ".web"))
"""The built site that this process serves, as Reflex finds it too; it stays the same while the process lives."""


FEWEST = 3
"""Connections to PostgreSQL without which a process cannot work: the writer's, a reader's, the watcher's."""


class Misconfigured(Stopped):
    """A setting cannot be used: says which, its value and what to write instead."""


class Settings(BaseSettings):
    """The settings of the house; each one is the variable IRDSU_ followed by its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="IRDSU_", frozen=True, extra="forbid")

    host: str = Field(default="127.0.0.1", min_length=1, description="l’adresse d’écoute", examples=["0.0.0.0"])  # noqa: S104
    port: int = Field(default=3000, ge=1, le=65535, description="un port, de 1 à 65535", examples=["3000"])
    public_url: str = Field(
        default="",
        description="l’adresse publique, qui commence par https:// ou http://",
        examples=["https://irdsu.example.org"],
    )
    origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="des adresses séparées par des virgules", examples=["http://192.0.2.10:3000"]
    )
    database_url: str = Field(
        default=f"sqlite:///{DATA / 'irdsu.db'}",
        description="une adresse SQLAlchemy ; pour SQLite, celle d’un fichier",
        examples=["sqlite:////var/lib/irdsu/irdsu.db"],
    )
    redis_url: str = Field(
        default="",
        description="une adresse redis://, rediss:// ou unix://",
        examples=["redis://127.0.0.1:6379/0"],
    )
    database_connections: int = Field(
        default=15, ge=FEWEST, le=200, description="un nombre de connexions, de 3 à 200", examples=["10"]
    )
    workers: int = Field(default=1, ge=1, le=64, description="un nombre de processus, de 1 à 64", examples=["2"])
    secret: str = Field(
        default="",
        description="une suite d’au moins 32 signes, gardée secrète et toujours la même",
        examples=["$(openssl rand -hex 32)"],
    )
    smtp_url: str = Field(
        default="",
        description="une adresse smtp:// ou smtps://",
        examples=["smtp://utilisateur:motdepasse@smtp.example.org:587"],
    )
    mail_from: str = Field(
        default="",
        max_length=200,
        description="une adresse électronique, avec ou sans nom",
        examples=["IR-DSU <bureau@example.org>"],
    )
    room_days: int = Field(default=30, ge=1, le=3650, description="un nombre de jours, de 1 à 3650", examples=["30"])
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning ou error", examples=["info"]
    )
    log_format: Literal["text", "json"] = Field(default="text", description="text ou json", examples=["json"])
    metrics_token: str = Field(
        default="",
        description="une suite d’au moins 32 signes, gardée secrète",
        examples=["$(openssl rand -hex 32)"],
    )
    publisher_address: str = Field(
        default="", max_length=300, description="l’adresse postale de l’éditeur, en une ligne"
    )
    publisher_number: str = Field(default="", max_length=100, description="le numéro d’identification de l’éditeur")
    publication_director: str = Field(default="", max_length=200, description="le nom de qui dirige la publication")
    contact: str = Field(default="", max_length=200, description="une adresse électronique ou postale")
    hosting: str = Field(default="", max_length=300, description="le nom et l’adresse de l’hébergeur")
    chromium: Path | None = Field(default=None, description="le chemin d’un Chromium", examples=["/usr/bin/chromium"])
    test_postgres_url: str = Field(
        default="",
        description="l’adresse SQLAlchemy d’une base vide",
        examples=["postgresql+psycopg://moi@localhost/essai"],
    )
    test_all: bool = Field(default=False, description="true ou false", examples=["true"])

    PUBLISHED: ClassVar = {"publisher_address", "publisher_number", "publication_director", "contact", "hosting"}
    """What the built pages say."""

    @field_validator("origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        """Read a comma-separated list."""
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Keep of each address what a browser sends as Origin."""
        return tuple(origin(each) for each in value)

    @field_validator("public_url")
    @classmethod
    def _is_origin(cls, value: str) -> str:
        """Keep of the public address what a browser sends as Origin."""
        return origin(value) if value else ""

    @field_validator("database_url")
    @classmethod
    def _outlives_a_connection(cls, value: str) -> str:
        """Refuse a database in memory: each thread would see its own."""
        if value.startswith("sqlite") and (value.endswith("://") or ":memory:" in value):
            raise ValueError("in memory")
        return value

    @field_validator("redis_url")
    @classmethod
    def _is_a_redis(cls, value: str) -> str:
        """Refuse what no Redis answers to."""
        if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise ValueError("not a Redis")
        return value

    @field_validator("secret", "metrics_token")
    @classmethod
    def _cannot_be_guessed(cls, value: str) -> str:
        """Refuse what somebody could try."""
        if value and len(value) < 32:
            raise ValueError("too short")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _is_a_post_office(cls, value: str) -> str:
        """Refuse what no server answers to."""
        if value and (urlsplit(value).scheme not in ("smtp", "smtps") or not urlsplit(value).hostname):
            raise ValueError("not a mail server")
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        """Refuse an address that nobody could answer."""
        if value and "@" not in parseaddr(value)[1].strip("@"):
            raise ValueError("not an address")
        return value

    @property
    def sender(self) -> str:
        """Who letters come from."""
        host = urlsplit(self.address).hostname or "localhost"
        return self.mail_from or f"IR-DSU <ne-pas-repondre@{host}>"

    @property
    def mail_domain(self) -> str:
        """The domain letters come from."""
        return parseaddr(self.sender)[1].rpartition("@")[2]

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies travel on https only."""
        return self.public_url.startswith("https://")

    @property
    def address(self) -> str:
        """The address to write on a QR code when the browser does not say it."""
        return self.public_url or f"http://localhost:{self.port}"

    @property
    def allowed_origins(self) -> frozenset[str]:
        """The only origins that may open a socket or post a form."""
        here = {f"http://{name}:{self.port}" for name in ("localhost", "127.0.0.1", "[::1]")}
        return frozenset(here | {*self.origins, self.address})


def origin(address: str) -> str:
    """Scheme, host and port of an address, as browsers write an origin."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an address")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def bun() -> Path | None:
    """The JavaScript runtime installed beside this Python, if there is one."""
    found = shutil.which("bun", path=sysconfig.get_path("scripts"))
    return Path(found) if found else None


def read() -> Settings:
    """Read the environment, or say in French what to change in it."""
    try:
        return Settings()
    except ValidationError as error:
        raise Misconfigured("\n".join(dict.fromkeys(_remedy(str(each["loc"][0])) for each in error.errors()))) from None


def _remedy(name: str) -> str:
    """Name the variable, its value and what to write instead."""
    field = Settings.model_fields[name.lower()]
    variable = f"IRDSU_{name.upper()}"
    value = os.environ.get(variable, "")
    shown = "***" if "@" in value or name.lower() in ("secret", "metrics_token") else value
    example = f" Exemple : {variable}={field.examples[0]}" if field.examples else ""
    return f"{variable}={shown} ne convient pas : il faut {field.description}.{example}"


settings = read()
