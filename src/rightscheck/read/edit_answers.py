"""The text of an answers file with one thing changed in it: comments, order, and every other line stay.

The file belongs to the person who wrote it. So nothing is read into data and written out anew: the place of
one value is found, and only that piece of text is replaced. Then the new text is read again, and unless it says
the same as before but for that one value, it is refused and the file stays as it is.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from rightscheck.errors import InputError, Place, Problem
from rightscheck.read.strict_yaml import YamlDocument, parse
from rightscheck.read.text import first_control, read_text

try:  # the C parser where there is one; in a browser there is none
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

FIELDS = ("answer", "reason", "note", "required-by", "change-by", "evidence")
"""The order in which the lines of an entry stand."""
HEAD = ("rightscheck", "program", "date")
"""The lines at the head of the file."""
ANSWERS, FACTS, ANSWER = "answers", "facts", "answer"
_COLON = re.compile(r"[ \t]*:")
_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*[\r\n]")
_STEP = 2
_RESOLVER = yaml.SafeLoader("")
_TEXT = "tag:yaml.org,2002:str"

Value = str | int | Sequence[str] | None
_Plain = str | int | list[str] | None


def with_answer(
    text: str,
    question: str,
    *,
    answer: str | None,
    note: str | None = None,
    reason: str | None = None,
    title: str = "",
    after: Sequence[str] = (),
    path: str = "answers.yaml",
) -> str:
    """Give the text of an answers file with one answer changed.

    Args:
        text: The file.
        question: Its id. In the file it may stand in small letters.
        answer: What to write after `answer:`; None leaves it blank.
        note: The note; None leaves it as it is, "" leaves it blank. It becomes one line.
        reason: The reason, in the same way.
        title: A comment beside the key, where the question is not in the file yet.
        after: The questions that stand before it, where it is not in the file yet.
        path: The name of the file, for messages.

    Raises:
        InputError: The file cannot be read, or not be changed without changing something else.

    """
    for name, value in (("answer", answer), ("reason", reason), ("note", note)):
        if name == ANSWER or value is not None:
            text = _Edit(text, path).entry(question, name, _one_line(value), title=title, after=after)
    return text


def with_note(
    text: str, question: str, note: str, *, title: str = "", after: Sequence[str] = (), path: str = "answers.yaml"
) -> str:
    """Give the text of an answers file with one note changed, and the answer as it is; "" leaves it blank.

    Raises:
        InputError: The file cannot be read, or not be changed without changing something else.

    """
    return _Edit(text, path).entry(question, "note", _one_line(note), title=title, after=after)


def with_fact(text: str, fact: str, value: Value, *, path: str = "answers.yaml") -> str:
    """Give the text of an answers file with one fact changed.

    Args:
        text: The file.
        fact: Its id.
        value: A value, a number, a list of values, or None for a blank.
        path: The name of the file, for messages.

    Raises:
        InputError: The file cannot be read, or not be changed without changing something else.

    """
    return _Edit(text, path).fact(fact, value)


def with_about(text: str, name: Literal["program", "date"], value: str | None, *, path: str = "answers.yaml") -> str:
    """Give the text of an answers file with the program's name or the month of the answers changed.

    Args:
        text: The file.
        name: What to change.
        value: What to write, on one line; None leaves it blank.
        path: The name of the file, for messages.

    Raises:
        InputError: The file cannot be read, or not be changed without changing something else.

    """
    return _Edit(text, path).about(name, _one_line(value))


def answers_text(path: Path) -> tuple[str, bytes]:
    """Read an answers file to change it: its text, and the mark before it that some editors write.

    Raises:
        InputError: It cannot be read.

    """
    text = read_text(path, what="answers file", start="start one with: rightscheck init")
    with path.open("rb") as stream:
        is_marked = stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    return text, codecs.BOM_UTF8 if is_marked else b""


@dataclass(slots=True)
class _Node:
    """A part of the file: where it starts and ends in the text, and what is in it."""

    kind: Literal["scalar", "map", "list"]
    start: int
    end: int
    column: int
    is_flow: bool = False
    is_block_text: bool = False
    """Whether it is written after `|` or `>`."""
    value: str | None = None
    """The text of a scalar; None for nothing."""
    pairs: list[tuple[_Node, _Node]] = field(default_factory=list)
    items: list[_Node] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is written there."""
        return self.start == self.end

    def find(self, key: str) -> int | None:
        """Give the number of the pair with this key; capitals matter only where two keys differ by them."""
        keys = [str(name.value) for name, _ in self.pairs]
        if key in keys:
            return keys.index(key)
        folded = [name.strip().casefold() for name in keys]
        return folded.index(key.casefold()) if key.casefold() in folded else None


