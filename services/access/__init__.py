"""Who somebody is and what they may: signing in, users, the audit log."""
