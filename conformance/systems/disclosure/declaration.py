"""What a disclosure platform says of itself otherwise than other systems."""

from __future__ import annotations

from conformance.systems.service import declaration
from conformance.systems.service.part import Record


class Declaration(declaration.Declaration):
    """Answers for the platform as a whole."""

    def declaration(self) -> Record:
        """The declaration of conformity: the platform is open to the public on the internet."""
        return {**super().declaration(), "zone": "internet"}
