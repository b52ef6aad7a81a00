import importlib.metadata, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "python"))
from mailcases import serve

import authheaders


def verify(message, envelope, options):
    standard = options.get("dmarc", {}).get("standard", "rfc9989")
    sender = envelope["mailFrom"].strip("<>")
    spf = authheaders.check_spf(envelope["clientIp"], sender, envelope["helo"])
    dkim = authheaders.check_dkim(message)
    return {"dmarc": authheaders.check_dmarc(message, spf, dkim, dmarcbis=standard == "rfc9989").result}


serve("authheaders", importlib.metadata.version("authheaders"), ["dmarc"], verify, ["dmarc.standard"])
