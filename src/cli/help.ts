/** What the process ends with. */
export const exitCodes: {
	readonly pass: 0;
	readonly notPass: 1;
	readonly usage: 2;
	readonly cannotRead: 3;
} = { pass: 0, notPass: 1, usage: 2, cannotRead: 3 };

const endings = `Exit codes
  0  pass
  1  not pass (fail, none, neutral, an error: the output says which)
  2  the command line was wrong
  3  a file could not be read or written, or is not what it has to be`;

const common = `  --dns ZONE.json    answer DNS from this file (- for standard input) instead of the network
  --now TIME         verify as of this time, with its zone, such as 2026-11-01T00:00:00Z
  --json             print the whole result as JSON
  --help             this text`;

export const generalHelp: string = `mailproof: is this mail from who it says it is?

  mailproof verify MESSAGE --ip IP --mail-from ADDRESS --helo NAME
  mailproof spf --ip IP --mail-from ADDRESS --helo NAME
  mailproof dkim MESSAGE
  mailproof dmarc DOMAIN [--spf DOMAIN] [--dkim DOMAIN]
  mailproof capture MESSAGE --ip IP --mail-from ADDRESS --helo NAME -o FILE
  mailproof replay FILE
  mailproof cases run [FILES] [--adapter COMMAND]

MESSAGE is a file with the raw message. Any file that is read may be -, standard input, but one alone.
\`mailproof COMMAND --help\` says more about each.

Example
  mailproof verify mail.eml --ip 192.0.2.1 --mail-from bounce@example.com --helo mx.example.com

${endings}
They are the same when whoever reads the output stops early, as \`| head\` does.`;

export const verifyHelp: string = `mailproof verify MESSAGE --ip IP --mail-from ADDRESS --helo NAME [options]

Verifies a message: SPF, DKIM, ARC and DMARC.

  MESSAGE            a file with the raw message, or - for standard input
  --ip IP            address of the client that delivered it
  --mail-from ADDR   the address of MAIL FROM; '' for the null reverse-path
  --helo NAME        the name the client said in HELO or EHLO
  --authserv-id ID   who we are in Authentication-Results (default localhost)
  --headers          print only the header fields to prepend, with the message's own line ends
  --trace            also show what led to each result, and by which rule, as a tree
${common}

${endings}
pass means that DMARC passed.`;

export const spfHelp: string = `mailproof spf --ip IP --mail-from ADDRESS --helo NAME [options]

Checks both SPF identities, MAIL FROM and HELO (RFC 7208).

  --ip IP            address of the client
  --mail-from ADDR   the address of MAIL FROM; '' for the null reverse-path
  --helo NAME        the name the client said in HELO or EHLO
${common}

${endings}
pass means that the MAIL FROM identity passed.`;

export const dkimHelp: string = `mailproof dkim MESSAGE [options]

Verifies every DKIM signature of a message (RFC 6376).

  MESSAGE            a file with the raw message, or - for standard input
${common}

${endings}
pass means that at least one signature passed.`;

export const dmarcHelp: string = `mailproof dmarc DOMAIN [options]

Finds the DMARC policy of an Author Domain (RFC 9989), and evaluates it for the identities given.

  DOMAIN             the domain of the From address
  --spf DOMAIN       a domain that passed SPF
  --dkim DOMAIN      a domain that passed DKIM; may be given several times
  --rfc7489          by RFC 7489: Public Suffix List and pct
${common}

${endings}`;

export const casesHelp: string = `mailproof cases run [FILES] [options]

Runs cases, each a message in a world of its own, and compares with what each expects.

  FILES              files of cases, or - for standard input; without any, the set that
                     comes with mailproof
  --adapter COMMAND  ask this program instead of mailproof, in lines of JSON over its
                     standard input and output; result words alone are compared
  --timeout SECONDS  how long the program may take for one case (default 10)
  --json             print the whole result as JSON
  --help             this text

${endings}
pass means that every case agrees, and that there was something to compare.
With --adapter, cases with options that the program does not heed are left out;
how many were asked is told.`;
