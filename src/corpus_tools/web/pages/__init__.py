"""One module a page: its routes read the address, make one call, and fill one template."""
