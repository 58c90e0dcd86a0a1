"""`python -m qa_bot`, for where the script `qa-bot` is not on the path."""

from __future__ import annotations

import sys

from qa_bot.cli import main

sys.exit(main())
