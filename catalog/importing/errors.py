"""Why a whole file cannot be read."""


class UnreadableFileError(Exception):
    """Raised with one sentence, in the reader's language, that says what is wrong and what to do."""

    def __init__(self, message):
        """Keep `message`, which may be lazily translated."""
        super().__init__(message)
        self.message = message

    def __str__(self):
        """Return the sentence."""
        return str(self.message)
