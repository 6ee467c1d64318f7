"""Writes rows as a file of Parquet: one row group, plain encoding, no compression.

It is what an inventory of S3 needs, in some hundred lines instead of a library of 40 MB that
everybody would have to install. Format: https://parquet.apache.org/docs/file-format/
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, Sequence

_MAGIC = b"PAR1"
# Types of Thrift's compact protocol.
_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12
# Values of Parquet's enumerations.
_BOOLEAN, _INT64, _BYTE_ARRAY = 0, 2, 6
_PLAIN, _RLE, _OPTIONAL = 0, 3, 1
_UTF8, _TIMESTAMP_MILLIS = 0, 9


@dataclass(frozen=True)
class Column:
    """A column whose values may be None. `kind`: text, boolean, integer, or milliseconds (a time,
    as an integer since 1970)."""

    name: str
    kind: str

    @property
    def type(self) -> int:
        return {"text": _BYTE_ARRAY, "boolean": _BOOLEAN}.get(self.kind, _INT64)

    @property
    def meaning(self) -> int | None:
        return {"text": _UTF8, "milliseconds": _TIMESTAMP_MILLIS}.get(self.kind)

    def plain(self, values: Sequence[Any]) -> bytes:
        """The values, without those that are None."""
        present = [value for value in values if value is not None]
        if self.kind == "text":
            texts = [value.encode() for value in present]
            return b"".join(struct.pack("<I", len(text)) + text for text in texts)
        if self.kind == "boolean":
            return _bits(present)
        return struct.pack(f"<{len(present)}q", *present)


def write(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> bytes:
    """The file."""
    data, chunks = bytearray(_MAGIC), []
    for index, column in enumerate(columns):
        offset = len(data)
        data += _page(column, [row[index] for row in rows])
        chunks.append(_chunk(column, offset, len(data) - offset, len(rows)))
    group = _struct(
        _list(1, _STRUCT, chunks), _integer(2, _I64, len(data) - 4), _integer(3, _I64, len(rows))
    )
    root = _struct(_binary(4, b"schema"), _integer(5, _I32, len(columns)))
    footer = _struct(
        _integer(1, _I32, 1),  # version of the format
        _list(2, _STRUCT, [root, *map(_element, columns)]),
        _integer(3, _I64, len(rows)),
        _list(4, _STRUCT, [group]),
    )
    return bytes(data) + footer + struct.pack("<I", len(footer)) + _MAGIC


def _page(column: Column, values: Sequence[Any]) -> bytes:
    """The column's one page: which values are there, and these values."""
    there = _bits([value is not None for value in values])
    levels = _varint(len(there) << 1 | 1) + there  # bit-packed: bytes of eight values each
    body = struct.pack("<I", len(levels)) + levels + column.plain(values)
    of_data = _struct(
        _integer(1, _I32, len(values)),
        _integer(2, _I32, _PLAIN),
        _integer(3, _I32, _RLE),
        _integer(4, _I32, _RLE),
    )
    header = _struct(
        _integer(1, _I32, 0),  # a page of data
        _integer(2, _I32, len(body)),
        _integer(3, _I32, len(body)),
        (5, _STRUCT, of_data),
    )
    return header + body


def _chunk(column: Column, offset: int, size: int, count: int) -> bytes:
    of_column = _struct(
        _integer(1, _I32, column.type),
        _list(2, _I32, [_zigzag(_PLAIN), _zigzag(_RLE)]),
        _list(3, _BINARY, [_text(column.name)]),
        _integer(4, _I32, 0),  # not compressed
        _integer(5, _I64, count),
        _integer(6, _I64, size),
        _integer(7, _I64, size),
        _integer(9, _I64, offset),
    )
    return _struct(_integer(2, _I64, offset), (3, _STRUCT, of_column))


def _element(column: Column) -> bytes:
    """The column in the schema."""
    fields = [_integer(1, _I32, column.type), _integer(3, _I32, _OPTIONAL)]
    fields.append(_binary(4, column.name.encode()))
    if column.meaning is not None:
        fields.append(_integer(6, _I32, column.meaning))
    return _struct(*fields)


def _bits(values: Sequence[bool]) -> bytes:
    """Eight to a byte, the first in its lowest bit."""
    packed = bytearray((len(values) + 7) // 8)
    for index, value in enumerate(values):
        packed[index // 8] |= bool(value) << index % 8
    return bytes(packed)


Field = tuple[int, int, bytes]


def _varint(number: int) -> bytes:
    data = bytearray()
    while number > 0x7F:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    data.append(number)
    return bytes(data)


def _zigzag(number: int) -> bytes:
    return _varint(number << 1 if number >= 0 else -number * 2 - 1)


def _integer(field: int, kind: int, number: int) -> Field:
    return field, kind, _zigzag(number)


def _text(text: str) -> bytes:
    return _varint(len(text.encode())) + text.encode()


def _binary(field: int, data: bytes) -> Field:
    return field, _BINARY, _varint(len(data)) + data


def _list(field: int, kind: int, items: Sequence[bytes]) -> Field:
    size = bytes([len(items) << 4 | kind]) if len(items) < 15 else (
        bytes([0xF0 | kind]) + _varint(len(items))
    )
    return field, _LIST, size + b"".join(items)


def _struct(*fields: Field) -> bytes:
    data, last = bytearray(), 0
    for field, kind, value in fields:
        data.append((field - last) << 4 | kind)  # none of ours is 16 or more behind the last
        data += value
        last = field
    return bytes(data) + b"\0"
