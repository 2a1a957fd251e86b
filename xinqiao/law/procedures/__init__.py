"""One procedure a file or folder, named for what it is and the year of its law."""
