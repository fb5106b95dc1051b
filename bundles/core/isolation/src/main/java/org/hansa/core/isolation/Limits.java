package org.hansa.core.isolation;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param start from the start of a process until its driver has said who it is
 * @param grace how long after its deadline a call is still waited for
 * @param hang how long after that its process is left alive
 * @param hanging so many calls past their deadline at once are not waited for any longer
 * @param idle how long a process without a session is kept
 * @param firstPause between the end of a process and the next; it doubles with each
 * @param longestPause what it does not grow beyond
 * @param health after so long a life of a process the pause is the first again
 * @param brief for calls that have no deadline: they reach nothing outside
 */
record Limits(
    Duration start,
    Duration grace,
    Duration hang,
    int hanging,
    Duration idle,
    Duration firstPause,
    Duration longestPause,
    Duration health,
    Duration brief) {

  static final Limits USUAL =
      new Limits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          8,
          Duration.ofSeconds(60),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5));
}
