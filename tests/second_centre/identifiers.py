"""Identifiers of certificates by GB/T 36904, and the files of certificates."""

from __future__ import annotations

from stdnum.iso7064 import mod_37_36

ROOT = "1.2.156.3005.2"


def identifier(kind: str, issuer: str, serial: int) -> str:
    """The identifier of the first version of a certificate; the check is over what follows the root."""
    parts = (kind, issuer, f"2026{serial:05d}", "001")
    return ".".join((ROOT, *parts, mod_37_36.calc_check_digit("".join(parts))))


def checks(text: str) -> bool:
    """Whether an identifier has the root, its five parts, and a check character that holds."""
    if not text.startswith(f"{ROOT}."):
        return False
    parts = text[len(ROOT) + 1 :].split(".")
    return len(parts) == 5 and bool(mod_37_36.is_valid("".join(parts)))


def pdf(lines: list[str]) -> bytes:
    """A page with lines of plain letters, as a PDF file."""
    drawn = "BT /F1 11 Tf 56 760 Td 18 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    text, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    text += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{text}startxref\n{text.index('xref')}\n%%EOF\n".encode("ascii")
