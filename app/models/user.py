from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class User(Base):
    """Someone who may sign in. Roles: viewer reads; planner also predicts, trains, imports, plans; admin may all.

    likeness -- the same for names that look alike; None for a name that another was like before that was looked at
    password_hash -- "" for who has no password here
    locations -- those whose products they see, and nothing else of the shop; none: all
    openid_issuer, openid_subject -- which provider of OpenID signs them in, and as whom it knows them
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("role IN ('viewer', 'planner', 'admin')", name="role"),
        Index("ix_users_openid", "openid_issuer", "openid_subject", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    likeness: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(16))
    locations: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    active: Mapped[bool] = mapped_column(default=True)
    openid_issuer: Mapped[str | None] = mapped_column(String(255))
    openid_subject: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime]


class UserSession(Base):
    """One sign-in. Its refresh token rotates; revoking the session ends every token it ever gave out.

    network -- from which it was opened, if that is known
    id_token -- of the provider that has signed them in, until the session is ended
    exchanged_jti -- the token before the present one, and when it was exchanged for it
    """

    __tablename__ = "user_sessions"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    refresh_jti: Mapped[str] = mapped_column(String(36))
    network: Mapped[str | None] = mapped_column(String(45))
    id_token: Mapped[str | None] = mapped_column(Text)
    exchanged_jti: Mapped[str | None] = mapped_column(String(36))
    exchanged_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]


class OpenIdAttempt(Base):
    """Somebody was sent to the provider of OpenID, and may come back once.

    proof_hash -- of what only who began it holds; code_verifier -- of the authorization code (RFC 7636)
    redirect_uri -- where the provider sends them back to; destination -- the page they wanted
    """

    __tablename__ = "openid_attempts"

    state: Mapped[str] = mapped_column(String(64), primary_key=True)
    proof_hash: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[str] = mapped_column(String(64))
    code_verifier: Mapped[str] = mapped_column(String(128))
    redirect_uri: Mapped[str] = mapped_column(String(2000))
    destination: Mapped[str] = mapped_column(String(2000))
    expires_at: Mapped[datetime] = mapped_column(index=True)
