package org.hansa.core.driver.http;

import java.time.Duration;

/**
 * Bounds of one caller.
 *
 * @param body the longest body of an answer, in bytes
 * @param connect how long one try to connect may take; the deadline counts besides
 * @param tries of a call that may be repeated, the first included
 * @param firstWait about how long before the second try; twice as long before each further one
 * @param longestWait where that growth ends; {@code Retry-After} is not cut by it
 * @param redirects followed for one call
 * @param pages of one listing
 * @param items of one listing
 * @param threads of the caller; sources of bodies are read by them
 */
public record Limits(
    int body,
    Duration connect,
    int tries,
    Duration firstWait,
    Duration longestWait,
    int redirects,
    int pages,
    int items,
    int threads) {

  public static final Limits DEFAULT =
      new Limits(
          16 << 20,
          Duration.ofSeconds(10),
          5,
          Duration.ofMillis(200),
          Duration.ofSeconds(10),
          5,
          10_000,
          1_000_000,
          4);

  public Limits {
    if (body < 1 || tries < 1 || redirects < 0 || pages < 1 || items < 1 || threads < 1) {
      throw new IllegalArgumentException("a limit is below what makes sense");
    }
    if (connect.toMillis() < 1
        || firstWait.toMillis() < 1
        || longestWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException(
          "connect and firstWait are positive, longestWait not less");
    }
  }

  public Limits body(int bytes) {
    return new Limits(
        bytes, connect, tries, firstWait, longestWait, redirects, pages, items, threads);
  }

  public Limits connect(Duration most) {
    return new Limits(body, most, tries, firstWait, longestWait, redirects, pages, items, threads);
  }

  public Limits tries(int most) {
    return new Limits(
        body, connect, most, firstWait, longestWait, redirects, pages, items, threads);
  }

  public Limits waits(Duration first, Duration longest) {
    return new Limits(body, connect, tries, first, longest, redirects, pages, items, threads);
  }

  public Limits listing(int mostPages, int mostItems) {
    return new Limits(
        body, connect, tries, firstWait, longestWait, redirects, mostPages, mostItems, threads);
  }
}
