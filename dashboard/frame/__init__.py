"""What stands around every page: shell, navigation, signing in, security."""
