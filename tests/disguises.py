"""Finding a secret in bytes, also where it is written otherwise."""

import base64
from collections.abc import Iterable
from urllib.parse import quote


def found(secrets: Iterable[str | bytes], hay: bytes) -> list[str | bytes]:
    """Those that stand in the bytes, in any case and in any of the disguises."""
    low = hay.lower()
    return [secret for secret in secrets if any(shape in low for shape in disguises(secret))]


def disguises(secret: str | bytes) -> set[bytes]:
    """As it is, in hexadecimal, in base64, in UTF-16, with every letter escaped; all in lower case."""
    data = secret if isinstance(secret, bytes) else secret.encode()
    assert len(data) >= 10, "what is short is found by chance"
    shapes = {data}
    if isinstance(secret, str):
        shapes |= {secret.encode("utf-16-le"), secret.encode("utf-16-be"), quote(secret, safe="").encode()}
        shapes |= {secret.encode("ascii", "backslashreplace"), secret.upper().encode(), secret.lower().encode()}
    shapes |= {shape.hex().encode() for shape in shapes} | set().union(*map(_in_base64, shapes))
    escaped = "".join(f"%{byte:02x}" for byte in data).encode()
    return {shape.lower() for shape in shapes | {escaped}}


def _in_base64(data: bytes) -> set[bytes]:
    """What stays the same of it wherever in a longer text it begins, in both alphabets."""
    whole = set()
    for before in range(3):
        text = base64.b64encode(b"\0" * before + data)
        # The first and the last letters hang on what stands beside them.
        inner = text[(0, 2, 3)[before] : len(text) - 4]
        whole |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return whole
