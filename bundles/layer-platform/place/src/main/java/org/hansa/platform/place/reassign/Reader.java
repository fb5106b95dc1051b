package org.hansa.platform.place.reassign;

import java.io.IOException;
import java.nio.file.Path;
import org.hansa.platform.place.Misread;

/**
 * Reads the challenge's files: {@code model_*.txt} and {@code assignment_*.txt}.
 *
 * @see <a href="https://www.roadef.org/challenge/2012/">the challenge's subject</a>
 */
final class Reader {

  private static final int RESOURCES = 64;
  private static final int MACHINES = 20_000;
  private static final int SERVICES = 1_000_000;
  private static final int PROCESSES = 1_000_000;
  private static final int BALANCES = 1_000;

  private static final long MOST = 1_000_000_000_000L;

  private static final int WEIGHT = 1_000_000;

  private Reader() {}

  /**
   * @throws Misread if anything in the files is wrong, or the assignment breaks a constraint
   * @throws IOException if they cannot be read
   */
  static Instance read(Path model, Path assignment) throws IOException {
    Instance instance;
    try (Tokens in = new Tokens(model)) {
      instance = model(in);
    }
    try (Tokens in = new Tokens(assignment)) {
      return assignment(in, instance);
    }
  }

  private static Instance model(Tokens in) throws IOException {
    int resources = count(in, "resources", 1, RESOURCES);
    boolean[] isTransient = new boolean[resources];
    long[] loadWeights = new long[resources];
    for (int r = 0; r < resources; r++) {
      in.row("resource", r);
      isTransient[r] = in.next("whether it is transient", 0, 1) == 1;
      loadWeights[r] = in.next("the weight of the load cost", 0, WEIGHT);
    }
    int machines = count(in, "machines", 1, MACHINES);
    in.require("the number of machines", (long) machines * (machines + 2L * resources + 2));
    int[] neighbourhoods = new int[machines];
    int[] locations = new int[machines];
    long[] capacities = new long[machines * resources];
    long[] safeties = new long[machines * resources];
    MoveCosts moves = new MoveCosts(machines);
    for (int m = 0; m < machines; m++) {
      in.row("machine", m);
      neighbourhoods[m] = in.next("the neighbourhood", 0, machines - 1);
      locations[m] = in.next("the location", 0, machines - 1);
      row(in, "a capacity", capacities, m, resources);
      row(in, "a safety capacity", safeties, m, resources);
      for (int to = 0; to < machines; to++) {
        moves.set(m, to, in.next("the cost of a move to another", 0, WEIGHT));
      }
    }
    int services = count(in, "services", 1, SERVICES);
    in.require("the number of services", 2L * services);
    int[] spreads = new int[services];
    int[][] needs = new int[services][];
    for (int s = 0; s < services; s++) {
      in.row("service", s);
      spreads[s] = in.next("the least spread", 0, machines);
      needs[s] = new int[in.next("the number of services it depends on", 0, services)];
      in.require("what service " + s + " depends on", needs[s].length);
      for (int i = 0; i < needs[s].length; i++) {
        needs[s][i] = in.next("a service it depends on", 0, services - 1);
      }
    }
    int processes = count(in, "processes", 1, PROCESSES);
    in.require("the number of processes", processes * (resources + 2L));
    int[] service = new int[processes];
    long[] requirements = new long[processes * resources];
    long[] processMoves = new long[processes];
    for (int p = 0; p < processes; p++) {
      in.row("process", p);
      service[p] = in.next("the service", 0, services - 1);
      row(in, "a requirement", requirements, p, resources);
      processMoves[p] = in.next("the cost of moving it", 0, MOST);
    }
    Instance.Balance[] balances = balances(in, resources);
    in.row("the weights", -1);
    long ofProcess = in.next("the weight of process moves", 0, WEIGHT);
    long ofService = in.next("the weight of service moves", 0, WEIGHT);
    long ofMachine = in.next("the weight of machine moves", 0, WEIGHT);
    in.end();
    return new Instance(
        resources,
        isTransient,
        loadWeights,
        neighbourhoods,
        locations,
        capacities,
        safeties,
        moves,
        spreads,
        needs,
        service,
        requirements,
        processMoves,
        balances,
        ofProcess,
        ofService,
        ofMachine,
        new int[processes]);
  }

  private static Instance.Balance[] balances(Tokens in, int resources) throws IOException {
    Instance.Balance[] balances = new Instance.Balance[count(in, "balances", 0, BALANCES)];
    for (int b = 0; b < balances.length; b++) {
      in.row("balance", b);
      int first = in.next("the first resource", 0, resources - 1);
      int second = in.next("the second resource", 0, resources - 1);
      long target = in.next("the target", 0, WEIGHT);
      in.row("the weight of balance", b);
      balances[b] = new Instance.Balance(first, second, target, in.next("the weight", 0, WEIGHT));
    }
    return balances;
  }

  private static int count(Tokens in, String what, int least, int most) throws IOException {
    in.row("the number of " + what, -1);
    return in.next("the number", least, most);
  }

  private static void row(Tokens in, String what, long[] into, int at, int resources)
      throws IOException {
    for (int r = 0; r < resources; r++) {
      into[at * resources + r] = in.next(what, 0, MOST);
    }
  }

  /** A solution of the instance, which becomes its initial one. */
  private static Instance assignment(Tokens in, Instance instance) throws IOException {
    in.row("the assignment", -1);
    int[] machines = new int[instance.processes()];
    for (int p = 0; p < machines.length; p++) {
      machines[p] = in.next("the machine of process " + p, 0, instance.machines() - 1);
    }
    in.end();
    Instance read = instance.from(machines);
    if (new Check(read).worst() > Long.MAX_VALUE / 4.0) {
      throw in.wrong("the objective could be beyond 64 bits", "Give smaller weights or amounts.");
    }
    new Check(read)
        .broken(machines)
        .ifPresent(
            broken -> {
              throw in.wrong(
                  "the assignment breaks a constraint: " + broken,
                  "Give the assignment from which processes are moved, which keeps all of them.");
            });
    return read;
  }
}
