"""The embedded PostgreSQL: its binaries, its directory and the supervisor that keeps it running as our own child."""

from mingzhang.site.postgres.directory import DirectoryProblem, ServerDirectory
from mingzhang.site.postgres.supervisor import EmbeddedServer

__all__ = ["DirectoryProblem", "EmbeddedServer", "ServerDirectory"]
