package org.hansa.core.ssh;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Commands that wait for the next request. */
final class Talks {

  /** With as many calls as a line has at once they are what a usual server allows. */
  private static final int MOST = 2;

  private final Deque<Talk> waiting = new ArrayDeque<>();

  /** One that waits on this line. Those that nobody can use any more end. */
  synchronized Optional<Talk> take(Line line, String command) {
    waiting.removeIf(talk -> !talk.isOpenOn(line));
    Optional<Talk> found = waiting.stream().filter(t -> t.command().equals(command)).findFirst();
    found.ifPresent(waiting::remove);
    return found;
  }

  synchronized void put(Talk talk) {
    if (talk.isOpen() && waiting.size() < MOST) {
      waiting.addFirst(talk);
    } else {
      talk.end();
    }
  }
}
