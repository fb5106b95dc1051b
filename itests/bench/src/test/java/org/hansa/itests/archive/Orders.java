package org.hansa.itests.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a load process is told on its input, line by line, and what it says to each. */
final class Orders {

  private Orders() {}

  /**
   * @param kind what is asked, of whom
   * @param token of the account; unused where there are none
   * @param connections that ask at once, one request at a time on each
   * @param size resources of a transaction
   */
  record Order(String kind, int port, String token, int connections, int size, long millis) {

    static Order of(String line) {
      String[] words = line.split(" ", -1);
      return new Order(
          words[0],
          Integer.parseInt(words[1]),
          words[2],
          Integer.parseInt(words[3]),
          Integer.parseInt(words[4]),
          Long.parseLong(words[5]));
    }
  }

  /** Carries out one. */
  interface Work {
    String run(Order order) throws IOException;
  }

  /** Watchers that count the marks which they have seen. */
  interface Watching {

    /** Returns when their watches stand. */
    void open(Order order) throws IOException;

    /**
     * Returns once each has seen this number, or what there is after a minute.
     *
     * @return {@code EVENTS LAST GAPS} since they stand: of all, the last that each has seen, of
     *     all
     */
    String until(long number) throws IOException;
  }

  /**
   * Until its input ends: an order as of {@link #take}, whose answer is {@code open}, and from then
   * on the numbers to watch for.
   */
  static void watch(Watching watchers) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    watchers.open(Order.of(orders.readLine()));
    System.out.println("open");
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(watchers.until(Long.parseLong(line)));
    }
  }

  /** Until its input ends: orders {@code KIND PORT TOKEN CONNECTIONS SIZE MILLIS}. */
  static void take(Work work) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(work.run(Order.of(line)));
    }
  }

  /**
   * {@code COUNT NANOS P50 P99 LAST}.
   *
   * @param took nanoseconds of each request, {@code count} of them
   * @param nanos from the first request to the last answer
   * @param last the number that the last request carried
   */
  static String answer(long[] took, int count, long nanos, long last) {
    long[] sorted = Arrays.copyOf(took, count);
    Arrays.sort(sorted);
    return count
        + " "
        + nanos
        + " "
        + at(sorted, 0.5)
        + " "
        + at(sorted, 0.99)
        + " "
        + Ask.digits(last);
  }

  private static long at(long[] sorted, double quantile) {
    return sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))];
  }
}
