package org.hansa.platform.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Keys;
import org.hansa.core.api.Problem;
import org.hansa.platform.api.Contract.Range;

/**
 * Chooses ports on a host: always the lowest free one, so that a plan and its apply choose alike.
 */
public final class Ports {

  private static final String TCP = "tcp";

  private final Range all;
  private final List<Range> open;
  private Keys taken;
  private int left = -1;

  /**
   * Which of a host's ports may be given.
   *
   * @param only if there is one, these alone
   * @param except none of these
   */
  public record Within(Optional<Range> only, List<Range> except) {

    /** All that the host has. */
    public static final Within ANY = new Within(Optional.empty(), List.of());

    public static final Within NONE = only(new Range(1, 0));

    public Within {
      except = List.copyOf(except);
    }

    public static Within only(Range range) {
      return new Within(Optional.of(range), List.of());
    }

    public static Within except(List<Range> ranges) {
      return new Within(Optional.empty(), ranges);
    }

    /** What is left of a range, in order. */
    private List<Range> of(Range all) {
      List<Range> open = new ArrayList<>(List.of(only.map(o -> both(all, o)).orElse(all)));
      for (Range taken : except) {
        List<Range> next = new ArrayList<>();
        for (Range each : open) {
          next.add(new Range(each.first(), Math.min(each.last(), taken.first() - 1)));
          next.add(new Range(Math.max(each.first(), taken.last() + 1), each.last()));
        }
        open = next;
        open.removeIf(range -> range.first() > range.last());
      }
      return List.copyOf(open);
    }

    private static Range both(Range a, Range b) {
      return new Range(Math.max(a.first(), b.first()), Math.min(a.last(), b.last()));
    }
  }

  /**
   * @param claims what is reserved of the host; what this object gives out is added to it
   */
  public Ports(Host.Status host, Claims claims) {
    this(host, claims, Within.ANY);
  }

  public Ports(Host.Status host, Claims claims, Within within) {
    Range has = new Range(host.firstPort(), host.lastPort());
    this.all = within.only().map(only -> Within.both(has, only)).orElse(has);
    this.open = within.of(has);
    Keys keys = claims.keys();
    for (int port : host.takenPorts()) {
      if (port >= host.firstPort() && port <= host.lastPort()) {
        keys = keys.plus(key(port));
      }
    }
    this.taken = keys;
  }

  /** The key under which a port is reserved. */
  public static String key(int port) {
    return TCP + "/" + port;
  }

  /** How many that may be given are free. */
  public int left() {
    if (left < 0) {
      left = open.stream().mapToInt(this::left).sum();
    }
    return left;
  }

  private int left(Range range) {
    int all = range.last() - range.first() + 1;
    return Math.max(0, all - taken.count(TCP, range.first(), range.last()));
  }

  /** True if it may be given at all. */
  public boolean has(int port) {
    return open.stream().anyMatch(range -> range.has(port));
  }

  public boolean isTaken(int port) {
    return taken.contains(key(port));
  }

  /** What may be given, as people read it. */
  public String says() {
    if (open.stream().allMatch(range -> range.first() > range.last())) {
      return "none";
    }
    List<String> ranges =
        open.stream().map(range -> range.first() + " to " + range.last()).toList();
    return String.join(", ", ranges);
  }

  /** Gives out this one, free or not. */
  public void take(int port) {
    taken = taken.plus(key(port));
    left = -1;
  }

  /**
   * @throws Problem EXHAUSTED if what may be given is used up
   */
  public int next() {
    for (Range range : open) {
      OptionalInt free = taken.free(TCP, range.first(), range.last());
      if (free.isPresent()) {
        take(free.getAsInt());
        return free.getAsInt();
      }
    }
    throw new Problem(
        Problem.Reason.EXHAUSTED,
        "no port is free between " + all.first() + " and " + all.last(),
        "Widen the range in the endpoint's options, or remove what is not needed.");
  }
}
