"""Every state that a page can be in, as content; and what takes pictures of it."""
