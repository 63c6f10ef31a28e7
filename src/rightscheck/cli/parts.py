"""Files become parts of a result: each document is read and judged, in one process or in several."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rightscheck.errors import InputError, Place, Problem
from rightscheck.model.document import Allowance, Skipped
from rightscheck.model.finding import Confidence, Finding, ReadDocument
from rightscheck.seal import Seal

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from rightscheck.check.detector import Detector
    from rightscheck.model.document import Block

LANGUAGES = ("en", "es")
"""The languages whose documents can be read."""
FEW = 8
"""So few documents are read sooner than a second process starts."""
MAX_JOBS = 61
"""More processes than this cannot be waited for on Windows."""
CHUNK = 16
"""Documents that a process takes at a time."""
CONTEXT = 2
"""Lines kept before and behind a finding, to show it in."""
YOUNG = 50_000
"""New objects before garbage is looked for: rarely enough to cost little, often enough to keep memory flat."""
PATIENCE = 1.0
"""Seconds before progress is shown, and between two sayings of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: a file, or the bytes of an old version of it."""

    name: str
    """As it is printed."""
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)
    is_named: bool = True
    """It was asked for by its name, and not found in a folder."""


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one source."""

    name: str
    read: ReadDocument | None
    findings: tuple[Finding, ...]
    allowances: tuple[Allowance, ...]
    skipped: tuple[Skipped, ...]
    seal: Seal = ""
    """Whether it is a report of ours. One that is as it was written, in a folder, is no document unread."""


@dataclass(frozen=True, slots=True)
class Reader:
    """By what documents are read. Small, so that it can be sent to another process."""

    standards: tuple[str, ...]
    """Ids of shipped standards, or paths of folders."""
    language: str = ""
    """The one of LANGUAGES that all documents are in; empty: each passage is read in its own."""
    told: Confidence = "possible"
    """The least sure findings that will be shown."""


def read_parts(sources: Sequence[Source], reader: Reader, jobs: int = 1) -> list[Part]:
    """Read documents and judge every sentence.

    Args:
        sources: The documents.
        reader: By what they are read.
        jobs: How many processes; 0 for one on each core. The result is the same.

    Returns:
        What came of each, in the order given.

    """
    jobs = min(jobs or os.cpu_count() or 1, -(-len(sources) // FEW), MAX_JOBS)
    progress = _Progress(len(sources))
    if jobs > 1:
        return list(progress.over(_in_processes(sources, reader, jobs)))
    with _memory_kept_flat():
        return list(progress.over(_read(source, reader) for source in sources))


@cache
def detector(standards: tuple[str, ...], language: str) -> Detector:
    """Make the detector of some standards and a language; once in each process."""
    from rightscheck.cli.wording import make_detector

    return make_detector(standards, language)


class _Detectors(Mapping[str, "Detector"]):
    """The detectors of all languages, each made when a passage in it turns up."""

    def __init__(self, standards: tuple[str, ...]) -> None:
        self._standards = standards

    def __getitem__(self, language: str) -> Detector:
        return detector(self._standards, language)

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)

    def __contains__(self, language: object) -> bool:
        return language in LANGUAGES  # asked of a mapping, it would be made first


def judge_of(reader: Reader, blocks: Sequence[Block]) -> Detector:
    """Give what judges the blocks of one document: in the language of the reader, or each in its own."""
    if reader.language:
        return detector(reader.standards, reader.language)
    from rightscheck.check.polyglot import Polyglot

    judge = Polyglot(_Detectors(reader.standards)).for_document(blocks)
    return cast("Detector", judge)  # it does all that is asked of one here: it reads blocks


def _make_ready(reader: Reader) -> None:
    detector(reader.standards, reader.language or LANGUAGES[0])


def _read(source: Source, reader: Reader) -> Part:
    """Read one document. This is the work that is sent to other processes."""
    from rightscheck.check.scan import read_findings
    from rightscheck.read.documents import read_bytes, read_document

    _make_ready(reader)
    if source.path is not None:
        reading = read_document(source.path, source.name)
    else:
        reading = read_bytes(source.data or b"", source.name)
    if reading.document is None:
        is_left_out = reading.seal == "whole" and not source.is_named
        return Part(source.name, None, (), (), () if is_left_out else reading.skipped, reading.seal)
    try:
        judge = judge_of(reader, reading.document.blocks)
        read, findings = read_findings(reading.document, judge, reader.told)
    except Exception as error:
        if os.environ.get("RIGHTSCHECK_DEBUG"):
            raise
        why = f"it could not be judged ({type(error).__name__}: {error}); this is a fault of rightscheck: report it"
        return Part(source.name, None, (), (), (*reading.skipped, Skipped(source.name, why)))
    slim = _slim(read, findings)
    return Part(source.name, slim, findings, reading.document.allowances, reading.skipped, reading.seal)


def _slim(read: ReadDocument, findings: Iterable[Finding]) -> ReadDocument:
    """Keep the lines near findings and leave the others blank: thousands of documents are held at once."""
    if read.lines is None:
        return read
    near = {
        line for f in findings for line in range(f.line - 1 - CONTEXT, f.end_line + CONTEXT) if line < len(read.lines)
    }
    return replace(read, lines=tuple(text if n in near else "" for n, text in enumerate(read.lines)))


@contextmanager
def _memory_kept_flat() -> Iterator[None]:
    """Collect garbage while many documents are read, which the command line does not do otherwise."""
    was_on, thresholds = gc.isenabled(), gc.get_threshold()
    gc.set_threshold(YOUNG, *thresholds[1:])
    gc.enable()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        if not was_on:
            gc.disable()


class _Here:
    """In a process that was started to read: by what it reads, and whether it is to stop."""

    reader: Reader
    stop: Event


def _start(reader: Reader, stop: Event) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is met by the process that started this one
    gc.set_threshold(YOUNG)
    _Here.reader, _Here.stop = reader, stop
    _make_ready(reader)


def _read_here(source: Source) -> Part:
    if _Here.stop.is_set():
        return Part(source.name, None, (), (), ())
    return _read(source, _Here.reader)


def _in_processes(sources: Sequence[Source], reader: Reader, jobs: int) -> Iterator[Part]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    _make_ready(reader)  # what is wrong with a standard is told before any process starts
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    with ProcessPoolExecutor(jobs, context, _start, (reader, stop)) as pool:
        try:
            with _interrupts_held_back():  # a process would print a traceback while it starts
                parts = pool.map(_read_here, sources, chunksize=CHUNK)
            yield from parts
        except BrokenProcessPool:
            what = "a process that read documents was ended from outside, for want of memory perhaps"
            raise InputError([Problem(Place("--jobs"), what, "run it again with --jobs 1")]) from None
        except BaseException:
            stop.set()  # each process finishes the document in its hands, and no other
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Hear Ctrl-C only after this, where signals can wait; processes that start here never hear it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Progress:
    """Says how far the reading is, on a terminal and when it takes long."""

    def __init__(self, total: int) -> None:
        self.total = total

    def over(self, parts: Iterable[Part]) -> Iterator[Part]:
        """Pass the parts on."""
        if sys.stderr is None or not sys.stderr.isatty():
            yield from parts
            return
        said = ""
        due = time.monotonic() + PATIENCE
        try:
            for done, part in enumerate(parts, start=1):
                yield part
                if time.monotonic() >= due:
                    said = f"Read {done} of {self.total} documents"
                    self._say(f"\r{said}")
                    due = time.monotonic() + PATIENCE
        finally:
            if said:
                self._say(f"\r{' ' * len(said)}\r")

    def _say(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
