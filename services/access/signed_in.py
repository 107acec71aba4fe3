"""Who is asking."""

from dataclasses import dataclass

# Each role may do all that the ones before it may.
ROLES = ("viewer", "planner", "admin")


@dataclass(frozen=True)
class SignedIn:
    user_id: int
    username: str
    role: str
    session_id: str

    @property
    def sees(self) -> int | None:
        """Whose tasks this user sees: an administrator all (None), others their own."""
        return None if self.role == "admin" else self.user_id
