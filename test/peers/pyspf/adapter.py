import importlib.metadata, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "python"))
from mailcases import serve

import spf


def verify(message, envelope, options):
    ip, sender, helo = envelope["clientIp"], envelope["mailFrom"].strip("<>"), envelope["helo"]
    return {
        "spf": spf.check2(i=ip, s=sender, h=helo)[0],
        "helo": spf.check2(i=ip, s="", h=helo)[0],
    }


serve("pyspf", importlib.metadata.version("pyspf"), ["spf", "helo"], verify)
