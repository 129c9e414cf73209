"""The server: the book over HTTP. It translates requests into commands and queries; it decides nothing."""
