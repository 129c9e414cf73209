"""Nothing that was acknowledged is ever lost: the real program killed, cut off, starved and lied to."""
