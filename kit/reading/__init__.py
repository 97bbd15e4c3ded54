"""The rooms of loading: files, formats, pages, encodings, repairs, metadata."""
