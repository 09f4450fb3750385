"""The commands of `mingzhang`. Each file has `register(app)`, which adds its command to the typer application."""
