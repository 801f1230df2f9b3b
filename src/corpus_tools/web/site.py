"""What all pages share: the corpus, the templates, the limits, and results kept for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from corpus_tools.corpus import Corpus
from corpus_tools.query import Hits
from corpus_tools.web.addresses import ADDRESSES
from corpus_tools.web.asked import Asked
from corpus_tools.web.turns import Turns, is_gone, patiently
from corpus_tools.web.words import WORDS, Words, language_of

KEPT_RESULTS = 500
"""How many results are kept; those without hits take room, too."""


@dataclass(frozen=True, slots=True)
class SiteLimits:
    """What one visitor may cost.

    Attributes:
        seconds: How long a query may take.
        concurrent: How many requests are answered at once, and half as many that take long; others wait, at most
            ``seconds``.
        kept_hits: How many hits all kept results may have together.
        page_size: Lines on a page, at most.
        requests_per_minute: Of one address.
        question: How many characters a question may have.
    """

    seconds: float = 10.0
    concurrent: int = 2
    kept_hits: int = 20_000_000
    page_size: int = 200
    requests_per_minute: int = 600
    question: int = 4_000


class Site:
    """The corpus and what is needed to show it. Safe to use from several threads.

    Attributes:
        corpus: Open for reading.
        limits: What one visitor may cost.
        turns: In which order they are answered.
    """

    def __init__(self, corpus: Corpus, limits: SiteLimits) -> None:
        self.corpus = corpus
        self.limits = limits
        self._templates = Environment(
            loader=FileSystemLoader(str(files("corpus_tools.web").joinpath("templates"))),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals.update(ADDRESSES)
        self._results: OrderedDict[Asked, Hits] = OrderedDict()
        self._lock = threading.Lock()
        self.turns = Turns(limits.concurrent, limits.seconds)

    def hits(self, asked: Asked) -> Hits:
        """Return the hits of a question, kept from before or found now.

        Raises:
            QueryError: The question cannot be understood, or takes too long.
            BusyError: Too many are being answered.
        """
        with self._lock:
            if asked in self._results:
                self._results.move_to_end(asked)
                return self._results[asked]
        found = self._find(asked)
        with self._lock:
            self._keep(asked, found)
        return found

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Fill a template; every value is escaped."""
        language = language_of(request)
        html = self._templates.get_template(template).render(
            request=request,
            language=language,
            say=Words(WORDS[language]),
            corpus=self.corpus,
            here=_address(request),
            other_language=_in_language(request, "en" if language == "ja" else "ja"),
            **values,
        )
        response = HTMLResponse(html, status_code=status)
        response.set_cookie("language", language, samesite="lax", httponly=True, max_age=31_536_000)
        return response

    def _find(self, asked: Asked) -> Hits:
        find = self.corpus.search if asked.kind == "simple" else self.corpus.query
        return patiently(
            lambda seconds: find(asked.text, seconds=seconds, cancelled=is_gone), self.limits.seconds
        )

    def _keep(self, asked: Asked, found: Hits) -> None:
        self._results[asked] = found
        while len(self._results) > 1 and (
            len(self._results) > KEPT_RESULTS or sum(map(len, self._results.values())) > self.limits.kept_hits
        ):
            self._results.popitem(last=False)


def _in_language(request: Request, language: str) -> str:
    """Return the address of the same page in another language."""
    return f"{request.url.path}?{request.url.include_query_params(lang=language).query}"


def _address(request: Request) -> str:
    """Return path and query of a request, without the machine's name."""
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query
