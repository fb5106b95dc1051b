package org.hansa.platform.place.reassign;

import org.hansa.platform.place.search.Dice;
import org.hansa.platform.place.search.Problem;

/**
 * An assignment in search: a process is moved to another machine, or two change places. Capacity is
 * looked at first, then what it costs, then spread and dependencies, for most are refused by the
 * first.
 */
final class Reassignment implements Problem {

  private static final int SAMPLES = 20_000;

  /** One in so many moves takes a process home. */
  private static final int HOME = 16;

  /** One in so many moves is of three processes, or two to a third machine. */
  private static final int CHAIN = 17;

  private final Instance instance;
  private final int[] services;
  private final int[] homes;
  private final int machines;
  private final int[] at;
  private final int[] kept;
  private final Usage usage;
  private final Spread spread;
  private final Dependencies dependencies;
  private final Moved moved;
  private final Conflicts conflicts;
  private long objective;

  Reassignment(Instance instance) {
    this.instance = instance;
    services = instance.services();
    homes = instance.initial();
    machines = instance.machines();
    at = homes.clone();
    kept = homes.clone();
    usage = new Usage(instance, at);
    spread = new Spread(instance, at);
    dependencies = new Dependencies(instance, at);
    moved = new Moved(instance, at);
    conflicts = new Conflicts(instance, at);
    objective = new Check(instance).objective(at);
  }

  @Override
  public boolean move(Dice dice, double limit) {
    int lot = dice.below(CHAIN);
    if (lot == 0) {
      return chain(dice, limit);
    }
    return (lot & 1) == 0 ? shift(dice, limit) : swap(dice, limit);
  }

  private boolean shift(Dice dice, double limit) {
    int process = dice.below(at.length);
    int from = at[process];
    int to = dice.below(HOME) == 0 ? homes[process] : dice.below(machines);
    int service = services[process];
    if (from == to || conflicts.has(service, to) || !usage.fits(process, to)) {
      return false;
    }
    long change = usage.with(to, process) + instance.moved(process, to);
    if (change - usage.costs(from) - instance.moved(process, from) > limit) {
      return false;
    }
    change += usage.without(from, process) - instance.moved(process, from);
    change += instance.serviceMoveWeight() * moved.change(process, from, to);
    if (change > limit || !allowed(service, from, to)) {
      return false;
    }
    make(process, to);
    objective += change;
    return true;
  }

  private boolean swap(Dice dice, double limit) {
    int one = dice.below(at.length);
    int other = dice.below(at.length);
    int here = at[one];
    int there = at[other];
    int service = services[one];
    int second = services[other];
    if (here == there
        || service == second
        || conflicts.has(service, there)
        || conflicts.has(second, here)
        || !usage.fits(one, other, there)
        || !usage.fits(other, one, here)) {
      return false;
    }
    long change =
        usage.exchanged(there, one, other)
            + usage.exchanged(here, other, one)
            + moved(one, there)
            + moved(other, here);
    if (change - instance.serviceMoveWeight() > limit || !allowed(service, here, there)) {
      return false;
    }
    int most = moved.most();
    make(one, there);
    if (allowed(second, there, here)) {
      make(other, here);
      change += instance.serviceMoveWeight() * (moved.most() - most);
      if (change <= limit) {
        objective += change;
        return true;
      }
      make(other, there);
    }
    make(one, here);
    return false;
  }

  /**
   * One goes to where a second is, which goes to where a third is, which goes to where the first
   * was; or stays, if there is room for the second beside it.
   */
  private boolean chain(Dice dice, double limit) {
    int one = dice.below(at.length);
    int second = dice.below(at.length);
    int third = dice.below(at.length);
    int from = at[one];
    int to = at[second];
    int last = at[third];
    if (from == to || to == last || from == last || services[one] == services[second]) {
      return false;
    }
    boolean stays = usage.fits(second, last);
    if (conflicts.has(services[one], to)
        || !usage.fits(one, second, to)
        || conflicts.has(services[second], last)
        || (!stays && (conflicts.has(services[third], from) || !usage.fits(second, third, last)))
        || (!stays && !usage.fits(third, one, from))) {
      return false;
    }
    long change =
        usage.exchanged(to, one, second)
            + (stays ? usage.with(last, second) : usage.exchanged(last, second, third))
            + (stays ? usage.without(from, one) : usage.exchanged(from, third, one))
            + moved(one, to)
            + moved(second, last)
            + (stays ? 0 : moved(third, from));
    if (change - instance.serviceMoveWeight() > limit || !allowed(services[one], from, to)) {
      return false;
    }
    int most = moved.most();
    make(one, to);
    if (allowed(services[second], to, last)) {
      make(second, last);
      if (stays || allowed(services[third], last, from)) {
        make(third, stays ? last : from);
        change += instance.serviceMoveWeight() * (moved.most() - most);
        if (change <= limit) {
          objective += change;
          return true;
        }
        make(third, last);
      }
      make(second, to);
    }
    make(one, from);
    return false;
  }

  /** By how much it costs more to have a process moved there than where it is. */
  private long moved(int process, int to) {
    return instance.moved(process, to) - instance.moved(process, at[process]);
  }

  private boolean allowed(int service, int from, int to) {
    return spread.allows(service, from, to) && dependencies.allows(service, from, to);
  }

  private void make(int process, int to) {
    int from = at[process];
    if (from == to) {
      return;
    }
    int service = services[process];
    usage.move(process, from, to);
    spread.move(service, from, to);
    dependencies.move(service, from, to);
    moved.move(process, from, to);
    conflicts.move(service, from, to);
    at[process] = to;
  }

  @Override
  public double typicalChange(Dice dice) {
    double sum = 0;
    int many = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int process = dice.below(at.length);
      int to = dice.below(machines);
      if (at[process] != to) {
        sum += Math.abs(usage.with(to, process) + usage.without(at[process], process));
        many++;
      }
    }
    return many == 0 ? 0 : sum / many;
  }

  @Override
  public long objective() {
    return objective;
  }

  @Override
  public void keep() {
    System.arraycopy(at, 0, kept, 0, at.length);
  }

  @Override
  public void restore() {
    for (int process = 0; process < at.length; process++) {
      if (at[process] != kept[process]) {
        make(process, kept[process]);
      }
    }
    objective = new Check(instance).objective(at);
  }

  int[] assignment() {
    return at.clone();
  }
}
