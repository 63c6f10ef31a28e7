"""A form as one HTML file: it works offline, asks nothing of the network, and keeps nothing after it is closed."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rightscheck.model.answers import FORMAT
from rightscheck.model.condition import FACT, AllOf, AnswerTest, AnyOf, Condition, Not
from rightscheck.model.form import FORM, Form, FormQuestion
from rightscheck.render.forms.parts import letters, only_if, opening, sections, values_of
from rightscheck.render.forms.words import FormWords
from rightscheck.render.words import plain
from rightscheck.version import __version__

_FILLED = "rightscheck-answers-{copy}.json"
FILES = {"leadership": "answers.yaml", "staff": _FILLED, "residents": _FILLED}
"""What the file is called that the page saves. {copy}: the first signs of its `copy`, which the page fills in, so that
the files of several phones have names of their own."""
_HELD_BACK = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Signs that could end the block of data early, as JSON writes them otherwise."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rightscheck.render.forms"),
        autoescape=True,
        undefined=StrictUndefined,
        optimized=False,  # a template that is rendered once is not worth the time
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    return environment


@cache
def _part(name: str) -> tuple[str, str]:
    """Give the style sheet or the script, and the hash by which the page's Content-Security-Policy lets it in."""
    text = files("rightscheck.render.forms").joinpath(f"templates/{name}").read_text("utf-8")
    return text, b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page(form: Form, words: FormWords) -> str:
    """Render a form as an HTML page."""
    css, css_hash = _part("form.css")
    js, js_hash = _part("form.js")
    numbered = {question.id: number for number, question in enumerate(form.questions)}
    return (
        _environment()
        .get_template("form.html.j2")
        .render(
            form=form,
            words=words,
            opening=opening(form, words, "page"),
            on_screen=words.on_page[form.role],
            on_paper=words.on_paper[form.role],
            sections=[
                (title, [_shown(numbered[one.id], one, form, words) for one in questions])
                for title, questions in sections(form)
            ],
            css=css,
            css_hash=css_hash,
            js=js,
            js_hash=js_hash,
            data=_data(form, words),
            version=__version__,
        )
    )


def _shown(number: int, question: FormQuestion, form: Form, words: FormWords) -> tuple[object, ...]:
    """Give a question as the template takes it: its number, itself, when it is asked, and its letters on paper."""
    return number, question, only_if(question, form, words), letters(question, form)


def _data(form: Form, words: FormWords) -> Markup:
    """Give what the script needs as JSON that may stand in a page. No answer's worth is in it."""
    data = {
        "form": FORMAT if form.role == "leadership" else FORM,
        "role": form.role,
        "edition": form.edition,
        "standards": dict(form.standards),
        "file": FILES[form.role],
        "questions": [
            {
                "id": question.id,
                "kind": question.kind,
                "variant": question.is_variant,
                "relevant": _test(question.relevant) if question.relevant is not None else None,
            }
            for question in form.questions
        ],
        "words": {
            "progress": words.progress,
            "clearSure": words.clear_sure,
            "cleared": words.cleared,
            "saved": words.saved[form.role],
            "notSaved": words.not_saved,
        },
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, written in _HELD_BACK.items():
        text = text.replace(sign, written)
    return Markup(text)  # noqa: S704 - nothing in it can end the block, which is data and not a script


def _test(condition: Condition) -> dict[str, object]:
    """Give a condition as the script reads it."""
    if isinstance(condition, AnyOf):
        return {"any": [_test(part) for part in condition.any_]}
    if isinstance(condition, AllOf):
        return {"all": [_test(part) for part in condition.all_]}
    if isinstance(condition, Not):
        return {"not": _test(condition.not_)}
    if isinstance(condition, AnswerTest):
        raise TypeError("what is asked is decided by facts")  # the standard's reader sees to it
    if condition.at_least is not None:
        return {"fact": f"{FACT}{condition.fact}", "atLeast": condition.at_least}
    return {"fact": f"{FACT}{condition.fact}", "in": list(values_of(condition))}
