"""Rows read from the bytes of a database file, page by page, without trusting anything but the page itself.

SQLite gives up on a file whose first page or root page is damaged, though most rows are still there. A table's rows
lie in its leaf pages, so each leaf that is intact gives its rows, whatever happened around it. The layout is that of
https://sqlite.org/fileformat2.html, sections 1.6 (b-tree pages) and 2.1 (records).
"""

from collections.abc import Iterator

Value = int | float | str | bytes | None

_TABLE_LEAF = 0x0D
_HEADER = 100
_PAGE_SIZE = 4096
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def leaf_records(data: bytes) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Yield the row number and the columns of every record that can be read in any table's leaf page.

    Also records of pages that are no longer in use; the caller decides what is worth keeping.
    """
    size, usable = _sizes(data)
    for start in range(0, len(data), size):
        page = data[start : start + size]
        for pointer in _pointers(page, _HEADER if start == 0 else 0):
            try:
                yield _cell(data, page, pointer, size, usable)
            except (IndexError, ValueError):
                continue


def _sizes(data: bytes) -> tuple[int, int]:
    """Return the size of a page and the part in use, from the header as far as it makes sense."""
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    if size not in {2**power for power in range(9, 17)}:
        return _PAGE_SIZE, _PAGE_SIZE
    reserved = data[20]
    return size, size - (reserved if size - reserved >= 480 else 0)  # noqa: PLR2004 (the least that SQLite allows)


def _pointers(page: bytes, head: int) -> list[int]:
    if len(page) <= head or page[head] != _TABLE_LEAF:
        return []
    n_cells = int.from_bytes(page[head + 3 : head + 5], "big")
    table = page[head + 8 : head + 8 + 2 * n_cells]
    return [int.from_bytes(table[at : at + 2], "big") for at in range(0, len(table) - 1, 2)]


def _cell(data: bytes, page: bytes, at: int, size: int, usable: int) -> tuple[int, tuple[Value, ...]]:
    length, at = _varint(page, at)
    number, at = _varint(page, at)
    local = _local(length, usable)
    payload = page[at : at + local]
    if local < length:
        payload += _overflow(
            data, int.from_bytes(page[at + local : at + local + 4], "big"), length - local, size, usable
        )
    if len(payload) != length:
        raise ValueError("the record is cut off")
    return number, tuple(_values(payload))


def _local(length: int, usable: int) -> int:
    """Return how many bytes of a record of some length lie on its leaf page."""
    if length <= usable - 35:
        return length
    least = (usable - 12) * 32 // 255 - 23
    most = least + (length - least) % (usable - 4)
    return most if most <= usable - 35 else least


def _overflow(data: bytes, number: int, length: int, size: int, usable: int) -> bytes:
    found = bytearray()
    seen: set[int] = set()
    while len(found) < length and number and number not in seen:
        seen.add(number)
        page = data[(number - 1) * size : number * size]
        number = int.from_bytes(page[:4], "big")
        found += page[4:usable]
    return bytes(found[:length])


def _values(payload: bytes) -> Iterator[Value]:
    head, at = _varint(payload, 0)
    body = head
    while at < head:
        serial, at = _varint(payload, at)
        length = _INTEGER_BYTES.get(serial, 0) if serial < 12 else (serial - 12) // 2  # noqa: PLR2004
        chunk = payload[body : body + length]
        if len(chunk) != length:
            raise ValueError("a column is cut off")
        yield _value(serial, chunk)
        body += length


def _value(serial: int, chunk: bytes) -> Value:
    if serial in _INTEGER_BYTES:
        return int.from_bytes(chunk, "big", signed=True)
    if serial in {0, 8, 9}:
        return {0: None, 8: 0, 9: 1}[serial]
    if serial < 12:  # noqa: PLR2004 (7 is a number with a fraction, which the log never stores; 10 and 11 are not used)
        raise ValueError("a column of another type")
    return chunk.decode() if serial % 2 else chunk


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length and the place behind it."""
    number = 0
    for index in range(8):
        byte = data[at + index]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 (the highest bit: more follows)
            return number, at + index + 1
    return number << 8 | data[at + 8], at + 9
