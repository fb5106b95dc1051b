package org.hansa.platform.place.reassign;

/** In which neighbourhoods each service is, and who depends on its being there. */
final class Dependencies {

  private final int[] neighbourhoods;
  private final int width;
  private final int[][] needs;
  private final int[][] needed;
  private final int[] counts;

  Dependencies(Instance instance, int[] machines) {
    neighbourhoods = instance.neighbourhoods();
    int most = 0;
    for (int neighbourhood : neighbourhoods) {
      most = Math.max(most, neighbourhood);
    }
    width = most + 1;
    needs = instance.needs();
    needed = reversed(needs);
    counts = new int[Math.multiplyExact(needs.length, width)];
    for (int p = 0; p < machines.length; p++) {
      counts[instance.services()[p] * width + neighbourhoods[machines[p]]]++;
    }
  }

  private static int[][] reversed(int[][] needs) {
    int[] many = new int[needs.length];
    for (int[] of : needs) {
      for (int one : of) {
        many[one]++;
      }
    }
    int[][] reversed = new int[needs.length][];
    for (int s = 0; s < needs.length; s++) {
      reversed[s] = new int[many[s]];
    }
    for (int s = 0; s < needs.length; s++) {
      for (int one : needs[s]) {
        reversed[one][--many[one]] = s;
      }
    }
    return reversed;
  }

  boolean allows(int service, int from, int to) {
    int before = neighbourhoods[from];
    int after = neighbourhoods[to];
    if (before == after) {
      return true;
    }
    for (int need : needs[service]) {
      if (counts[need * width + after] == 0 && need != service) {
        return false;
      }
    }
    if (counts[service * width + before] == 1) {
      for (int other : needed[service]) {
        if (counts[other * width + before] > 0 && other != service) {
          return false;
        }
      }
    }
    return true;
  }

  void move(int service, int from, int to) {
    counts[service * width + neighbourhoods[from]]--;
    counts[service * width + neighbourhoods[to]]++;
  }
}
