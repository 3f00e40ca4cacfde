"""Random histories of a table: operations drawn from a seed, each written down."""

import random
from typing import Callable, ClassVar, Dict, List, Tuple


class History:
    """Draws operations until ``count`` of them have happened. A subclass has them in ``operations``.

    An operation returns what it did, or ``None`` where the table has nothing for it to do; one that
    the writer itself refuses is written down and does not count.
    """

    #: How often each is drawn, by the method's name.
    operations: ClassVar[Dict[str, int]] = {}
    #: What the writer raises for what it does not allow.
    refusals: ClassVar[Tuple[type, ...]] = ()

    def __init__(self, seed: str):
        self.seed = seed
        self.random = random.Random(seed)
        self.done: List[str] = []

    def run(self, count: int) -> None:
        happened = 0
        for _ in range(20 * count):
            (name,) = self.random.choices(list(self.operations), list(self.operations.values()))
            operation: Callable[[], str] = getattr(self, name)
            try:
                what = operation()
            except self.refusals as error:
                self.done.append(f"{name}: refused: {self.why(error).strip().splitlines()[0][:160]}")
                continue
            except Exception as error:
                raise AssertionError(f"{name}: {error!r}\n{self}") from error
            if what is not None:
                self.done.append(f"{name}: {what}")
                happened += 1
            if happened == count:
                return
        raise AssertionError(f"only {happened} operations: {self}")

    def why(self, refusal: Exception) -> str:
        return str(refusal)

    def __str__(self) -> str:
        return "\n  ".join([f"history of the seed {self.seed!r}", *self.done])
