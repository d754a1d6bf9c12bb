"""One transaction, whose errors are ours."""

from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from geo.errors import StoreError


class Transaction:
    """A transaction of an engine: committed at the end of its block, or rolled back where that fails."""

    def __init__(self, engine: Engine) -> None:
        self._context = engine.begin()

    def __enter__(self) -> Connection:
        try:
            return self._context.__enter__()
        except DBAPIError as error:
            raise StoreError(f"the store cannot be used: {error.orig}") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._context.__exit__(kind, error, trace)
        except DBAPIError as failure:
            raise StoreError(f"the store refused the write: {failure.orig}") from failure
