"""The web interface: a local, read-only site over a built corpus.

Addresses are stable and hold all that a page shows, so that any of them can be kept or cited:

- ``/?q=…``: the concordance; ``sort``, ``by``, ``context``, ``unit``, ``sample``, ``seed``, ``page``, ``size``,
  ``ruby``, ``names``, and the filters of ``web.narrowing``;
- ``/statistics/{kind}?q=…``: what is counted on the same result, ``/statistics/{kind}.csv`` all of it;
  ``/download/{format}?q=…``: all of its lines; ``/at/{position}``: the place of a token in the running text;
- ``/read/{document}#s12``: the running text at a sentence (numbered from 1 in its document; ``#p3`` a paragraph);
- ``/name/{id}``, ``/names``: one name, and the list of them; ``/timeline``; ``/document/{id}``; ``/help``;
  ``/api/…``.

``?lang=ja`` or ``?lang=en`` on any page changes the language and is remembered.
"""
