"""The compiled loops of the kernels; `timed`, `frontier` and `lanes` prepare their arguments.

One file for all, see `compiling`. Words are uint64 throughout: numba turns a mixture of uint64 and int64 into
floats. Draws are those of `coins` and `efforts`, bit for bit.

Every step waits for a number of attack parents (an OR step for one); each parent that falls lowers the number, and
at zero the step falls. A step is looked at only when the first parent has fallen: then its coins and the guards
before it are tossed, once a world. What is remembered of a step is stamped with the column's number and never
cleared, so that a column costs what it reaches. All that is known of a step stands in one record of eight words, one
line of a processor's cache (see `board`). Memory is asked for these lines before they are needed.

What guards alone may start is tossed for the 64 worlds of a word at once, when the first of them is played.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.compiling import compiled, inlined
from sanso.attack.kernels.fetching import fetch
from sanso.attack.kernels.field import Field, Lane, Words

__all__ = ["play_lanes", "play_timed", "play_untimed"]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ALWAYS = np.uint64(1 << 32)
_LOW = np.uint64(0xFFFFFFFF)
_EVERY = np.uint64(0xFFFFFFFFFFFFFFFF)
_MANY = np.uint64(0xFFFFFFF)
_U0, _U1, _U2, _U4, _U6, _U20, _U28 = (np.uint64(x) for x in (0, 1, 2, 4, 6, 20, 28))
_U27, _U30, _U31, _U32, _U33, _U52, _U56, _U58, _U63 = (np.uint64(x) for x in (27, 30, 31, 32, 33, 52, 56, 58, 63))
_PAIRS, _FOURS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
_EIGHTS, _ONES = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)
_HALF = np.int64(1 << 31)
_ROW = 4097
_LANES = 8
_AHEAD = 32
"""Children of a step whose records are asked for beforehand."""
_BEFORE = 5
"""Steps of the queue whose children's records are asked for beforehand."""
_STATE, _NEED, _EFFORT, _ONWARD = 4, 5, 6, 7


@inlined
def _absorb(state: np.uint64, value: np.uint64) -> np.uint64:
    z = state + (value + _U1) * _GOLDEN
    z = (z ^ (z >> _U30)) * _FIRST
    z = (z ^ (z >> _U27)) * _SECOND
    return z ^ (z >> _U31)


@inlined
def _toss(base: np.uint64, chance: np.uint64, world: np.uint64) -> bool:
    """One coin in one world; four places at once, which nearly always tell."""
    if chance == _U0 or chance >= _ALWAYS:
        return bool(chance != _U0)
    state = _absorb(base, world >> _U6)
    drawn = _U0
    for plane in range(4):
        drawn = (drawn << _U1) | ((_absorb(state, np.uint64(plane)) >> (world & _U63)) & _U1)
    if drawn != chance >> _U28:
        return bool(drawn < chance >> _U28)
    for plane in range(4, 32):
        place = np.uint64(plane)
        mine = (_absorb(state, place) >> (world & _U63)) & _U1
        wanted = (chance >> (_U31 - place)) & _U1
        if mine != wanted:
            return bool(wanted == _U1)
    return False


@inlined
def _up(record: Words, step: int, world: np.uint64) -> bool:
    """Both coins of a step in one world."""
    if not _toss(record[step, 0], record[step, 2], world):
        return False
    return _toss(record[step, 1], record[step, 3], world)


@inlined
def _is_and(record: Words, step: int) -> bool:
    return bool((record[step, _NEED] >> _U32) & _U1 == _U1)


@inlined
def _waits(field: Field, step: int, world: np.uint64) -> np.uint64:
    """For how many parents a step waits in one world; 0 if it cannot fall."""
    if not _up(field.record, step, world):
        return _U0
    if _is_and(field.record, step):
        for at in range(field.gate_at[step], field.gate_at[step + 1]):
            if _up(field.record, field.gates[at], world):
                return _U0
    return np.uint64(field.record[step, _NEED] & _LOW)


@inlined
def _toss_word(base: np.uint64, chance: np.uint64, word: np.uint64) -> np.uint64:
    """One coin in the 64 worlds of a word."""
    if chance >= _ALWAYS:
        return _EVERY
    state = _absorb(base, word)
    less, equal, rest, place = _U0, _EVERY, chance << _U32, _U0
    while rest != _U0 and equal != _U0:
        mine = _absorb(state, place)
        wanted = _U0 - (rest >> _U63)
        less |= wanted & equal & ~mine
        equal &= ~(wanted ^ mine)
        rest = rest << _U1
        place += _U1
    return less


