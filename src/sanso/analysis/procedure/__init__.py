"""The procedure of IoT-SSF as a guided path: prepare, assess, treat, review (準備・アセスメント・対応・見直し).

The names of steps two to four are recalled from METI's procedure document of 2023, not checked against it.
"""

from sanso.analysis.procedure.result import Procedure, StepState, Todo
from sanso.analysis.procedure.walking import PROCEDURE_FORMAT, procedure

__all__ = ["PROCEDURE_FORMAT", "Procedure", "StepState", "Todo", "procedure"]
