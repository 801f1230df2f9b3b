"""What a caller may catch."""


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


class QueryError(CorpusToolsError):
    """A query that cannot be understood or would be too costly.

    Args:
        message: What is wrong.
        query: The query as typed, when the place can be shown.
        column: 1-based column in ``query`` (code points), if known.
    """

    def __init__(self, message: str, *, query: str | None = None, column: int | None = None) -> None:
        self.query = query
        self.column = column
        super().__init__(message)


class FormatError(CorpusToolsError):
    """A file that is not what its format says; the message names file, line and remedy."""


class MissingExtraError(CorpusToolsError):
    """An optional dependency is not installed; the message names the extra."""
