"""The parts of a package: those that are asked for are unpacked, all others are copied as they lie there."""

from __future__ import annotations

import copy
import struct
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from rightscheck.ooxml import Package, PackageError
from rightscheck.render.annotate.story import NotSpliceable

_HEADER = struct.Struct("<26x2H")
"""The head of an entry: all that counts here is how long the two fields behind it are."""
_SIZES_FOLLOW = 0x08
_NEW_DATE = (1980, 1, 1, 0, 0, 0)


class Parts(Mapping[str, bytes]):
    """A package that is read part by part, and written again with some parts changed."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self._package = Package(data)
            with zipfile.ZipFile(BytesIO(data)) as package:
                self.entries = package.infolist()
        except PackageError as error:
            raise NotSpliceable(str(error)) from None
        self.names = frozenset(self._package.names)
        self._read: dict[str, bytes] = {}

    @property
    def main(self) -> str:
        """The name of the part that holds the text."""
        try:
            return self._package.main_part()
        except PackageError as error:
            raise NotSpliceable(str(error)) from None

    def __contains__(self, name: object) -> bool:
        """Say whether there is such a part."""
        return name in self.names

    def __getitem__(self, name: str) -> bytes:
        """Give a part, unpacked."""
        if name not in self.names:
            raise KeyError(name)
        if name not in self._read:
            try:
                self._read[name] = self._package.read(name)
            except PackageError as error:
                raise NotSpliceable(str(error)) from None
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names of the parts."""
        return iter(self.names)

    def __len__(self) -> int:
        """Count the parts."""
        return len(self.names)

    def written(self, changed: Mapping[str, bytes]) -> bytes:
        """Give the bytes of the package with some parts changed or added. What is not changed is not even unpacked."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for entry in self.entries:
                if entry.filename in changed:
                    package.writestr(_info(entry.filename, entry), changed[entry.filename])
                else:
                    self._copy(entry, package, stream)
            for name, content in changed.items():
                if name not in self.names:
                    package.writestr(_info(name), content)
        return stream.getvalue()

    def _copy(self, entry: zipfile.ZipInfo, package: zipfile.ZipFile, stream: BytesIO) -> None:
        """Copy an entry with its packed bytes. zipfile has no call for that; it is told where they lie."""
        head = self.data[entry.header_offset : entry.header_offset + _HEADER.size]
        if len(head) < _HEADER.size:
            raise NotSpliceable("it is no sound package (an entry is cut off)")
        start = entry.header_offset + _HEADER.size + sum(_HEADER.unpack(head))
        new = copy.copy(entry)
        new.extra = b""
        new.flag_bits &= ~_SIZES_FOLLOW
        stream.seek(package.start_dir)
        new.header_offset = stream.tell()
        stream.write(new.FileHeader(zip64=False))
        stream.write(self.data[start : start + entry.compress_size])
        package.start_dir = stream.tell()
        package.filelist.append(new)
        package.NameToInfo[new.filename] = new


def _info(name: str, like: zipfile.ZipInfo | None = None) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, like.date_time if like else _NEW_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = like.create_system if like else 0
    info.external_attr = like.external_attr if like else 0
    return info
