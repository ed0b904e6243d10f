"""Files: kept once, known by a file_id for every kind they were sent as."""

import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.errors import Unknown
from sandbox.store import replace_file

MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
PREFIXES = {
    "photo": "AgACAgIAAxk", "video": "BAACAgIAAxk", "animation": "CgACAgIAAxk", "audio": "CQACAgIAAxk",
    "voice": "AwACAgIAAxk", "video_note": "DQACAgIAAxk", "document": "BQACAgIAAxk", "sticker": "CAACAgIAAxk",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived with a request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class File:
    """`blob` names the bytes; `size` may be said to be larger than they are, to play a large file."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    blob: str

    @property
    def path(self) -> str:
        """`file_path` of getFile."""
        return f"{self.kind}s/{self.blob}{Path(self.name).suffix}"


@dataclass(slots=True)
class Files:
    """In memory, or in `folder`."""

    folder: Path | None = None
    by_id: dict[str, File] = field(default_factory=dict)
    _memory: dict[str, bytes] = field(default_factory=dict)

    def keep(self, content: bytes, kind: str, name: str, *, mime: str | None = None, size: int | None = None) -> File:
        blob = f"file_{len(self.by_id)}"
        if self.folder is None:
            self._memory[blob] = content
        else:
            replace_file(self.folder / blob, content)
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._known(kind, name, mime, len(content) if size is None else size, blob)

    def again(self, file: File, kind: str, size: int | None = None) -> File:
        """The same bytes under a new id, as another kind."""
        return self._known(kind, file.name, file.mime, file.size if size is None else size, file.blob)

    def get(self, file_id: str) -> File:
        if (file := self.by_id.get(file_id)) is None:
            raise Unknown(f"no file {file_id}")
        return file

    def at(self, path: str) -> File:
        """By `file_path`."""
        for file in self.by_id.values():
            if file.path == path:
                return file
        raise Unknown(f"no file at {path}")

    def content(self, file: File) -> bytes:
        return self._memory[file.blob] if self.folder is None else (self.folder / file.blob).read_bytes()

    def _known(self, kind: str, name: str, mime: str, size: int, blob: str) -> File:
        number = len(self.by_id)
        prefix = PREFIXES.get(kind, "BQACAgIAAxk")
        file = File(f"{prefix}BAAI{number:07d}", f"AgAD{blob}{kind[:2]}", kind, name, mime, size, blob)
        self.by_id[file.file_id] = file
        return file
