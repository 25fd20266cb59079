"""Who may use an archive over the network: people with a role and a hashed password, and the tokens their programs use.

Nothing here hashes or checks a password; what is kept of one, and of a token, cannot be turned back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import Row, delete, func, insert, select, update

from jixiao.archive.columns import now
from jixiao.archive.engine import Database, reading, writing
from jixiao.archive.tables import metadata, people, tokens
from jixiao.errors import JixiaoError

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
"""Each may do what those before it may."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may use the archive; `password` is a hash."""

    name: str
    role: Role
    password: str
    added: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key, as far as it is known: what it is for and since when."""

    id: int
    person: str
    purpose: str
    added: datetime


class AccountError(JixiaoError):
    """An account that is there already, or is not; its text says which and what to do."""


def prepare(database: Database) -> None:
    """Make the tables of accounts where an archive has none yet."""
    with writing(database) as connection:
        metadata.create_all(connection, tables=[people, tokens])


def all_people(database: Database) -> list[Person]:
    """Everyone with an account, by name."""
    with reading(database) as connection:
        return [_person(row) for row in connection.execute(select(people).order_by(people.c.name))]


def any_people(database: Database) -> bool:
    """Whether there is any account."""
    with reading(database) as connection:
        return bool(connection.execute(select(func.count()).select_from(people)).scalar_one())


def person(database: Database, name: str) -> Person | None:
    """The account of this name."""
    with reading(database) as connection:
        row = connection.execute(select(people).where(people.c.name == name)).one_or_none()
    return None if row is None else _person(row)


def add_person(database: Database, name: str, role: Role, password: str) -> None:
    """A new account; AccountError if there is one of this name."""
    with writing(database) as connection:
        if connection.execute(select(people.c.name).where(people.c.name == name)).first():
            raise AccountError(f"已经有用户“{name}”。改密码用 jixiao user password {name}。")
        connection.execute(insert(people).values(name=name, role=role, password=password, added=now()))


def change_person(database: Database, name: str, *, role: Role | None = None, password: str | None = None) -> None:
    """Another role or password; AccountError if there is no such account."""
    changes = {key: value for key, value in (("role", role), ("password", password)) if value is not None}
    with writing(database) as connection:
        if not connection.execute(update(people).where(people.c.name == name).values(changes)).rowcount:
            raise _unknown(name)


def remove_person(database: Database, name: str) -> None:
    """An account and its tokens away; what the person corrected stays with the name. AccountError if there is none."""
    with writing(database) as connection:
        connection.execute(delete(tokens).where(tokens.c.person == name))
        if not connection.execute(delete(people).where(people.c.name == name)).rowcount:
            raise _unknown(name)


def add_token(database: Database, name: str, digest: str, purpose: str) -> None:
    """A new key for a person's programs."""
    with writing(database) as connection:
        connection.execute(insert(tokens).values(person=name, digest=digest, purpose=purpose, added=now()))


def tokens_of(database: Database, name: str) -> Sequence[Token]:
    """The keys of a person, oldest first."""
    with reading(database) as connection:
        rows = connection.execute(select(tokens).where(tokens.c.person == name).order_by(tokens.c.id))
        return [Token(row.id, row.person, row.purpose, row.added) for row in rows]


def remove_token(database: Database, name: str, id: int) -> None:
    """A key of this person away; one of another's stays."""
    with writing(database) as connection:
        connection.execute(delete(tokens).where(tokens.c.id == id, tokens.c.person == name))


def owner_of_token(database: Database, digest: str) -> Person | None:
    """Whose key this is."""
    query = select(people).join(tokens, tokens.c.person == people.c.name).where(tokens.c.digest == digest)
    with reading(database) as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else _person(row)


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(row.name, cast(Role, row.role), row.password, row.added)


def _unknown(name: str) -> AccountError:
    return AccountError(f"没有用户“{name}”。用 jixiao user list 查看。")
