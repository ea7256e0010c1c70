"""The same service as most people would write it with FastAPI, by its documentation, and well.

It does less than Accord: no sessions that end at once, no limits, no ETags, no request ids, no
audit trail. What costs nothing to do right is done right: uvloop, httptools, a pool that fits.
"""

import hashlib
import os
import secrets
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, Form, HTTPException
from fastapi.concurrency import run_in_threadpool
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from passlib.context import CryptContext
from pydantic import BaseModel, ConfigDict
from sqlalchemy import DateTime, ForeignKey, delete, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SECRET = os.environ["SECRET"]
ALGORITHM = "HS256"
ACCESS_TOKEN_TTL = timedelta(minutes=15)
REFRESH_TOKEN_TTL = timedelta(days=30)

engine = create_async_engine(os.environ["DATABASE_URL"], pool_size=20, max_overflow=0)
session_maker = async_sessionmaker(engine, expire_on_commit=False)
passwords = CryptContext(schemes=["bcrypt"], bcrypt__rounds=12)
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="auth/token")
app = FastAPI()


class Base(DeclarativeBase):
    """Every table."""


class User(Base):
    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    hashed_password: Mapped[str]
    display_name: Mapped[str | None]
    locale: Mapped[str | None]
    timezone: Mapped[str | None]
    preferences: Mapped[dict[str, str]] = mapped_column(JSONB)
    role: Mapped[str]
    is_active: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class RefreshToken(Base):
    __tablename__ = "refresh_tokens"

    hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    email: str
    display_name: str | None
    locale: str | None
    timezone: str | None
    preferences: dict[str, str]
    role: str
    is_active: bool
    created_at: datetime
    updated_at: datetime


class TokensOut(BaseModel):
    access_token: str
    refresh_token: str
    token_type: str = "bearer"


async def get_session() -> AsyncIterator[AsyncSession]:
    async with session_maker() as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]


async def get_current_user(token: Annotated[str, Depends(oauth2_scheme)], session: Session) -> User:
    try:
        claims = jwt.decode(token, SECRET, algorithms=[ALGORITHM])
    except jwt.InvalidTokenError:
        raise HTTPException(401, "Could not validate credentials") from None
    user = await session.get(User, uuid.UUID(claims["sub"]))
    if user is None or not user.is_active:
        raise HTTPException(401, "Could not validate credentials")
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


async def get_admin(user: CurrentUser) -> User:
    if user.role != "admin":
        raise HTTPException(403, "Not enough permissions")
    return user


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/auth/token", response_model=TokensOut)
async def sign_in(
    form: Annotated[OAuth2PasswordRequestForm, Depends()], session: Session
) -> TokensOut:
    user = await session.scalar(select(User).where(User.email == form.username))
    if user is None or not await run_in_threadpool(
        passwords.verify, form.password, user.hashed_password
    ):
        raise HTTPException(400, "Incorrect username or password")
    return await _issue(session, user.id)


@app.post("/auth/refresh", response_model=TokensOut)
async def refresh(refresh_token: Annotated[str, Form()], session: Session) -> TokensOut:
    user_id = await session.scalar(
        delete(RefreshToken)
        .where(RefreshToken.hash == _hash(refresh_token))
        .where(RefreshToken.expires_at > datetime.now(UTC))
        .returning(RefreshToken.user_id)
    )
    if user_id is None:
        raise HTTPException(400, "Invalid refresh token")
    return await _issue(session, user_id)


@app.get("/me", response_model=UserOut)
async def read_me(user: CurrentUser) -> User:
    return user


@app.get("/users", response_model=list[UserOut], dependencies=[Depends(get_admin)])
async def list_users(session: Session, limit: int = 50, offset: int = 0) -> list[User]:
    query = select(User).order_by(User.created_at.desc()).limit(limit).offset(offset)
    return list(await session.scalars(query))


async def _issue(session: AsyncSession, user_id: uuid.UUID) -> TokensOut:
    now, refresh_token = datetime.now(UTC), secrets.token_urlsafe(32)
    session.add(
        RefreshToken(hash=_hash(refresh_token), user_id=user_id, expires_at=now + REFRESH_TOKEN_TTL)
    )
    await session.commit()
    claims = {"sub": str(user_id), "iat": now, "exp": now + ACCESS_TOKEN_TTL}
    return TokensOut(
        access_token=jwt.encode(claims, SECRET, algorithm=ALGORITHM), refresh_token=refresh_token
    )


def _hash(refresh_token: str) -> str:
    return hashlib.sha256(refresh_token.encode()).hexdigest()
