"""The optimum of small instances, with opening and links, as far as CP-SAT proves it."""

from ortools.sat.python import cp_model


def optimum(instance, seconds, known=None):
    """Billionths: a cost that a placement has, and one that none is below; equal if proven.

    known: by workload the site of a placement to begin with.
    """
    model = cp_model.CpModel()
    eligible, costs = instance.eligible(), instance.costs()
    many, sites = eligible.shape
    x = {
        (w, s): model.new_bool_var("")
        for w in range(many)
        for s in range(sites)
        if eligible[w, s]
    }
    for w in range(many):
        model.add_exactly_one(x[w, s] for s in range(sites) if (w, s) in x)
    terms = [int(costs[w, s]) * x[w, s] for w, s in x]
    for s in range(sites):
        here = [w for w in range(many) if (w, s) in x]
        used = 1
        if instance.opening[s]:
            used = model.new_bool_var("")
            terms.append(int(instance.opening[s]) * used)
            for w in here:
                model.add_implication(x[w, s], used)
        for d in range(instance.needs.shape[1]):
            taken = sum(int(instance.needs[w, d]) * x[w, s] for w in here)
            model.add(taken <= int(instance.capacities[s, d]) * used)
    zones = range(len(instance.transport))
    for one, other, traffic in instance.links:
        # flow[z][o]: one is in zone z, the other in o; together: both are on one site of a zone
        flow = [[model.new_bool_var("") for _ in zones] for _ in zones]
        for z in zones:
            inside = [s for s in range(sites) if instance.zone[s] == z]
            model.add(sum(flow[z]) == sum(x[one, s] for s in inside if (one, s) in x))
            model.add(
                sum(row[z] for row in flow) == sum(x[other, s] for s in inside if (other, s) in x)
            )
            together = []
            for s in inside:
                if (one, s) in x and (other, s) in x:
                    together.append(model.new_bool_var(""))
                    model.add_implication(together[-1], x[one, s])
                    model.add_implication(together[-1], x[other, s])
            model.add(sum(together) <= flow[z][z])
            for o in zones:
                price = traffic * int(instance.transport[z, o])
                terms.append(price * flow[z][o])
            terms += [-traffic * int(instance.transport[z, z]) * both for both in together]
    model.minimize(sum(terms))
    if known is not None:
        for w, s in x:
            model.add_hint(x[w, s], int(known[w] == s))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.linearization_level = 2
    solver.parameters.relative_gap_limit = 0
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE), solver.status_name(status)
    at = [next(s for s in range(sites) if (w, s) in x and solver.value(x[w, s])) for w in range(many)]
    # by itself, because a link's variables may say more than it costs
    return instance.cost(at), round(solver.best_objective_bound)
