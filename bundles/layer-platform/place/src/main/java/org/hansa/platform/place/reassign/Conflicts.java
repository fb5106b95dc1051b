package org.hansa.platform.place.reassign;

/** Which machines have a process of a service: no other of the same may go there. */
final class Conflicts {

  private final long machines;
  private final long[] bits;

  Conflicts(Instance instance, int[] machines) {
    this.machines = instance.machines();
    bits = new long[Math.toIntExact(((this.machines * instance.spreads().length) >> 6) + 1)];
    for (int p = 0; p < machines.length; p++) {
      flip(instance.services()[p], machines[p]);
    }
  }

  boolean has(int service, int machine) {
    long at = service * machines + machine;
    return (bits[(int) (at >> 6)] & (1L << at)) != 0;
  }

  private void flip(int service, int machine) {
    long at = service * machines + machine;
    bits[(int) (at >> 6)] ^= (1L << at);
  }

  void move(int service, int from, int to) {
    flip(service, from);
    flip(service, to);
  }
}
