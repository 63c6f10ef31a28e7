"""How much of a document is read, and why no more. docs/limits.md prints this table, and a test compares the two."""

from __future__ import annotations

MAX_FILE_BYTES = 20_000_000
"""A handbook of 500 pages with pictures stays below it."""
MAX_TEXT_BYTES = 5_000_000
"""Markdown, text and HTML. About 2,000 printed pages; what is longer is a log or a mistake."""
MAX_LINES = 100_000
"""Lines of a Markdown, text or HTML file. A text of 5 MB has about 70,000."""
MAX_BLOCK_CHARACTERS = 200_000
"""Characters of one paragraph. One that long is no paragraph: 80 printed pages without a break."""
MAX_BLOCKS = 50_000
"""Paragraphs, list items and table rows of one document."""
MAX_NESTING = 60
"""Lists, quotes, tables and HTML elements within one another. People stop at five."""
MAX_PDF_PAGES = 1_000
"""Pages of a PDF."""
MAX_PDF_CHARACTERS = 3_000_000
"""Characters in a PDF: 1,000 full pages."""
MAX_PAGE_CHARACTERS = 50_000
"""Characters on one page of a PDF. A page of small print has 8,000."""
MAX_FILES = 20_000
"""Files in the folders that are walked."""
MAX_FOLDER_DEPTH = 40
"""Folders within one another."""

# Those of DOCX and ODT packages stand in rightscheck.ooxml, which shares them with what writes into a document.
