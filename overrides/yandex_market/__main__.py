"""`python -m yandex_market` is the `yandex-market` command."""

from __future__ import annotations

import sys

from .cli import main

sys.exit(main())
