"""Everything that typed comparison finds wrong with a claim, whatever its wording."""

from __future__ import annotations

from functools import lru_cache

from bot.core.date_faults import find_date_faults
from bot.core.faults import Evidence, Fault, find_fact_faults
from bot.core.trades import find_trade_faults
from bot.core.wording import find_wording_faults


@lru_cache(maxsize=4_096)
def find_typed_faults(text: str, evidence: Evidence) -> tuple[Fault, ...]:
    """Figures, names, offices and dates first, then quotations, denials, doubts and roles."""
    facts = (*find_fact_faults(text, evidence), *find_date_faults(text, evidence))
    named = any(fault.kind in {"title", "name"} for fault in facts)
    trades = () if named else find_trade_faults(text, evidence)
    return (*facts, *trades, *find_wording_faults(text, evidence))
