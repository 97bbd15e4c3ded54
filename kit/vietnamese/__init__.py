"""The engine: Vietnamese text in, spans out. No tables here; what a researcher edits are the lexicons it reads."""
