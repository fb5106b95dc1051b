package org.hansa.core.runtime;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Which threads are a driver's own: those that it has begun while it was called inherit its class
 * loader as their context, for it is set meanwhile. Thread-safe.
 */
final class DriverThreads {

  /** A driver with more of its own than this, and some for each session, is not called any more. */
  static final int BUDGET = 128;

  static final int BUDGET_OF_A_SESSION = 16;

  private final ToIntFunction<ClassLoader> sessions;

  /** Ours, that are in a driver now. */
  private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

  /** By class loader, when they were last counted. */
  private volatile Map<ClassLoader, Integer> counted = Map.of();

  /**
   * @param sessions how many are open of the drivers of a class loader
   */
  DriverThreads(ToIntFunction<ClassLoader> sessions) {
    this.sessions = sessions;
  }

  <T> T within(ClassLoader driver, Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    boolean first = inside.add(thread);
    thread.setContextClassLoader(driver);
    try {
      return call.get();
    } finally {
      thread.setContextClassLoader(before);
      if (first) {
        inside.remove(thread);
      }
    }
  }

  /** Counts all anew; true if one's number has passed the budget, either way. */
  boolean count() {
    Map<ClassLoader, Integer> before = counted;
    counted =
        threads().stream()
            .filter(thread -> !inside.contains(thread) && thread.getContextClassLoader() != null)
            .collect(Collectors.toMap(Thread::getContextClassLoader, t -> 1, Integer::sum));
    return !over(before).equals(over(counted));
  }

  /** How many it may have now. */
  int budget(ClassLoader driver) {
    return BUDGET + BUDGET_OF_A_SESSION * sessions.applyAsInt(driver);
  }

  /** True if it had more when they were last counted. */
  boolean isOver(ClassLoader driver) {
    return of(driver) > BUDGET && of(driver) > budget(driver);
  }

  private Set<ClassLoader> over(Map<ClassLoader, Integer> counts) {
    return counts.entrySet().stream()
        .filter(e -> e.getValue() > BUDGET && e.getValue() > budget(e.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** As they were last counted. */
  int of(ClassLoader driver) {
    return counted.getOrDefault(driver, 0);
  }

  /** Without their stacks, for which all would be stopped. */
  private static Set<Thread> threads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] all = new Thread[root.activeCount() * 2 + 16];
    return Arrays.stream(all, 0, root.enumerate(all)).collect(Collectors.toSet());
  }
}
