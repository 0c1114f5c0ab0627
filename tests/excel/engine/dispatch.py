"""The base of every COM object of the double."""

from __future__ import annotations

from inspect import getattr_static
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tests.excel.engine.session import Session

T = TypeVar("T")


class Setting(Generic[T]):
    """A property that keeps whatever is set.

    Args:
        default: its value at first.
    """

    def __init__(self, default: T) -> None:
        self._default = default
        self._name = ""

    def __set_name__(self, owner: type[object], name: str) -> None:
        self._name = f"_setting_{name}"

    def __get__(self, instance: object, owner: type[object]) -> T:
        value: T = instance.__dict__.get(self._name, self._default)
        return value

    def __set__(self, instance: object, value: T) -> None:
        instance.__dict__[self._name] = value


class ComObject:
    """An object behind a COM reference.

    Its public names are Excel's. A name that the double does not know raises AttributeError, on
    reading and on setting, as pywin32 does; nothing passes silently.

    Args:
        session: the state that tests script.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def _gate(self) -> None:
        self._session.check_ready()

    if not TYPE_CHECKING:  # else every unknown name would have a type

        def __getattribute__(self, name: str) -> Any:
            if not name.startswith("_"):
                object.__getattribute__(self, "_gate")()
            return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            self._gate()
            descriptor = getattr_static(type(self), name, None)
            settable = (
                descriptor.fset is not None
                if isinstance(descriptor, property)
                else hasattr(descriptor, "__set__")
            )
            if not settable:
                raise AttributeError(f"Property '{type(self).__name__}.{name}' can not be set.")
        object.__setattr__(self, name, value)
