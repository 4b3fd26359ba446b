"""Integrity and risk tables of safety and security standards: one module per standard, pure total functions.

Each module says where its table comes from and how sure that is. Levels of different standards are never equated:
the only published step from one to another is ISO 13849-1's from PL to SIL, and it goes one way.

>>> from sanso.safety import tables
>>> tables.iso26262.asil("S3", "E4", "C3"), tables.iso13849.required_level("S2", "F2", "P2")
('D', 'e')
"""

from sanso.safety.tables import (
    attack_potential,
    evita,
    heavens,
    iec61508,
    iec62443,
    iso13849,
    iso21434,
    iso26262,
)

__all__ = ["attack_potential", "evita", "heavens", "iec61508", "iec62443", "iso13849", "iso21434", "iso26262"]
