"""A made-up organization to look at: files as an administrator would bring them, and what loads them."""
