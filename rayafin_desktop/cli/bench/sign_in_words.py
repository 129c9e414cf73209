"""Who signs in to the bench book; apart, so that a window can say it before the application is loaded."""

EMAIL, PASSWORD = "owner@bench.example", "nine heavy teal drums"
