"""A bound below every placement, from prices of room: what all cost where they are cheapest with
them, less what all room costs by them. With the best prices it is the LP's optimum. It is evaluated
in whole numbers over all workloads and sites, so it holds whatever found the prices."""

import numpy as np
from ortools.linear_solver import linear_solver_pb2, pywraplp

CHUNK = 5000


FINE = 1000


def value(instance, prices):
    """Of prices by site and dimension, rounded to a thousandth of a billionth for a thousandth;
    exact, and then in whole billionths."""
    total = 0
    prices = np.rint(prices * FINE).astype(np.int64)
    units = (instance.units * FINE + prices).T
    for begin in range(0, len(instance.needs), CHUNK):
        some = slice(begin, begin + CHUNK)
        costs = instance.needs[some] @ units
        costs[~instance.eligible(some)] = np.iinfo(np.int64).max
        total += int(costs.min(axis=1).sum())
    worth = (prices * instance.capacities).sum(axis=1)
    return (total - int(np.maximum(0, worth - instance.opening * FINE).sum())) // FINE


def cheapest(instance, prices, many):
    """By workload the sites that are cheapest with prices."""
    found = []
    units = (instance.units + prices).T.astype(np.float32)
    for begin in range(0, len(instance.needs), CHUNK):
        some = slice(begin, begin + CHUNK)
        costs = instance.needs[some].astype(np.float32) @ units
        costs[~instance.eligible(some)] = np.inf
        found.append(np.argpartition(costs, many - 1, axis=1)[:, :many])
    return np.concatenate(found)


def ascend(instance, prices, some, rounds, warmth):
    """Prices after rounds of accelerated steps, for some workloads, which go to all sites by
    shares: the larger to the cheaper, the more so the less the warmth."""
    scale = instance.units.mean(axis=0)
    part = instance.needs[some].sum(axis=0) / instance.needs.sum(axis=0)
    needs = instance.needs[some].astype(np.float32)
    each = (needs / -(warmth * (needs @ scale))[:, None]).astype(np.float32)
    barred = ~instance.eligible(some)
    step = warmth * scale / len(scale)
    best, ahead, pace = prices, prices, 1.0
    for _ in range(rounds):
        shares = each @ (instance.units + ahead).T.astype(np.float32)
        shares[barred] = -np.inf
        shares -= shares.max(axis=1)[:, None]
        np.exp(shares, out=shares)
        shares /= shares.sum(axis=1)[:, None]
        over = (shares.T @ needs) / part / instance.capacities - 1
        then = np.maximum(0, ahead + step * over)
        after = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        if (over * (then - best) / scale).sum() < 0:
            after, pace = 1.0, 1.0
        ahead = then + (pace - 1) / after * (then - best)
        best, pace = then, after
    return best


def ascent(instance):
    """Prices near the best, from less and less warmth; for very many workloads those of a sample,
    which are as valid and a little less good."""
    lots = np.random.default_rng(1).permutation(len(instance.needs))
    prices = np.zeros(instance.capacities.shape)
    few = np.sort(lots[: max(1000, 2 * len(prices))])
    for warmth in 0.3, 0.1, 0.03, 0.01, 0.003:
        prices = ascend(instance, prices, few, 40, warmth)
    more = np.sort(lots[: 10 * len(prices)])
    best = prices
    for warmth in 0.001, 0.0003, 0.0001:
        prices = ascend(instance, prices, more, 60, warmth)
        if value(instance, prices) > value(instance, best):
            best = prices
    return best


def columns(instance, prices):
    """The LP's optimum, by columns: more of them until their prices prove that none is missing."""
    sites = cheapest(instance, prices, min(12, len(prices)))
    best = value(instance, prices)
    for _ in range(8):
        optimum, prices = restricted(instance, sites, 300)
        best = max(best, value(instance, prices))
        if best > optimum * (1 - 1e-7):
            break
        sites = np.concatenate([sites, cheapest(instance, prices, 6)], axis=1)
    return best


def restricted(instance, sites, seconds):
    """The LP over some sites of each workload: (optimum, prices of room), by GLOP."""
    many, wide = instance.needs.shape
    dear = 2 * instance.units.max(axis=0)
    proto = linear_solver_pb2.MPModelProto()
    proto.maximize = False
    unit = 1e6
    for w in range(many):
        proto.constraint.add(lower_bound=1, upper_bound=1)
    for s in range(len(instance.units)):
        for d in range(wide):
            proto.constraint.add(upper_bound=float(instance.capacities[s, d]))
    by_row = [[] for _ in range(len(proto.constraint))]
    values = [[] for _ in range(len(proto.constraint))]
    number = 0
    for w in range(many):
        need = instance.needs[w]
        for s in np.unique(sites[w]):
            proto.variable.add(
                lower_bound=0, objective_coefficient=float(need @ instance.units[s]) / unit
            )
            by_row[w].append(number)
            values[w].append(1.0)
            for d in range(wide):
                row = many + s * wide + d
                by_row[row].append(number)
                values[row].append(float(need[d]))
            number += 1
        # nowhere, for so much that none is in the end
        proto.variable.add(lower_bound=0, objective_coefficient=float(need @ dear) / unit)
        by_row[w].append(number)
        values[w].append(1.0)
        number += 1
    for row, constraint in enumerate(proto.constraint):
        constraint.var_index.extend(by_row[row])
        constraint.coefficient.extend(values[row])
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.LoadModelFromProto(proto)
    solver.SetTimeLimit(int(seconds * 1000))
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    duals = np.array([c.dual_value() for c in solver.constraints()[many:]])
    return solver.Objective().Value() * unit, np.maximum(0, -duals.reshape(-1, wide) * unit)