@inlined
def _up_word(record: Words, step: int, word: np.uint64) -> np.uint64:
    """Both coins of a step in the worlds of a word."""
    first = _toss_word(record[step, 0], record[step, 2], word)
    return np.uint64(first & _toss_word(record[step, 1], record[step, 3], word))


@inlined
def _light(field: Field, word: np.uint64) -> None:
    """Find in which worlds of a word guards alone bring about each spark."""
    for number in range(len(field.sparks)):
        step = field.sparks[number]
        up = _up_word(field.record, step, word)
        every = _is_and(field.record, step)
        down = _EVERY if every else _U0
        if up != _U0:
            for at in range(field.gate_at[step], field.gate_at[step + 1]):
                held = _up_word(field.record, field.gates[at], word)
                down = (down & ~held) if every else (down | ~held)
        field.lit[number] = up & down


@inlined
def _ways(record: Words, step: int | np.int64) -> range:
    """Where the links onward of a step are."""
    begin = np.int64(record[step, _ONWARD] >> _U28)
    return range(begin, begin + np.int64(record[step, _ONWARD] & _MANY))


@inlined
def _fetch_children(field: Field, step: int | np.int64) -> None:
    """Ask for the records that a step leads to."""
    ways = _ways(field.record, step)
    for at in range(ways.start, min(ways.stop, ways.start + _AHEAD)):
        fetch(field.record, field.onward[at])


@inlined
def _falls(field: Field, step: int, world: np.uint64, stamp: np.uint64) -> bool:
    """Tell a step that one more of its parents has fallen; return whether it falls now."""
    state = field.record[step, _STATE]
    left = state & _LOW
    if state >> _U32 != stamp:
        left = _waits(field, step, world)
        field.record[step, _STATE] = (stamp << _U32) | left
    if left == _U0:
        return False
    left -= _U1
    field.record[step, _STATE] = (stamp << _U32) | left
    if left != _U0:
        return False
    fetch(field.onward, _ways(field.record, step).start)
    return True


@inlined
def _effort(field: Field, step: int, number: np.uint64, tables: NDArray[np.int32]) -> np.int64:
    """Ticks of a step in a campaign."""
    which = np.int64(field.record[step, _NEED] >> _U33) - 1
    if which < 0:
        return np.int64(0)
    table = tables[which]
    draw = _absorb(field.record[step, _EFFORT], number)
    levels = len(table) // _ROW
    start = 0
    level = 1
    while level < levels and draw >> _U58 == _U0:
        draw = draw << _U6
        start += _ROW
        level += 1
    cell = start + np.int64(draw >> _U52)
    part = np.int64((draw >> _U20) & _LOW)
    below = np.int64(table[cell])
    return below + (((np.int64(table[cell + 1]) - below) * part + _HALF) >> 32)


