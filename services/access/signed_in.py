"""Who is asking."""

from dataclasses import dataclass

# Each role may do all that the ones before it may.
ROLES = ("viewer", "planner", "admin")


@dataclass(frozen=True)
class SignedIn:
    """A user, or a machine in the name of one.

    session_id -- "" for a machine, which has no session; key_name -- of the key that a machine asks with, else ""
    locations -- those whose products they see; none: all
    """

    user_id: int
    username: str
    role: str
    session_id: str
    key_name: str = ""
    locations: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """Who is noted for what was done."""
        return f"{self.username}, key {self.key_name}" if self.key_name else self.username

    @property
    def sees(self) -> int | None:
        """Whose tasks this user sees: an administrator all (None), others their own."""
        return None if self.role == "admin" else self.user_id
