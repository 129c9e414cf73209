"""Commissions: what the people who sell have earned, frozen when it was earned."""
