#!/usr/bin/env python3
"""Every command of the product: python3 manage.py demo, python3 manage.py test, python3 manage.py help."""

import sys

# Nothing above or in this file may need a newer Python than 2.7 to be read, or this sentence is never shown.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Python 3.11 or newer is needed; this is %s (%s)" % (sys.version.split()[0], sys.executable))  # noqa: UP031

from dsptcare import commandline

if __name__ == "__main__":
    sys.exit(commandline.main(sys.argv))
