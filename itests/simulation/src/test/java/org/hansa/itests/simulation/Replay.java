package org.hansa.itests.simulation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A run that is asked for by system properties, so that what was shrunk can be looked at again: a
 * seed, and of what it has happen only what is named. {@code hansa.seed} is a number, {@code
 * hansa.bug} one of {@link Bug}, {@code hansa.events} and {@code hansa.faults} are numbers with
 * commas between them, or {@code none}; all of them happen where that is not said.
 *
 * @param events those of the script that may happen, by their place in it; all if empty
 * @param faults the occasions at which something may go wrong; all if empty
 */
record Replay(long seed, Bug bug, Optional<Set<Integer>> events, Optional<Set<Long>> faults) {

  static final String SEED = "hansa.seed";

  private static final String BUG = "hansa.bug";
  private static final String EVENTS = "hansa.events";
  private static final String FAULTS = "hansa.faults";
  private static final String NONE = "none";

  private static final String COMMAND =
      "mvn test -pl :org.hansa.itests.simulation -am -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dtest='SimulationTest#replays'";

  /** What happened in a run, and nothing else: the same run. */
  static Replay of(Simulation.Result result, Bug bug) {
    return new Replay(
        result.seed(), bug, Optional.of(result.events()), Optional.of(result.faults()));
  }

  /**
   * @param properties the value of one, by its name
   */
  static Replay asked(Function<String, Optional<String>> properties) {
    return new Replay(
        Long.parseLong(properties.apply(SEED).orElseThrow()),
        properties.apply(BUG).map(Bug::valueOf).orElse(Bug.NONE),
        properties.apply(EVENTS).map(said -> numbers(said, Integer::valueOf)),
        properties.apply(FAULTS).map(said -> numbers(said, Long::valueOf)));
  }

  private static <N> Set<N> numbers(String said, Function<String, N> number) {
    return said.equals(NONE)
        ? Set.of()
        : Arrays.stream(said.split(",")).map(number).collect(Collectors.toSet());
  }

  Simulation.Result run() {
    return Simulation.run(
        seed,
        bug,
        event -> events.map(some -> some.contains(event)).orElse(true),
        fault -> faults.map(some -> some.contains(fault)).orElse(true));
  }

  /** For a shell in the root of the tree. */
  String command() {
    return COMMAND
        + flag(SEED, Long.toString(seed))
        + (bug == Bug.NONE ? "" : flag(BUG, bug.name()))
        + events.map(some -> flag(EVENTS, told(some))).orElse("")
        + faults.map(some -> flag(FAULTS, told(some))).orElse("");
  }

  private static String flag(String name, String value) {
    return " -D" + name + "=" + value;
  }

  private static String told(Collection<? extends Number> some) {
    return some.isEmpty()
        ? NONE
        : some.stream().map(Number::toString).collect(Collectors.joining(","));
  }
}
