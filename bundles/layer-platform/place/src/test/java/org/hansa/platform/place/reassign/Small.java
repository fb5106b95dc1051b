package org.hansa.platform.place.reassign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small instances by lot, in the challenge's format, that begin where all constraints hold. */
record Small(String model, String assignment) {

  static Small of(long seed, int machines, int processes) {
    Random random = new Random(seed);
    int services = Math.max(2, processes / 2);
    int[] service = IntStream.range(0, processes).map(p -> random.nextInt(services)).toArray();
    int[] at = new int[processes];
    for (int p = 0; p < processes; p++) {
      at[p] = free(random, machines, service, at, p);
    }
    int[] zones = IntStream.range(0, machines).map(m -> m % 2).toArray();
    List<String> rows = new ArrayList<>(List.of("2", "1 10", "0 3", "" + machines));
    int[][] needs = new int[processes][2];
    long[][] used = new long[machines][2];
    for (int p = 0; p < processes; p++) {
      for (int r = 0; r < 2; r++) {
        needs[p][r] = 1 + random.nextInt(20);
        used[at[p]][r] += needs[p][r];
      }
    }
    for (int m = 0; m < machines; m++) {
      String moves =
          IntStream.range(0, machines)
              .mapToObj(o -> "" + random.nextInt(4))
              .collect(Collectors.joining(" "));
      long[] capacity = {used[m][0] + random.nextInt(30), used[m][1] + random.nextInt(30)};
      rows.add(
          "%d %d %d %d %d %d %s"
              .formatted(
                  zones[m],
                  m,
                  capacity[0],
                  capacity[1],
                  capacity[0] * 6 / 10,
                  capacity[1] * 6 / 10,
                  moves));
    }
    rows.add("" + services);
    for (int s = 0; s < services; s++) {
      rows.add(service(s, services, service, at, zones));
    }
    rows.add("" + processes);
    for (int p = 0; p < processes; p++) {
      rows.add(service[p] + " " + needs[p][0] + " " + needs[p][1] + " " + (1 + random.nextInt(9)));
    }
    rows.addAll(List.of("1", "0 1 2", "5", "1 10 100"));
    String assignment =
        IntStream.of(at).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    return new Small(String.join("\n", rows) + "\n", assignment + "\n");
  }

  /** A machine on which no process of the same service is yet. */
  private static int free(Random random, int machines, int[] service, int[] at, int process) {
    while (true) {
      int machine = random.nextInt(machines);
      boolean taken =
          IntStream.range(0, process)
              .anyMatch(p -> service[p] == service[process] && at[p] == machine);
      if (!taken) {
        return machine;
      }
      // With more of a service than machines, another service takes it.
      service[process] = random.nextInt(Math.max(2, service.length / 2));
    }
  }

  /** It must be in as many locations as now, and needs the next if that is wherever it is. */
  private static String service(int number, int services, int[] service, int[] at, int[] zones) {
    int next = (number + 1) % services;
    var here = zones(number, service, at, zones);
    var there = zones(next, service, at, zones);
    long spread =
        IntStream.range(0, at.length)
            .filter(p -> service[p] == number)
            .map(p -> at[p])
            .distinct()
            .count();
    boolean depends = !here.isEmpty() && there.containsAll(here);
    return (spread + 1) / 2 + (depends ? " 1 " + next : " 0");
  }

  private static java.util.Set<Integer> zones(int number, int[] service, int[] at, int[] zones) {
    return IntStream.range(0, at.length)
        .filter(p -> service[p] == number)
        .mapToObj(p -> zones[at[p]])
        .collect(Collectors.toSet());
  }

  Instance read(Path folder) throws Exception {
    return Reader.read(
        Files.writeString(folder.resolve("model.txt"), model),
        Files.writeString(folder.resolve("assignment.txt"), assignment));
  }
}
