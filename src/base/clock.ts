/** The time of verification; asked once for a message, so that every rule sees the same instant. */
export type Clock = () => Date;
