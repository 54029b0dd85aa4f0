"""What a call does to others by its name alone: it logs out, shuts down, deletes, sends, pays, exports, approves."""

from conformance.norms.acts.act import words
from conformance.norms.acts.names import Said, said_by, said_in_value

__all__ = ["Said", "said_by", "said_in_value", "words"]
