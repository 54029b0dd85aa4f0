"""What a run found, as one JSON document; and one writer per format, the terminal too, that sees nothing else.

Text from a system under test passes `visible` on its way into the document.
"""
