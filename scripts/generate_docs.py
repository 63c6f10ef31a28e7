"""Write what is generated from the standards: docs/traceability.md and standards/schemas/."""

from __future__ import annotations

from pathlib import Path

from rightscheck import load_standard
from rightscheck.read.standards import shipped_ids
from rightscheck.render.schemas import schemas
from rightscheck.render.traceability import traceability

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[Path, str]:
    """Give every generated file with its text."""
    standards = [load_standard(name) for name in shipped_ids()]
    return {
        ROOT / "docs" / "traceability.md": traceability(standards),
        **{ROOT / "standards" / "schemas" / f"{name}.json": text for name, text in schemas(standards).items()},
    }


if __name__ == "__main__":
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")  # noqa: T201 - a script's output
