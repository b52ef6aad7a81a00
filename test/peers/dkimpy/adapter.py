import importlib.metadata, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "python"))
from mailcases import NOT_PASS, serve

import dkim


def signature(message, index):
    try:
        return "pass" if dkim.DKIM(message).verify(index) else NOT_PASS
    except dkim.DnsTimeoutError:
        return "temperror"
    except dkim.DKIMException:
        return NOT_PASS


def verify(message, envelope, options):
    signatures = [name for name, _ in dkim.rfc822_parse(message)[0] if name.lower() == b"dkim-signature"]
    chain = dkim.ARC(message).verify()[0]
    return {
        "dkim": [signature(message, index) for index in range(len(signatures))],
        # A chain that says of itself that it failed has no result of its own in dkimpy.
        "arc": "fail" if chain is None else chain.decode(),
    }


serve("dkimpy", importlib.metadata.version("dkimpy"), ["dkim", "arc"], verify)
