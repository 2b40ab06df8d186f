"""Logs say what kind of thing happened, never to whom or with what words."""

import logging
import sys
import threading
from types import TracebackType

logger = logging.getLogger("peerchat.failed")


class Anonymous(logging.Filter):
    """Takes away what could name a person: arguments, the request, and the values in a traceback's last line."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("peerchat"):
            record.args = tuple(map(_harmless, record.args)) if isinstance(record.args, tuple) else ()
            record.msg = f"{record.msg}: {_kind(record)}" if record.exc_info else record.msg
        else:
            record.msg, record.args = f"{record.module}: {_kind(record)}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def hush() -> None:
    """From now on what fails beside the logs, in a thread, a callback or at the very end, is told as they tell it."""
    sys.excepthook = _failed
    threading.excepthook = lambda failure: _failed(failure.exc_type, failure.exc_value, failure.exc_traceback)
    sys.unraisablehook = lambda failure: _failed(failure.exc_type, failure.exc_value, failure.exc_traceback)


def _failed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    logger.error("it failed", exc_info=(kind, error or kind(), trace))


def _harmless(value: object) -> object:
    """A number or the name of a class; of anything else its kind."""
    is_name = isinstance(value, str) and value.isidentifier()
    return value if is_name or isinstance(value, int) else type(value).__name__


def _kind(record: logging.LogRecord) -> str:
    """The exception's class and the place in the code where it rose; the message may hold values."""
    if not record.exc_info:
        return str(getattr(record, "status_code", "")) or "event"
    kind, _, trace = record.exc_info
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
    return f"{kind.__name__ if kind else 'error'}{place}"
