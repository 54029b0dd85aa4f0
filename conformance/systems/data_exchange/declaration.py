"""What an exchange platform says of itself beside what every system does."""

from __future__ import annotations

from conformance.systems.data_exchange.grants import USES_KEPT_YEARS
from conformance.systems.service import declaration
from conformance.systems.service.part import Record


class Declaration(declaration.Declaration):
    """Answers for the platform as a whole."""

    def declaration(self) -> Record:
        """The declaration of conformity, with how long records of use are kept."""
        return {**super().declaration(), "useRetention": f"P{USES_KEPT_YEARS}Y"}
