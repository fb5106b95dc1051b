"""Reads what `generate` of the solver writes, in its own whole units: thousandths of amounts,
millionths of prices, billionths of costs."""

from decimal import Decimal

import numpy as np


def whole(word, decimals):
    value = Decimal(word).scaleb(decimals)
    assert value == value.to_integral_value(), word
    return int(value)


class Instance:
    """needs[w, d], eligible[w, s], costs by `units[s, d]`, capacities[s, d], opening[s],
    zone[s], transport[z, z], links of (w, w, traffic)."""

    def __init__(self, path):
        wide = 0
        sites, workloads, labels, asks, zones = [], [], [], [], {}
        opening, units, zone, self.links = [], [], [], []
        between, numbers = [], {}
        for line in open(path):
            words = line.split()
            if words[0] == "dimensions":
                wide = len(words) - 1
            elif words[0] == "zone":
                zones[words[1]] = len(zones)
            elif words[0] == "between":
                assert words[3] == "cost"
                between.append((zones[words[1]], zones[words[2]], whole(words[4], 6)))
            elif words[0] == "site":
                at = words.index("capacity")
                sites.append([whole(x, 3) for x in words[at + 1 : at + 1 + wide]])
                at = words.index("price")
                units.append([whole(x, 6) for x in words[at + 1 : at + 1 + wide]])
                zone.append(zones[words[words.index("zone") + 1]])
                opening.append(whole(words[words.index("open") + 1], 9) if "open" in words else 0)
                has = words[words.index("labels") + 1].split(",") if "labels" in words else []
                labels.append(frozenset(has))
                assert "grams" not in words
            elif words[0] == "workload":
                numbers[words[1]] = len(numbers)
                at = words.index("need")
                workloads.append([whole(x, 3) for x in words[at + 1 : at + 1 + wide]])
                ask = words[words.index("requires") + 1].split(",") if "requires" in words else []
                asks.append(frozenset(ask))
                assert "at" not in words
            elif words[0] == "link":
                assert words[3] == "traffic" and len(words) == 5
                self.links.append((numbers[words[1]], numbers[words[2]], whole(words[4], 3)))
            else:
                assert words[0] in ("hansa-place", "zones", "pairs", "sites", "workloads", "links")
        self.needs = np.array(workloads, dtype=np.int64)
        self.units = np.array(units, dtype=np.int64)
        self.capacities = np.array(sites, dtype=np.int64)
        self.opening = np.array(opening, dtype=np.int64)
        self.zone = np.array(zone)
        self.transport = np.zeros((len(zones), len(zones)), dtype=np.int64)
        for one, other, price in between:
            self.transport[one, other] = self.transport[other, one] = price
        kinds = sorted(set(asks), key=sorted)
        self.kinds = np.array([[k <= has for has in labels] for k in kinds])
        self.kind = np.array([kinds.index(a) for a in asks])

    def costs(self, some=slice(None)):
        """Of some workloads at every site, in billionths."""
        return self.needs[some] @ self.units.T

    def eligible(self, some=slice(None)):
        return self.kinds[self.kind[some]]

    def cost(self, at):
        """Of a placement, the site of each workload, in billionths; it must hold every rule."""
        at = np.array(at)
        rows = np.arange(len(at))
        assert self.eligible()[rows, at].all()
        taken = np.zeros_like(self.capacities)
        np.add.at(taken, at, self.needs)
        assert (taken <= self.capacities).all()
        total = int(self.costs()[rows, at].sum()) + int(self.opening[np.unique(at)].sum())
        for one, other, traffic in self.links:
            if at[one] != at[other]:
                zones = self.zone[at[one]], self.zone[at[other]]
                total += traffic * int(self.transport[zones])
        return total
