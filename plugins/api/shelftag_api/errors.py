"""The root of all errors that Shelftag shows to people."""


class ShelftagError(Exception):
    """Something went wrong that the user can understand and act upon.

    It carries a message id and parameters, no sentence: `shelftag_resources.messages` renders it in
    the user's language, for the command line and the window alike.

    Attributes:
        message_id: Dotted id of the sentence, for example ``"import.folder_missing"``.
        params: Values for the sentence's placeholders.
    """

    def __init__(self, message_id: str, /, **params: object) -> None:
        super().__init__(message_id, params)
        self.message_id = message_id
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.message_id}({details})"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message_id, self.params)


def _rebuild(
    kind: type[ShelftagError], message_id: str, params: dict[str, object]
) -> ShelftagError:
    """Restores an error that crossed a process border."""
    error = kind.__new__(kind)
    ShelftagError.__init__(error, message_id, **params)
    return error


class ContractError(ShelftagError):
    """A file from outside does not keep to the contract: wrong schema, hash or content."""
