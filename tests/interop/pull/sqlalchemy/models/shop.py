import enum
from sqlalchemy import (DDL, BigInteger, CheckConstraint, Enum, ForeignKey, Identity, Integer, String, event)
from sqlalchemy.orm import mapped_column
from .base import Base
class State(enum.Enum):
    new = "new"
    done = "done"
class User(Base):
    __tablename__ = "users"
    id = mapped_column(BigInteger, Identity(), primary_key=True)
    email = mapped_column(String(200), nullable=False, unique=True)
    state = mapped_column(Enum(State, name="state"), server_default="new")
    __table_args__ = (CheckConstraint("email LIKE '%@%'", name="looks_like_mail"),)
class Post(Base):
    __tablename__ = "posts"
    id = mapped_column(Integer, primary_key=True)
    author = mapped_column(ForeignKey("users.id"), index=True)
event.listen(Post.__table__, "after_create", DDL("COMMENT ON TABLE posts IS 'what; they say'"))
