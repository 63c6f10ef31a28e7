"""A baseline as JSON: one finding on a line, so that a changed sentence is one changed line."""

from __future__ import annotations

import json

from rightscheck.model.baseline import Baseline


def baseline_json(baseline: Baseline) -> str:
    """Render a baseline. Its findings stay in the order given."""
    head = baseline.model_dump(by_alias=True, exclude={"findings"})
    lines = [f"  {json.dumps(key)}: {_text(value)}" for key, value in head.items()]
    rows = ",\n".join(f"    {_text(entry.model_dump())}" for entry in baseline.findings)
    lines.append(f'  "findings": [{f"{chr(10)}{rows}{chr(10)}  " if rows else ""}]')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
