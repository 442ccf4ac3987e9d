"""The file of a copy: a tar that holds the database, the secret of the links and a manifest with their sums."""

import hashlib
import io
import json
import os
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path

from irdsu_app.launch.progress import Stopped

MANIFEST, BASE, SECRET = "manifeste.json", "base", "secret"
KNOWN = {MANIFEST, BASE, SECRET}
BROKEN = "Cette sauvegarde est abîmée ou n’en est pas une ({why}) : prenez-en une autre."
_PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a copy says of itself: the kind of its database, its revision, when it was made, the sums of its files.

    `secret` is the beginning of a sum of the secret in force: enough to see that another machine has another one.
    """

    engine: str
    revision: str
    made_at: str
    secret: str
    sums: dict[str, str]


def sum_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def write(to: Path, manifest: Manifest, files: dict[str, Path]) -> None:
    """Write a copy, whole or not at all, that only its owner reads; raises Stopped when there is one already."""
    to.parent.mkdir(parents=True, exist_ok=True)
    partial = to.with_name(f"{to.name}.{os.getpid()}.partiel")
    try:
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w") as tar:
                said = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
                held = tarfile.TarInfo(MANIFEST)
                held.size, held.mode = len(said), 0o600
                tar.addfile(held, io.BytesIO(said))
                for name, file in files.items():
                    tar.add(file, arcname=name, recursive=False)
            out.flush()
            os.fsync(out.fileno())
        os.link(partial, to)
    except FileExistsError:
        raise Stopped(f"{to} existe déjà : donnez un autre nom.") from None
    finally:
        partial.unlink(missing_ok=True)


def read(file: Path, into: Path) -> Manifest:
    """Take a copy out into this folder, every sum checked; raises Stopped. Nothing but its files gets out."""
    try:
        with tarfile.open(file, "r:") as tar:
            for held in tar:
                if held.name not in KNOWN or not held.isreg() or (into / held.name).exists():
                    raise Stopped(BROKEN.format(why="elle contient autre chose"))
                _take_out(tar, held, into / held.name)
        manifest = Manifest(**json.loads((into / MANIFEST).read_text(encoding="utf-8")))
        found = {each.name: sum_of(each) for each in into.iterdir() if each.name != MANIFEST}
    except (tarfile.TarError, OSError, ValueError, TypeError, KeyError) as error:
        if isinstance(error, FileNotFoundError) and not file.exists():
            raise Stopped(f"{file} n’existe pas.") from None
        raise Stopped(BROKEN.format(why="elle ne se lit pas")) from None
    if found != manifest.sums or BASE not in found:
        raise Stopped(BROKEN.format(why="une somme de contrôle diffère"))
    return manifest


def _take_out(tar: tarfile.TarFile, held: tarfile.TarInfo, to: Path) -> None:
    source = tar.extractfile(held)
    if source is None:
        raise Stopped(BROKEN.format(why="elle contient autre chose"))
    with source, os.fdopen(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        while piece := source.read(_PIECE):
            out.write(piece)
