/** The version of this package, for evidence that says what made it. A test holds it against package.json. */
export const VERSION = "0.1.0";
