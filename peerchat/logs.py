"""Logs say what kind of thing happened, never to whom or with what words."""

import logging


class Anonymous(logging.Filter):
    """Takes away what could name a person: arguments, the request, and the values in a traceback's last line."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("peerchat"):
            return True
        record.msg = f"{record.module}: {_kind(record)}"
        record.args = ()
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


def _kind(record: logging.LogRecord) -> str:
    """The exception's class and the place in our code where it rose; the message may hold values."""
    if not record.exc_info:
        return str(getattr(record, "status_code", "")) or "event"
    kind, _, trace = record.exc_info
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
    return f"{kind.__name__ if kind else 'error'}{place}"
