package org.hansa.platform.place.reassign;

/** How many processes of each service are away from home, and the most of any. */
final class Moved {

  private final int[] homes;
  private final int[] services;
  private final int[] away;

  /** How many services have so many away. */
  private final int[] having;

  private int most;

  Moved(Instance instance, int[] machines) {
    homes = instance.initial();
    services = instance.services();
    away = new int[instance.spreads().length];
    having = new int[machines.length + 2];
    having[0] = away.length;
    for (int p = 0; p < machines.length; p++) {
      if (machines[p] != homes[p]) {
        leave(services[p]);
      }
    }
  }

  int most() {
    return most;
  }

  private void leave(int service) {
    having[away[service]]--;
    having[++away[service]]++;
    most = Math.max(most, away[service]);
  }

  private void come(int service) {
    having[away[service]]--;
    having[--away[service]]++;
    if (having[most] == 0) {
      most--;
    }
  }

  /** By how many the most would change. */
  int change(int process, int from, int to) {
    int service = services[process];
    if (away[service] != most) {
      return 0;
    }
    int home = homes[process];
    if (from == home) {
      return 1;
    }
    return to == home && having[most] == 1 ? -1 : 0;
  }

  void move(int process, int from, int to) {
    if (from == homes[process]) {
      leave(services[process]);
    } else if (to == homes[process]) {
      come(services[process]);
    }
  }
}
