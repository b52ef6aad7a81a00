/** The command line is not one we understand; the message says what to write instead. */
export class UsageError extends Error {}

/** A file that cannot be read or written, or is not what it has to be. */
export class CannotRead extends Error {}