@inlined
def _push(heap: Words, size: int, item: np.uint64) -> int:
    """Add to a heap of *size* items; return its new size."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if heap[above] <= item:
            break
        heap[at] = heap[above]
        at = above
    heap[at] = item
    return size + 1


@inlined
def _pop(heap: Words, size: int) -> np.uint64:
    """Take the least item out of a heap of *size* items."""
    least = np.uint64(heap[0])
    item = heap[size - 1]
    size -= 1
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if heap[below] >= item:
            break
        heap[at] = heap[below]
        at = below
    heap[at] = item
    return least


@inlined
def _sort(heap: Words, steps: NDArray[np.int32], times: NDArray[np.int32], begin: int, end: int) -> None:
    """Put what fell from *begin* to *end* in the order of the steps."""
    size = 0
    for at in range(begin, end):
        size = _push(heap, size, (np.uint64(steps[at]) << _U32) | np.uint64(times[at]))
    for at in range(begin, end):
        item = _pop(heap, size)
        size -= 1
        steps[at] = np.int64(item >> _U32)
        times[at] = np.int64(item & _LOW)


@inlined
def _begin(
    field: Field, world: np.uint64, number: np.uint64, limit: int,
    tables: NDArray[np.int32], heap: Words, stamp: np.uint64,
) -> int:  # fmt: skip
    """Put entries and what guards alone bring about on the heap; return its size."""
    size = 0
    for step in field.entries:
        field.record[step, _STATE] = stamp << _U32
        size = _push(heap, size, np.uint64(step))
    for at in range(len(field.sparks)):
        if (field.lit[at] >> (world & _U63)) & _U1 == _U1:
            step = field.sparks[at]
            field.record[step, _STATE] = stamp << _U32
            end = _effort(field, step, number, tables)
            if end <= limit:
                size = _push(heap, size, (np.uint64(end) << _U32) | np.uint64(step))
    return size


@compiled
def play_timed(
    world: NDArray[np.int64], campaign: NDArray[np.int32], limit: int, field: Field, tables: NDArray[np.int32],
    heap: Words, first_stamp: np.uint64, offsets: NDArray[np.int64],
    steps: NDArray[np.int32], times: NDArray[np.int32],
) -> int:  # fmt: skip
    """Play columns until done or until *steps* is full; return how many columns are complete.

    Column c is stamped *first_stamp* + c, which must be greater than any stamp before.
    """
    room = len(steps)
    filled = 0
    for column in range(len(world)):
        stamp = first_stamp + np.uint64(column)
        here = np.uint64(world[column])
        if column == 0 or world[column] >> 6 != world[column - 1] >> 6:
            _light(field, here >> _U6)
        number = (here << _U20) | np.uint64(campaign[column])
        begin = filled
        size = _begin(field, here, number, limit, tables, heap, stamp)
        while size > 0:
            if filled == room:
                return column
            item = _pop(heap, size)
            size -= 1
            fell = np.int64(item & _LOW)
            time = np.int64(item >> _U32)
            steps[filled] = fell
            times[filled] = time
            filled += 1
            _fetch_children(field, fell)
            if size > 0:
                _fetch_children(field, np.int64(heap[0] & _LOW))
            for at in _ways(field.record, fell):
                child = field.onward[at]
                if _falls(field, child, here, stamp):
                    end = time + _effort(field, child, number, tables)
                    if end <= limit:
                        size = _push(heap, size, (np.uint64(end) << _U32) | np.uint64(child))
        _sort(heap, steps, times, begin, filled)
        offsets[column + 1] = filled
    return len(world)


@compiled
def play_untimed(
    first: int, last: int, field: Field, queue: NDArray[np.int32], first_stamp: np.uint64, counts: NDArray[np.int64]
) -> None:
    """Add to *counts* in how many of the worlds *first* … *last*-1 each step falls; stamps as in `play_timed`."""
    stamp = first_stamp
    for world in range(first, last):
        here = np.uint64(world)
        if world == first or here & _U63 == _U0:
            _light(field, here >> _U6)
        size = len(field.entries)
        for at in range(size):
            queue[at] = field.entries[at]
            field.record[queue[at], _STATE] = stamp << _U32
        for at in range(len(field.sparks)):
            if (field.lit[at] >> (here & _U63)) & _U1 == _U1:
                step = field.sparks[at]
                field.record[step, _STATE] = stamp << _U32
                queue[size] = step
                size += 1
        done, asked = 0, 0
        while done < size:
            while asked < min(size, done + _BEFORE):
                _fetch_children(field, queue[asked])
                asked += 1
            fell = queue[done]
            done += 1
            counts[fell] += 1
            for at in _ways(field.record, fell):
                child = field.onward[at]
                if _falls(field, child, here, stamp):
                    queue[size] = child
                    size += 1
                    fetch(counts, child)
        stamp += _U1


@inlined
def _toss_lanes(base: np.uint64, chance: np.uint64, word: np.uint64, kept: Words) -> None:
    """Take away from *kept* the worlds of eight words in which a coin does not come up."""
    if chance >= _ALWAYS:
        return
    state = np.empty(_LANES, np.uint64)
    equal = np.empty(_LANES, np.uint64)
    less = np.empty(_LANES, np.uint64)
    for lane in range(_LANES):
        state[lane] = _absorb(base, word + np.uint64(lane))
        equal[lane] = kept[lane]
        less[lane] = _U0
    rest = chance << _U32
    place = _U0
    while rest != _U0:
        wanted = _U0 - (rest >> _U63)
        left = _U0
        for lane in range(_LANES):
            mine = _absorb(state[lane], place)
            less[lane] |= wanted & equal[lane] & ~mine
            equal[lane] &= ~(wanted ^ mine)
            left |= equal[lane]
        if left == _U0:
            break
        rest = rest << _U1
        place += _U1
    for lane in range(_LANES):
        kept[lane] = less[lane]


@inlined
def _up_lanes(record: Words, step: int, word: np.uint64, kept: Words) -> None:
    """Take away from *kept* the worlds in which not both coins of a step come up."""
    _toss_lanes(record[step, 0], record[step, 2], word, kept)
    _toss_lanes(record[step, 1], record[step, 3], word, kept)


@inlined
def _make(field: Field, lane: Lane, step: int, word: np.uint64, valid: Words) -> None:
    """Find the worlds in which a step can fall once its attack parents have."""
    still = lane.still[step]
    held = np.empty(_LANES, np.uint64)
    for i in range(_LANES):
        still[i] = valid[i]
        lane.fresh[step, i] = _U0
        lane.fallen[step, i] = _U0
    lane.made[step] = 1
    _up_lanes(field.record, step, word, still)
    if lane.role[step] != 1:
        return
    for at in range(field.gate_at[step], field.gate_at[step + 1]):
        for i in range(_LANES):
            held[i] = still[i]
        _up_lanes(field.record, field.gates[at], word, held)
        for i in range(_LANES):
            still[i] &= ~held[i]


@inlined
def _start(field: Field, lane: Lane, word: np.uint64, valid: Words) -> None:
    """Make entries and what guards alone bring about fresh."""
    for step in field.entries:
        lane.made[step] = 1
        lane.active[step] = 1
        for i in range(_LANES):
            lane.still[step, i] = _U0
            lane.fallen[step, i] = _U0
            lane.fresh[step, i] = valid[i]
    for step in field.sparks:
        _make(field, lane, step, word, valid)
        lane.active[step] = 1
    for i in range(_LANES):
        _light(field, word + np.uint64(i))
        for number in range(len(field.sparks)):
            step = field.sparks[number]
            lane.fresh[step, i] = field.lit[number] & valid[i]
            lane.still[step, i] &= ~lane.fresh[step, i]


@inlined
def _gather(lane: Lane, step: int) -> None:
    """Let an AND step fall in the worlds in which all its attack parents have."""
    new = np.empty(_LANES, np.uint64)
    for i in range(_LANES):
        new[i] = lane.still[step, i]
    for at in range(lane.back_at[step], lane.back_at[step + 1]):
        parent = lane.back[at]
        if lane.made[parent] == 0:
            return
        for i in range(_LANES):
            new[i] &= lane.fallen[parent, i]
    for i in range(_LANES):
        lane.still[step, i] ^= new[i]
        lane.fresh[step, i] |= new[i]


@inlined
def _take_fresh(lane: Lane, step: int, new: Words) -> np.int64:
    """Move the fresh worlds of a step to *new* and to the fallen; return how many."""
    total = np.int64(0)
    for i in range(_LANES):
        bits = lane.fresh[step, i]
        new[i] = bits
        lane.fresh[step, i] = _U0
        lane.fallen[step, i] |= bits
        bits = bits - ((bits >> _U1) & _PAIRS)
        bits = (bits & _FOURS) + ((bits >> _U2) & _FOURS)
        bits = (bits + (bits >> _U4)) & _EIGHTS
        total += np.int64((bits * _ONES) >> _U56)
    return total


@inlined
def _tell(lane: Lane, child: int, new: Words) -> bool:
    """Tell a step in which worlds a parent has fallen; return whether it is to be looked at."""
    some = _U0
    for i in range(_LANES):
        some |= new[i] & lane.still[child, i]
    if some == _U0:
        return False
    if lane.role[child] == 1:
        lane.active[child] |= 2
        return True
    lane.active[child] |= 1
    for i in range(_LANES):
        bits = new[i] & lane.still[child, i]
        lane.still[child, i] ^= bits
        lane.fresh[child, i] |= bits
    return True


@compiled
def play_lanes(word: np.uint64, valid: Words, field: Field, lane: Lane, counts: NDArray[np.int64]) -> None:
    """Play the 512 worlds of the words *word* … *word*+7, as far as *valid*; add to *counts*."""
    new = np.empty(_LANES, np.uint64)
    lane.made[:] = 0
    lane.active[:] = 0
    _start(field, lane, word, valid)
    again = True
    while again:
        again = False
        for step in range(len(lane.role)):
            todo = lane.active[step]
            if todo == 0:
                continue
            lane.active[step] = 0
            if todo >= 2:
                _gather(lane, step)
            total = _take_fresh(lane, step, new)
            if total == 0:
                continue
            counts[step] += total
            for at in _ways(field.record, step):
                child = field.onward[at]
                if lane.made[child] == 0:
                    _make(field, lane, child, word, valid)
                if _tell(lane, child, new) and child <= step:
                    again = True
