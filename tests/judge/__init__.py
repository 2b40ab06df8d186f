"""What judges from outside say of the site; see bin/judge."""
