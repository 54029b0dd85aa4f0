"""The things Hutong talks about: frozen dataclasses over the standard library, and nothing above them."""
