"""A bucket, or any other place that fsspec knows, through which inputs and executed notebooks travel.

Every object goes by the SHA-256 of its content, which is compared when it is read. Addresses and credentials of
the service are fsspec's and the service's own configuration, on the client and on each worker; none of them is
sent to the cluster.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any


class StorageError(Exception):
    """The storage can't be used; the message says where and why."""


class Storage:
    """A folder of an object store.

    Parameters
    ----------
    url : str
        As fsspec reads it: ``s3://bucket/prefix``.

    Raises
    ------
    StorageError
        If no library for such a URL is installed.
    """

    def __init__(self, url: str) -> None:
        from fsspec.core import url_to_fs

        self._url = url.rstrip("/")
        try:
            self._files, self._root = url_to_fs(self._url)
        except (ImportError, ValueError) as error:
            raise StorageError(f"{self._url}: {error}") from None
        if "file" in _protocols(self._files):
            self._files.auto_mkdir = True

    def put(self, name: str, content: bytes) -> None:
        """Write an object; one of the same name, which has the same content, is left as it is."""
        path = self._path(name)
        try:
            if not (self._files.exists(path) and self._files.size(path) == len(content)):
                self._files.pipe_file(path, content)
        except Exception as error:  # each service has its own kinds of errors
            raise self._unusable(name, "written", error) from error

    def get(self, name: str, sha256: str) -> bytes:
        """Read an object, which must have this SHA-256."""
        try:
            content = bytes(self._files.cat_file(self._path(name)))
        except Exception as error:  # each service has its own kinds of errors
            raise self._unusable(name, "read", error) from error
        found = hashlib.sha256(content).hexdigest()
        if found != sha256:
            raise StorageError(
                f"{self._url}/{name} has SHA-256 {found}, not {sha256}. Remove it and try again."
            )
        return content

    def remove(self, folder: str) -> None:
        """Remove a folder with all objects in it, as far as that can be done."""
        # What is left behind is garbage, not an error.
        with suppress(Exception):
            self._files.invalidate_cache()
            self._files.rm(self._path(folder), recursive=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _unusable(self, name: str, what: str, error: Exception) -> StorageError:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return StorageError(f"{self._url}/{name} can't be {what}: {reason}")


def _protocols(files: Any) -> tuple[str, ...]:
    found = files.protocol
    return (found,) if isinstance(found, str) else tuple(found)


def inputs_name(sha256: str) -> str:
    """The name of an archive of inputs."""
    return f"inputs/{sha256}.zip"
