# The Julia of the page's programs, as far as they use it, in Python: lists count from 1, words have 32 bits.
import math
from statistics import NormalDist
from types import SimpleNamespace

Inf, NaN = math.inf, math.nan


class List(list):
    def __getitem__(self, at):
        return super().__getitem__(place(at))

    def __setitem__(self, at, value):
        super().__setitem__(place(at), value)


class Matrix(List):
    def __getitem__(self, at):
        return list.__getitem__(self, place(at[0]))[at[1]]

    def __setitem__(self, at, value):
        list.__getitem__(self, place(at[0]))[at[1]] = value


def place(at):
    if at < 1:
        raise IndexError(at)
    return at - 1


class Word(int):
    def __add__(self, other):
        return Word(int(self) + int(other) & 0xFFFFFFFF) if isinstance(other, Word) else int(self) + other

    def __xor__(self, other):
        return Word(int(self) ^ int(other))

    def __rshift__(self, by):
        return Word(int(self) >> by)


UInt32 = Word
Int = None


def bitrotate(word, by):
    return Word((int(word) << by | int(word) >> 32 - by) & 0xFFFFFFFF)


def fill(value, *shape):
    if len(shape) == 1:
        return List([value] * shape[0])
    return Matrix(fill(value, shape[1]) for _ in range(shape[0]))


def zeros(*shape):
    return fill(0, *shape[1:]) if shape[0] is Int else fill(0.0, *shape)


def falses(count):
    return fill(False, count)


def span(first, last):
    return range(first, last + 1)


def size(matrix, axis):
    return len(matrix)


def sign(value):
    return (value > 0) - (value < 0)


def sort(values):
    return List(sorted(values))


def push_(values, value):
    values.append(value)


def printf(form, *values):
    print(form % values, end="")


def erfcinv(value):
    return -NormalDist().inv_cdf(value / 2) / math.sqrt(2)


sqrt, log, log1p, exp, length = math.sqrt, math.log, math.log1p, math.exp, len
