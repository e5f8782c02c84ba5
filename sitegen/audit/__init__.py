"""What was built, checked as a whole: links by every build; by `sitegen audit` also what visitors see."""

from sitegen.audit.links import audit, audit_some

__all__ = ["audit", "audit_some"]
