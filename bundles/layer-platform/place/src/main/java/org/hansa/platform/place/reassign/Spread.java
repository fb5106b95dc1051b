package org.hansa.platform.place.reassign;

/** In how many locations each service is. */
final class Spread {

  private final int[] locations;
  private final int[] least;
  private final int width;
  private final int[] counts;
  private final int[] distinct;

  Spread(Instance instance, int[] machines) {
    locations = instance.locations();
    least = instance.spreads();
    int most = 0;
    for (int location : locations) {
      most = Math.max(most, location);
    }
    width = most + 1;
    counts = new int[Math.multiplyExact(least.length, width)];
    distinct = new int[least.length];
    for (int p = 0; p < machines.length; p++) {
      enter(instance.services()[p], locations[machines[p]]);
    }
  }

  private void enter(int service, int location) {
    if (counts[service * width + location]++ == 0) {
      distinct[service]++;
    }
  }

  boolean allows(int service, int from, int to) {
    int before = locations[from];
    int after = locations[to];
    if (before == after || distinct[service] > least[service]) {
      return true;
    }
    return counts[service * width + before] > 1 || counts[service * width + after] == 0;
  }

  void move(int service, int from, int to) {
    enter(service, locations[to]);
    if (--counts[service * width + locations[from]] == 0) {
      distinct[service]--;
    }
  }
}
