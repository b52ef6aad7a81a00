export const captureHelp: string = `mailproof capture MESSAGE --ip IP --mail-from ADDRESS --helo NAME -o FILE [options]

Verifies a message and writes down all that the verdict rests on: the message, the envelope, the time, the
options, every DNS answer, and the verdict. \`mailproof replay\` shows it again, offline, when the keys are gone.

  MESSAGE            a file with the raw message, or - for standard input
  --ip IP            address of the client that delivered it
  --mail-from ADDR   the address of MAIL FROM; '' for the null reverse-path
  --helo NAME        the name the client said in HELO or EHLO
  --authserv-id ID   who we are in Authentication-Results (default localhost)
  --redact-body      keep no octet of the body, only its hashes; the header is kept as it is
  -o, --output FILE  where to write; without it the evidence is printed
  --dns ZONE.json    answer DNS from this file (- for standard input) instead of the network
  --now TIME         verify as of this time, with its zone, such as 2026-11-01T00:00:00Z
  --help             this text

Exit codes
  0  captured, whatever the verdict is
  2  the command line was wrong
  3  a file could not be read or written, or is not what it has to be`;

export const replayHelp: string = `mailproof replay FILE [options]

Verifies captured evidence again, in the world that it describes, and compares with the recorded verdict.
No network is used.

  FILE               evidence that \`mailproof capture\` has written, or - for standard input
  --trace            also show what led to each result, and by which rule, as a tree
  --json             print the verdict and every difference as JSON
  --help             this text

Exit codes
  0  the verdict is the recorded one
  1  it is another; each difference is printed
  2  the command line was wrong
  3  the file could not be read, or is no evidence`;