def _compose(text: str) -> _Node | None:
    events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
    for event in events:
        if isinstance(event, (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            return _node(event, events)
    return None


def _node(event: Any, events: Iterator[Any]) -> _Node:  # noqa: ANN401 - any event
    start, end, column = event.start_mark.index, event.end_mark.index, event.start_mark.column
    if isinstance(event, yaml.ScalarEvent):
        is_nothing = not event.style and event.value in ("", "~", "null")
        node = _Node("scalar", start, end, column, is_block_text=event.style in ("|", ">"))
        node.value = None if is_nothing else event.value
        return node
    is_map = isinstance(event, yaml.MappingStartEvent)
    node = _Node("map" if is_map else "list", start, end, column, is_flow=bool(event.flow_style))
    inner: Any
    for inner in events:
        if isinstance(inner, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            if node.is_flow and inner.end_mark:
                node.end = inner.end_mark.index  # in a block, the mark is at the next thing, past all comments
            break
        child = _node(inner, events)
        if is_map:
            value = _node(next(events), events)
            node.pairs.append((child, value))
            node.end = value.end
        else:
            node.items.append(child)
            node.end = child.end
    return node


class _Edit:
    """One change to one file."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.document: YamlDocument = parse(text, path)
        if self.document.problems:
            raise InputError(self.document.problems)
        root = _compose(text)
        if root is None or root.kind != "map":
            raise InputError([Problem(Place(path), "this is no answers file", "start one with: rightscheck init")])
        self.root = root
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def entry(self, question: str, name: str, value: str | None, *, title: str, after: Sequence[str]) -> str:
        """Change one line of a question's entry."""
        expected = deepcopy(self.document.data)
        answers = expected[ANSWERS] = expected.get(ANSWERS) or {}
        key = next((k for k in answers if k.strip().casefold() == question.casefold()), question)
        key = question if question in answers else key
        old = answers.get(key)
        if isinstance(old, dict):
            if value is None and old.get(name) is None:
                return self.text
            old[name] = value
        elif name == ANSWER:
            if value is None and old is None:
                return self.text
            answers[key] = value if key in answers else {ANSWER: value}
        elif value is None:
            return self.text
        else:
            answers[key] = {ANSWER: old, name: value}
        new = self._entry(question, name, value, title=title, after=after)
        return self._sure(new, expected, (ANSWERS, key))

    def about(self, name: str, value: str | None) -> str:
        """Change one line at the head of the file."""
        expected = deepcopy(self.document.data)
        if value is None and expected.get(name) is None:
            return self.text
        expected[name] = value
        found = self.root.find(name)
        if found is not None:
            new = self._set(*self.root.pairs[found], value, in_flow=self.root.is_flow)
        else:
            before = [n for n, (key, _) in enumerate(self.root.pairs) if key.value in HEAD]
            new = self._insert(self.root, before[-1] if before else None, name, value)
        return self._sure(new, expected, (name,))

    def fact(self, fact: str, value: Value) -> str:
        """Change one fact."""
        expected = deepcopy(self.document.data)
        facts = expected[FACTS] = expected.get(FACTS) or {}
        if value is not None and not isinstance(value, (int, str)):
            value = list(value)
        if value is None and facts.get(fact) is None:
            return self.text
        facts[fact] = str(value) if isinstance(value, int) else value
        return self._sure(self._fact(fact, value), expected, (FACTS, fact))

    def _sure(self, new: str, expected: object, key: tuple[str, ...]) -> str:
        """See that the new text says what it should and nothing else.

        Raises:
            InputError: It does not.

        """
        read = parse(new, self.path)
        if read.problems or read.data != expected or first_control(new) is not None:
            place = self.document.place(key)
            what = f"'{key[-1]}' cannot be changed here without changing something else; the file stays as it is"
            raise InputError([Problem(place, what, "write this answer with a text editor")])
        return new

    def _fact(self, fact: str, value: _Plain) -> str:
        facts = self._section(FACTS)
        if facts is None:
            return self._with_section(FACTS, [f"{fact}: {_shown(value)}"])
        found = facts.find(fact)
        if found is not None:
            return self._set(*facts.pairs[found], value, in_flow=facts.is_flow)
        return self._insert(facts, len(facts.pairs) - 1, fact, value)

    def _entry(self, question: str, name: str, value: str | None, *, title: str, after: Sequence[str]) -> str:
        answers = self._section(ANSWERS)
        if answers is None:
            return self._with_section(ANSWERS, self._new_entry(question, name, value, title))
        found = answers.find(question)
        if found is None:
            return self._insert_entry(answers, self._new_entry(question, name, value, title), after)
        key, entry = answers.pairs[found]
        if entry.kind == "map":
            return self._field(entry, name, value)
        if name == ANSWER:
            return self._set(key, entry, value, in_flow=answers.is_flow)
        if answers.is_flow:
            old = self.text[entry.start : entry.end] or "null"
            return self._cut(entry.start, entry.end, f"{{{json.dumps(ANSWER)}: {old}, {_flow(name, value)}}}")
        return self._long(key, entry, name, value)

    def _section(self, name: str) -> _Node | None:
        found = self.root.find(name)
        value = None if found is None else self.root.pairs[found][1]
        return value if value is not None and value.kind == "map" and (value.pairs or value.is_flow) else None

    def _with_section(self, name: str, lines: list[str]) -> str:
        """Write the first lines of a section, which is not there yet or holds nothing."""
        if self.root.is_flow:
            return self.text  # which will be refused
        found = self.root.find(name)
        indented = [f"{' ' * (self.root.column + _STEP)}{line}" for line in lines]
        if found is None:
            return self._add_lines(self.root.end, ["", f"{' ' * self.root.column}{name}:", *indented])
        _, value = self.root.pairs[found]
        return self._add_lines(value.end, indented)

    @staticmethod
    def _new_entry(question: str, name: str, value: str | None, title: str) -> list[str]:
        comment = f"  # {_one_line(title)}" if _one_line(title) else ""
        blank = [] if name == ANSWER else [f"  {ANSWER}:"]
        return [f"{question}:{comment}", *blank, f"  {name}: {_shown(value)}".rstrip()]

    def _insert_entry(self, answers: _Node, lines: list[str], after: Sequence[str]) -> str:
        """Write a new entry below the nearest of those that stand before it, or else at the end."""
        if answers.is_flow:
            question = lines[0].split(":", 1)[0]
            inner = ", ".join(_flow_line(line) for line in lines[1:])
            return self._into_flow(answers, f"{json.dumps(question)}: {{{inner}}}")
        before = [found for one in after if (found := answers.find(one)) is not None]
        _, value = answers.pairs[before[-1] if before else len(answers.pairs) - 1]
        indent = " " * answers.pairs[0][0].column
        step = self._step(answers)
        shown = [indent + line.replace("  ", " " * step, 1) if line[:1] == " " else indent + line for line in lines]
        stop = self._line_end(value)
        is_spaced = not self.text[stop:].strip() or _BLANK_LINE.match(self.text, stop)
        return self._add_lines(value.end, ["", *shown] if is_spaced else shown, at=stop)

    def _step(self, answers: _Node) -> int:
        for key, value in answers.pairs:
            if value.kind == "map" and not value.is_flow and value.column > key.column:
                return value.column - key.column
        return _STEP

    def _field(self, entry: _Node, name: str, value: str | None) -> str:
        found = next((n for n, (key, _) in enumerate(entry.pairs) if key.value == name), None)
        if found is not None:
            return self._set(*entry.pairs[found], value, in_flow=entry.is_flow)
        earlier = FIELDS[: FIELDS.index(name)]
        before = [n for n, (key, _) in enumerate(entry.pairs) if key.value in earlier]
        return self._insert(entry, before[-1] if before else None, name, value)

    def _insert(self, parent: _Node, after: int | None, key: str, value: _Plain) -> str:
        """Write a new pair below one of those that are there, or above all."""
        if parent.is_flow:
            return self._into_flow(parent, _flow(key, value))
        if after is None:
            first, _ = parent.pairs[0]
            return self._cut(first.start, first.start, f"{key}: {_shown(value)}{self.newline}{' ' * first.column}")
        above, whole = parent.pairs[after]
        return self._add_lines(whole.end, [f"{' ' * above.column}{key}: {_shown(value)}"], at=self._line_end(whole))

    def _into_flow(self, parent: _Node, pair: str) -> str:
        return self._cut(parent.start + 1, parent.start + 1, f"{pair}, " if parent.pairs else pair)

    def _long(self, key: _Node, value: _Node, name: str, new: str | None) -> str:
        """Turn `PC-03: b  # comment` into an entry of several lines, with the comment where it was."""
        if value.is_block_text or self.text.count("\n", value.start, value.end):
            short = _Edit(self._cut_value(value, _shown(value.value)), self.path)
            return short._entry(str(key.value), name, new, title="", after=())
        line = f"{name}: {_shown(new)}"
        if value.value is not None and _LINE_END.search(self.text, key.end, value.start):
            edited = self._add_lines(value.end, [" " * value.column + line], at=self._line_end(value))
            return f"{edited[: value.start]}{ANSWER}: {edited[value.start :]}"
        inner = " " * (key.column + self._step(self._section(ANSWERS) or self.root))
        answer = f"{ANSWER}: {self.text[value.start : value.end]}".rstrip()
        edited = self._add_lines(value.end, [inner + answer, inner + line], at=self._line_end(value))
        return edited[: value.start].rstrip(" \t") + edited[value.end :]

    def _set(self, key: _Node, old: _Node, value: _Plain, *, in_flow: bool) -> str:
        """Replace one value; comments that stand within it are kept below it."""
        shown = (json.dumps(value, ensure_ascii=False) if in_flow else _shown(value)) if value is not None else ""
        shown = shown or ("null" if in_flow else "")
        if old.kind == "list" and not old.is_flow:
            return self._set_list(key, old, shown)
        if old.is_blank:
            colon = self._after_colon(key)
            return self._cut(colon, colon, f" {shown}")
        if old.kind == "list":
            comments = [f"{' ' * (key.column + _STEP)}{one}" for one in self._comments_in(old)]
            edited = self._add_lines(old.end, comments, at=self._line_end(old)) if comments else self.text
            edited = edited[: old.start] + shown + edited[old.end :]
            return edited if shown else self._blank(edited, old)
        return self._cut_value(old, shown) if shown else self._blank(self._cut_value(old, ""), old)

    @staticmethod
    def _blank(text: str, old: _Node) -> str:
        """Take the space away that stood between the colon and a value that is gone."""
        return text[: old.start].rstrip(" \t") + text[old.start :]

    def _set_list(self, key: _Node, old: _Node, shown: str) -> str:
        """Replace a list that has a line for each value."""
        colon = self._after_colon(key)
        head = self.text[:colon] + (f" {shown}" if shown else "") + self.text[colon : old.start].rstrip(" \t")
        stop = self._line_end(old)
        comments = [*self._comments_in(old), self.text[old.end : stop].strip()]
        kept = "".join(f"{' ' * (key.column + _STEP)}{one}{self.newline}" for one in comments if one)
        rest = self.text[stop:]
        return head + kept + rest[len(_first_break(rest)) :]

    def _comments_in(self, old: _Node) -> list[str]:
        """Give the comments that stand between the values of a list."""
        edges = [old.start, *(edge for item in old.items for edge in (item.start, item.end)), old.end]
        gaps = [self.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        return [comment.rstrip() for gap in gaps for comment in _COMMENT.findall(gap)]

    def _cut_value(self, old: _Node, shown: str) -> str:
        """Replace the text of a scalar; a comment beside `|` and blank lines below stay."""
        if not old.is_block_text:
            return self._cut(old.start, old.end, shown)
        whole = self.text[old.start : old.end]
        comment = _COMMENT.search(whole.splitlines()[0])
        below = whole[len(whole.rstrip()) :] or ""
        return self._cut(old.start, old.end, shown + (f"  {comment[0]}" if comment else "") + below)

    def _after_colon(self, key: _Node) -> int:
        found = _COLON.match(self.text, key.end)
        return found.end() if found else key.end  # a key without a colon: what comes of it will be refused

    def _line_end(self, node: _Node) -> int:
        """Find the end of the line on which a part ends, before its line break."""
        if node.end and self.text[node.end - 1] in "\r\n":  # a text after `|` ends where the next line starts
            return node.end - len(_last_break(self.text[: node.end]))
        found = _LINE_END.search(self.text, node.end)
        return found.start() if found else len(self.text)

    def _add_lines(self, end: int, lines: list[str], *, at: int | None = None) -> str:
        """Write lines below the line that holds the end of a part."""
        if at is None:
            found = _LINE_END.search(self.text, end)
            at = found.start() if found else len(self.text)
        shown = "".join(self.newline + line.rstrip() for line in lines)
        return self._cut(at, at, shown)

    def _cut(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]


def _first_break(text: str) -> str:
    found = _LINE_END.match(text)
    return found[0] if found else ""


def _last_break(text: str) -> str:
    return "\r\n" if text.endswith("\r\n") else text[-1:]


def _one_line(value: str | None) -> str | None:
    """Fold a text into one line; None where nothing is left of it."""
    return " ".join(value.split()) or None if value is not None else None


def _shown(value: _Plain) -> str:
    """Write a value as YAML, in quotation marks only where it would else be read as something different."""
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{', '.join(one if _is_plain(one, in_flow=True) else _quoted(one) for one in value)}]"
    if isinstance(value, int):
        return str(value)
    return value if _is_plain(value) else _quoted(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _flow(key: str, value: _Plain) -> str:
    """Write a pair within braces, so that what was JSON stays JSON."""
    return f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"


def _flow_line(line: str) -> str:
    data = parse(line.strip(), "").data
    return ", ".join(_flow(key, value) for key, value in data.items())


def _is_plain(value: str, *, in_flow: bool = False) -> bool:
    """Whether every reader of YAML takes a text, written as it is, for this text."""
    if "\n" in value or "\r" in value:
        return False
    try:
        events = list(yaml.parse(f"k: [{value}]" if in_flow else f"k: {value}", Loader=_Loader))
    except (yaml.YAMLError, ValueError):
        return False
    texts = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    if len(texts) != 2 or texts[1].value != value or texts[1].style or len(events) != (10 if in_flow else 8):  # noqa: PLR2004
        return False
    return _RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) == _TEXT  # type: ignore[no-untyped-call,no-any-return]
