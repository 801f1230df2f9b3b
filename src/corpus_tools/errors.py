"""What a caller may catch."""

from __future__ import annotations


class CorpusToolsError(Exception):
    """Base of every error this package raises on purpose.

    The message says what was given, what would have been right, and what to do.
    """


class SourceError(CorpusToolsError):
    """A source file cannot be read as text (encoding, NUL bytes, missing file)."""


class AnnotationError(CorpusToolsError):
    """Annotation that does not fit its text or its schema; the message names file and line."""


class AuthorityError(CorpusToolsError):
    """A name list that does not hold to its schema; the message names file and line."""


class RecipeError(CorpusToolsError):
    """A recipe or a document's metadata that cannot be followed."""


class CorpusError(CorpusToolsError):
    """A corpus folder that is missing, damaged or of another version."""


class Message(str):
    """What a person is told of a query, with the template it was made from, so that it can be said in other languages.

    Args:
        template: As ``str.format`` takes it; without values it is the text as it stands.
        values: What stands in the holes. Those that are messages themselves are said in the other language, too.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Message:
        """Fill the template."""
        message = super().__new__(cls, template.format(**values) if values else template)
        message.template = template
        message.values = values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Let copies and pickles be made from the template again."""
        return (self.template,), self.values


class QueryError(CorpusToolsError):
    """A query that cannot be understood or would be too costly.

    Args:
        message: What is wrong: a ``Message`` where it holds values, else the sentence.
        query: The query as typed, when the place can be shown.
        column: 1-based column in ``query`` (code points), if known.
        shown: The place as lines for a terminal.
        hint: What may be meant.

    Attributes:
        message: What is wrong, without the place and the hint.
    """

    def __init__(
        self,
        message: str,
        *,
        query: str | None = None,
        column: int | None = None,
        shown: str = "",
        hint: str = "",
    ) -> None:
        self.message = message if isinstance(message, Message) else Message(message)
        self.query = query
        self.column = column
        self.hint = hint
        super().__init__("\n".join(part for part in (message, shown, hint) if part))


class FormatError(CorpusToolsError):
    """A file that is not what its format says; the message names file, line and remedy."""


class MissingExtraError(CorpusToolsError):
    """An optional dependency is not installed; the message names the extra."""
